using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Gudok.Numbers;

namespace Gudok.Benchmarks;

/// <summary>What does reading a party cost, beside picking the digits out of a user part?</summary>
[MemoryDiagnoser]
public class PartyReaderBenchmarks
{
    private const int Users = 1_000;
    private static readonly byte[] _host = "pbx.example"u8.ToArray();
    private readonly PartyReader _reader = new(new PartyOptions());
    private readonly byte[][] _users = new byte[Users][];

    [GlobalSetup]
    public void Write()
    {
        var random = new Random(1);
        for (var at = 0; at < Users; at++)
        {
            var number = random.Next(10_000_000);
            var text = (at % 8) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"+7903{number:d7}"),
                1 => string.Create(CultureInfo.InvariantCulture, $"8495{number:d7}"),
                2 => string.Create(CultureInfo.InvariantCulture, $"{100 + number % 900}"),
                3 => "operator-7",
                4 => string.Create(CultureInfo.InvariantCulture, $"+49171{number:d7}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"7916{number:d7}"),
            };
            _users[at] = Encoding.UTF8.GetBytes(text);
        }
    }

    /// <summary>The plain way, which knows no country, extension or short number.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Users)]
    public int PickDigits() => _users.Sum(user => new string([.. Encoding.UTF8.GetString(user).Where(char.IsAsciiDigit)]).Length);

    /// <summary>Numbering plan, extensions, addresses.</summary>
    [Benchmark(OperationsPerInvoke = Users)]
    public int ReadParties() => _users.Count(user => _reader.Read(user, _host).IsKept);
}

using System.Text;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Benchmarks;

/// <summary>What does masking a message for the ladder cost, beside blotting out runs of digits?</summary>
[MemoryDiagnoser]
public partial class MessageMaskBenchmarks
{
    private const int Messages = 500;
    private readonly MessageMask _mask = new(new PartyReader(new PartyOptions()));
    private byte[][] _messages = [];

    [GlobalSetup]
    public void Simulate() => _messages = [.. Traffic.Of(100).Take(Messages).Select(message => message.Bytes)];

    /// <summary>The plain way, which leaves names, hosts' users and credentials.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public int BlotDigits() => _messages.Sum(message => Digits().Replace(Encoding.UTF8.GetString(message), "***").Length);

    /// <summary>All that names somebody.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int MaskMessages() => _messages.Sum(message => _mask.Mask(message).Length);

    [GeneratedRegex("[0-9]{7,}", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}

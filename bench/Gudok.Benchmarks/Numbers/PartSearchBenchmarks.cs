using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Benchmarks;

/// <summary>How fast is a part of a number found among all? <c>GUDOK_BENCH_NUMBERS=10000000</c> makes it ten million.</summary>
[MemoryDiagnoser]
public class PartSearchBenchmarks
{
    private readonly TestFolder _folder = new();
    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private byte[] _digits = [];
    private SqliteVault _vault = null!;

    public static IEnumerable<int> Sizes => [int.Parse(Environment.GetEnvironmentVariable("GUDOK_BENCH_NUMBERS") ?? "1000000", CultureInfo.InvariantCulture)];

    [ParamsSource(nameof(Sizes))]
    public int Numbers { get; set; }

    /// <summary>Six digits are rare, three common.</summary>
    [Params("770331", "903")]
    public string Part { get; set; } = "";

    [GlobalSetup]
    public void Fill() => FillAsync().GetAwaiter().GetResult();

    private async Task FillAsync()
    {
        _vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = _folder.Path }, _keys, TimeProvider.System, default).ConfigureAwait(false);
        await FillAsync(_vault, Numbers).ConfigureAwait(false);
        var text = new StringBuilder(Numbers * 12);
        for (var at = 0; at < Numbers; at++) text.Append(VaultBenchmarks.NumberOf(at).ToFullText().AsSpan(1)).Append('\n');
        _digits = Encoding.ASCII.GetBytes(text.ToString());
    }

    [GlobalCleanup]
    public void Close() => CloseAsync().GetAwaiter().GetResult();

    private async Task CloseAsync()
    {
        await _vault.DisposeAsync().ConfigureAwait(false);
        _keys.Dispose();
        _folder.Dispose();
    }

    /// <summary>A search through the digits of all numbers, line by line, in memory.</summary>
    [Benchmark(Baseline = true)]
    public int SearchText()
    {
        var part = Encoding.ASCII.GetBytes(Part);
        var found = 0;
        ReadOnlySpan<byte> rest = _digits;
        while (found < 1_000 && rest.IndexOf(part) is >= 0 and var at)
        {
            found++;
            rest = rest[(at + 12 - at % 12)..];
        }

        return found;
    }

    /// <summary>The vault's directory.</summary>
    [Benchmark]
    public async Task<int> SearchDirectory() => (await _vault.SearchAsync(Part, NumberReach.AllDigits, 1_000, default).ConfigureAwait(false)).Ids.Count;

    internal static async Task FillAsync(SqliteVault vault, int numbers)
    {
        const int Batch = 20_000;
        for (var at = 0; at < numbers; at += Batch)
            await vault.ResolveAsync([.. Enumerable.Range(at, Math.Min(Batch, numbers - at)).Select(VaultBenchmarks.NumberOf)], default).ConfigureAwait(false);
    }
}

using System.Globalization;
using BenchmarkDotNet.Attributes;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Benchmarks;

/// <summary>What does keeping a number under a key of its own cost, beside a durable row of the same size? Each operation is one number of a batch of an import.</summary>
[MemoryDiagnoser]
public class VaultBenchmarks
{
    private const int Batch = 2_000;
    private const int RowLength = 120;
    private readonly TestFolder _folder = new();
    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly Party[] _batch = new Party[Batch];
    private readonly Party[] _known = new Party[Batch];
    private PlainTable _table = null!;
    private SqliteVault _vault = null!;
    private int _next;

    [GlobalSetup]
    public void Open() => OpenAsync().GetAwaiter().GetResult();

    private async Task OpenAsync()
    {
        _table = new PlainTable(RowLength);
        _vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = _folder.Path }, _keys, TimeProvider.System, default).ConfigureAwait(false);
        Fill(_known);
        await _vault.ResolveAsync(_known, default).ConfigureAwait(false);
    }

    [GlobalCleanup]
    public void Close() => CloseAsync().GetAwaiter().GetResult();

    private async Task CloseAsync()
    {
        await _vault.DisposeAsync().ConfigureAwait(false);
        _table.Dispose();
        _keys.Dispose();
        _folder.Dispose();
    }

    /// <summary>Rows in a table, one transaction.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Batch)]
    public void InsertRows() => _table.Insert(Batch, at => (_next++, at, ""));

    /// <summary>Numbers never seen: two files, both durable, keys sealed.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> ResolveNew()
    {
        Fill(_batch);
        return (await _vault.ResolveAsync(_batch, default).ConfigureAwait(false)).Count;
    }

    /// <summary>Numbers seen of late.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> ResolveKnown() => (await _vault.ResolveAsync(_known, default).ConfigureAwait(false)).Count;

    private void Fill(Party[] batch)
    {
        for (var at = 0; at < batch.Length; at++) batch[at] = NumberOf(_next++);
    }

    internal static Party NumberOf(int at) =>
        PhoneNumber.TryCreate(PartyKind.E164, string.Create(CultureInfo.InvariantCulture, $"79{at * 7_919L % 1_000_000_000:d9}"), out var number)
            ? Party.E164(number)
            : throw new InvalidOperationException("Eleven digits are a number.");
}

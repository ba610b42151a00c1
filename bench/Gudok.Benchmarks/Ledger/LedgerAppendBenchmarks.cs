using BenchmarkDotNet.Attributes;
using Gudok.Ledger;
using Gudok.Testing;

namespace Gudok.Benchmarks;

/// <summary>What does a sealed, provable record cost, beside a durable row of the same size? Each operation is one record of a batch.</summary>
[MemoryDiagnoser]
public class LedgerAppendBenchmarks
{
    private const int Batch = 2_000;
    private const int RowLength = 300;
    private readonly TestFolder _folder = new();
    private PlainTable _table = null!;
    private SqliteCallLedger _ledger = null!;
    private LedgerBatch _batch = LedgerEntries.Batch();
    private int _next;

    [GlobalSetup]
    public void Open() => OpenAsync().GetAwaiter().GetResult();

    private async Task OpenAsync()
    {
        _table = new PlainTable(RowLength);
        var heads = await TestHeads.OpenAsync(TimeProvider.System, SqliteHeadStore.Open(_folder.Path)).ConfigureAwait(false);
        _ledger = await SqliteCallLedger.OpenAsync(new LedgerOptions { Folder = _folder.Path }, new SeededDayKeys(1), heads, TimeProvider.System, default)
            .ConfigureAwait(false);
    }

    [GlobalCleanup]
    public void Close() => CloseAsync().GetAwaiter().GetResult();

    private async Task CloseAsync()
    {
        await _ledger.DisposeAsync().ConfigureAwait(false);
        _table.Dispose();
        _folder.Dispose();
    }

    // A record is added once only: every invocation needs records of its own.
    [IterationSetup]
    public void MakeRecords()
    {
        _batch = LedgerEntries.Batch(Enumerable.Range(_next, Batch)
            .Select(number => LedgerEntries.Entry(LedgerEntries.Record(number, LedgerEntries.Start + TimeSpan.FromMilliseconds(5 * number))))
            .ToList());
        _next += Batch;
    }

    /// <summary>Rows in a table without an index, one transaction.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Batch)]
    public void InsertRows() => _table.Insert(Batch, at => (_next + at, at, ""));

    /// <summary>Records with leaves, commitments, seals and rollups.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> AppendRecords() => (await _ledger.AppendAsync(_batch, default).ConfigureAwait(false)).Added;
}

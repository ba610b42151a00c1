using System.Globalization;
using BenchmarkDotNet.Attributes;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Benchmarks;

/// <summary>How fast is the first page of a search over a million calls, beside a plain table with indexes? Ours opens sealed parties and makes
/// views, the table yields rows.</summary>
[MemoryDiagnoser]
public class LedgerQueryBenchmarks
{
    // Made once for all cases where they run in one process, as bench/run has them.
    private static RecordedCalls? _recorded;
    private static PlainTable? _table;
    private string _number = "";
    private string _part = "";

    public static int Calls { get; } = int.Parse(Environment.GetEnvironmentVariable("GUDOK_BENCH_CALLS") ?? "1000000", CultureInfo.InvariantCulture);

    [GlobalSetup]
    public void Fill() => FillAsync().GetAwaiter().GetResult();

    private async Task FillAsync()
    {
        _recorded ??= await RecordedCalls.MakeAsync(Calls).ConfigureAwait(false);
        _number = _recorded.Numbers[_recorded.Numbers.Count / 2];
        _part = _number[^6..];
        if (_table is not null) return;
        _table = new PlainTable(300);
        var (first, step) = (_recorded.First.Micros, Math.Max(1, (_recorded.Last.Micros - _recorded.First.Micros) / Calls));
        _table.Insert(Calls, at => (first + at * step, at, _recorded.Numbers[at * 31 % _recorded.Numbers.Count]));
        _table.Index();
    }

    /// <summary>A number by the table's index.</summary>
    [Benchmark(Baseline = true)]
    public int TableByNumber() => _table!.ReadPage("number = $value", _number);

    /// <summary>A span of time by the table's index.</summary>
    [Benchmark]
    public int TableByTime() => _table!.ReadPage("start < $value", Middle.Micros);

    /// <summary>A part of a number by the table's LIKE.</summary>
    [Benchmark]
    public int TableByPart() => _table!.ReadPage("number LIKE $value", $"%{_part}%");

    /// <summary>A full number.</summary>
    [Benchmark]
    public Task<int> ByNumber() => CountAsync(new CallSearch { Number = _number, Reach = NumberReach.Whole | NumberReach.AllDigits });

    /// <summary>The page before a moment.</summary>
    [Benchmark]
    public Task<int> ByTime() => CountAsync(new CallSearch { To = Middle });

    /// <summary>Six digits of a number.</summary>
    [Benchmark]
    public Task<int> ByPart() => CountAsync(new CallSearch { Number = _part, Reach = NumberReach.Whole | NumberReach.AllDigits });

    private static Gudok.Sip.Instant Middle => new((_recorded!.First.Micros + _recorded.Last.Micros) / 2);

    private static async Task<int> CountAsync(CallSearch search) =>
        (await _recorded!.Reader.SearchAsync(search, PartySight.Mask, default).ConfigureAwait(false)).Calls.Count;
}

using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Benchmarks;

/// <summary>Calls of thirty days, in order of time: many callers of a few calls each, a thousand called numbers.</summary>
internal sealed class LedgerMaterial(int calls)
{
    public const int Days = 30;
    public const int Batch = 2_000;
    private const int Called = 1_000;
    private const int CallsOfCaller = 4;

    /// <summary>How many callers there are.</summary>
    public int Callers => Math.Max(1, calls / CallsOfCaller);

    /// <summary>Some caller.</summary>
    public PartyId Caller(int number) => new(Mix((ulong)number % (ulong)Callers + 1));

    /// <summary>All batches, made as they are asked for.</summary>
    public IEnumerable<LedgerBatch> Batches()
    {
        for (var at = 0; at < calls; at += Batch)
        {
            yield return LedgerEntries.Batch(Enumerable.Range(at, Math.Min(Batch, calls - at)).Select(number => LedgerEntries.Entry(Record(number))).ToList());
        }
    }

    private CallRecord Record(int number)
    {
        var start = LedgerEntries.Start + TimeSpan.FromMicroseconds((double)TimeSpan.FromDays(Days).Ticks / 10 / calls * number);
        var (caller, callee) = (Caller((int)(Mix((ulong)number) % (ulong)Callers)), new PartyId(Mix((ulong)(number * 7 % Called) + 1_000_000_000)));
        var record = LedgerEntries.Record(number, start);
        return record with { Caller = caller, Callee = callee, Dialled = callee, Legs = [LedgerEntries.Leg(number, start, caller, callee)] };
    }

    // SplitMix64: numbers as even as PartyIds, the same in each run.
    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}

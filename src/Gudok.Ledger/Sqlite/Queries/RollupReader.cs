using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Sums rollups over segments: a correction made on another day takes away there what it found here.</summary>
internal sealed class RollupReader(RecordStore store)
{
    public IReadOnlyList<Rollup> Sum(Instant from, Instant to, CancellationToken cancellationToken)
    {
        // Minutes that begin within the span.
        var first = RollupKey.MinuteOf(from - TimeSpan.FromMicroseconds(1)) + 1;
        var end = RollupKey.MinuteOf(to - TimeSpan.FromMicroseconds(1)) + 1;
        var sums = new RollupDelta();
        foreach (var segment in store.Catalog.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (segment.Summary.MinMinute >= end || segment.Summary.MaxMinute < first) continue;
            store.Read(segment.Name, reader =>
            {
                reader.AddRollups(first, end, sums);
                return true;
            });
        }

        return
        [
            .. sums.Sums.Where(sum => sum.Value.Calls != 0)
                .Select(sum => new Rollup(
                    sum.Key.Beginning,
                    (CallDirection)(sum.Key.Way & 15),
                    (CallDisposition)(sum.Key.Way >> 4),
                    sum.Value.Calls,
                    sum.Value.TalkMs,
                    sum.Value.SetupMs,
                    sum.Value.WithSetup))
                .OrderBy(rollup => rollup.Minute).ThenBy(rollup => rollup.Direction).ThenBy(rollup => rollup.Disposition),
        ];
    }
}

using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Sums rollups over segments: a correction made on another day takes away there what it found here.</summary>
internal sealed class RollupReader(RecordStore store)
{
    public IReadOnlyList<Rollup> Sum(Instant from, Instant to, CancellationToken cancellationToken)
    {
        var (first, end) = RollupKey.Within(from, to);
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

        foreach (var (key, residue) in store.Held.Drops.Residue())
        {
            if (key.Minute >= first && key.Minute < end) sums.Add(key, -residue);
        }

        return sums.Rollups();
    }
}

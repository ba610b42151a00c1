using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>In which order the segments of a part of a day give leaves to its tree: that of the log.</summary>
internal sealed class DayLog
{
    private readonly List<LeafStep> _steps = [];

    private DayLog()
    {
    }

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<LeafStep> Steps => _steps;

    /// <summary>Reads the order from the log positions.</summary>
    public static DayLog Read(RecordStore store, DayPart part)
    {
        var log = new DayLog();
        foreach (var segment in store.Catalog.Of(part))
        {
            store.Read(segment.Name, reader =>
            {
                log.AddPages(segment, reader.Db);
                log.Add(segment, EntryKind.Correction, reader.Db, "select n,position from corrections");
                if (segment.Summary.Amendments > 0) log.Add(segment, EntryKind.Amendment, reader.Db, "select n,position from amendments");
                return true;
            });
        }

        log._steps.Sort((left, right) => left.Position.CompareTo(right.Position));
        return log;
    }

    /// <summary>The place of an entry in the tree, from 0; -1 if it is not there.</summary>
    public long IndexOf(SegmentName segment, EntryKind kind, int number)
    {
        var index = 0L;
        foreach (var step in _steps)
        {
            var isThere = step.Kind == kind && step.Segment.Name == segment && number >= step.First && number < step.First + step.Count;
            if (isThere) return index + number - step.First;
            index += step.Count;
        }

        return -1;
    }

    private void AddPages(Segment segment, LedgerDb db)
    {
        using var pages = db.Prepare("select first,count,position from pages");
        while (pages.Step())
        {
            var count = pages.Int32(1);
            _steps.Add(new LeafStep(segment, EntryKind.Record, pages.Int32(0), count, pages.Int64(2) - count + 1));
        }
    }

    private void Add(Segment segment, EntryKind kind, LedgerDb db, string select)
    {
        using var entries = db.Prepare(select);
        while (entries.Step()) _steps.Add(new LeafStep(segment, kind, entries.Int32(0), 1, entries.Int64(1)));
    }
}

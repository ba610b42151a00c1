using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>The segments that are open for appending, at most one a day. Used under the ledger's gate.</summary>
internal sealed class OpenWriters(
    string folder, LedgerOptions options, SegmentCatalog catalog, SegmentCloser closer, IDayKeys dayKeys, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<DateOnly, SegmentWriter> _byDay = [];
    private long _uses;

    /// <summary>Takes up segments that were open when the process ended.</summary>
    public void Resume()
    {
        foreach (var segment in catalog.All.Where(segment => !segment.IsClosed).ToList())
        {
            var writer = Use(new SegmentWriter(segment, dayKeys));
            // Only the last of a day goes on; others died between being full and being closed.
            if (_byDay.Remove(segment.Name.Day, out var before)) Close(before);
            _byDay.Add(segment.Name.Day, writer);
            Limit();
        }
    }

    /// <summary>The writer of a day, with room for a record and a correction at least.</summary>
    public SegmentWriter For(DateOnly day)
    {
        if (_byDay.TryGetValue(day, out var writer) && Room(writer) > 0)
        {
            return Use(writer);
        }

        if (_byDay.Remove(day, out var full)) Close(full);
        var segment = SegmentFiles.Create(folder, new SegmentName(day, catalog.NextNumber(day)));
        writer = Use(new SegmentWriter(segment, dayKeys));
        catalog.Add(segment);
        _byDay.Add(day, writer);
        Limit();
        return writer;
    }

    /// <summary>How many records or corrections still fit.</summary>
    public int Room(SegmentWriter writer) =>
        options.SegmentRecords - Math.Max(writer.Segment.Summary.Count, writer.Segment.Summary.Corrections);

    /// <summary>Closes what has rested long enough.</summary>
    public void CloseIdle()
    {
        var limit = clock.GetUtcNow() - options.SegmentIdle;
        foreach (var writer in _byDay.Values.Where(writer => writer.UsedAt <= limit).ToList()) Close(writer);
    }

    public void CloseAll()
    {
        foreach (var writer in _byDay.Values.ToList()) Close(writer);
    }

    public void Dispose()
    {
        foreach (var writer in _byDay.Values) writer.Dispose();
        _byDay.Clear();
    }

    private SegmentWriter Use(SegmentWriter writer)
    {
        writer.UsedAt = clock.GetUtcNow();
        writer.LastUse = ++_uses;
        return writer;
    }

    private void Limit()
    {
        while (_byDay.Count > options.OpenSegments) Close(_byDay.Values.MinBy(writer => writer.LastUse)!);
    }

    // If the files cannot be written the writer stays open, and closing is tried again.
    private void Close(SegmentWriter writer)
    {
        closer.Close(writer);
        if (_byDay.TryGetValue(writer.Segment.Name.Day, out var there) && ReferenceEquals(there, writer)) _byDay.Remove(writer.Segment.Name.Day);
        writer.Dispose();
    }
}

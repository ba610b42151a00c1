using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>The segments that are open for appending, at most one for each class of a day. Used under the ledger's gate.</summary>
internal sealed class OpenWriters(
    string folder, LedgerOptions options, SegmentCatalog catalog, SegmentCloser closer, IDayKeys dayKeys, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<DayPart, SegmentWriter> _byPart = [];
    private long _uses;

    /// <summary>Takes up segments that were open when the process ended.</summary>
    public void Resume()
    {
        foreach (var segment in catalog.All.Where(segment => !segment.IsClosed).ToList())
        {
            var writer = Use(new SegmentWriter(segment, dayKeys));
            // Only the last of a part goes on; others died between being full and being closed.
            if (_byPart.Remove(segment.Name.Part, out var before)) Close(before);
            _byPart.Add(segment.Name.Part, writer);
            Limit();
        }
    }

    /// <summary>The writer of a part of a day, with room for a record and a correction at least.</summary>
    public SegmentWriter For(DayPart part)
    {
        if (_byPart.TryGetValue(part, out var writer) && Room(writer) > 0)
        {
            return Use(writer);
        }

        if (_byPart.Remove(part, out var full)) Close(full);
        var segment = SegmentFiles.Create(folder, new SegmentName(part, catalog.NextNumber(part)));
        writer = Use(new SegmentWriter(segment, dayKeys));
        catalog.Add(segment);
        _byPart.Add(part, writer);
        Limit();
        return writer;
    }

    /// <summary>How many records, corrections or amendments still fit.</summary>
    public int Room(SegmentWriter writer) =>
        options.SegmentRecords
        - Math.Max(writer.Segment.Summary.Count, Math.Max(writer.Segment.Summary.Corrections, writer.Segment.Summary.Amendments));

    /// <summary>Closes what has rested long enough.</summary>
    public void CloseIdle()
    {
        var limit = clock.GetUtcNow() - options.SegmentIdle;
        foreach (var writer in _byPart.Values.Where(writer => writer.UsedAt <= limit).ToList()) Close(writer);
    }

    public void CloseAll()
    {
        foreach (var writer in _byPart.Values.ToList()) Close(writer);
    }

    /// <summary>Closes what is open of a part.</summary>
    public void Close(DayPart part)
    {
        if (_byPart.TryGetValue(part, out var writer)) Close(writer);
    }

    public void Dispose()
    {
        foreach (var writer in _byPart.Values) writer.Dispose();
        _byPart.Clear();
    }

    private SegmentWriter Use(SegmentWriter writer)
    {
        writer.UsedAt = clock.GetUtcNow();
        writer.LastUse = ++_uses;
        return writer;
    }

    private void Limit()
    {
        while (_byPart.Count > options.OpenSegments) Close(_byPart.Values.MinBy(writer => writer.LastUse)!);
    }

    // If the files cannot be written the writer stays open, and closing is tried again.
    private void Close(SegmentWriter writer)
    {
        closer.Close(writer);
        if (_byPart.TryGetValue(writer.Segment.Name.Part, out var there) && ReferenceEquals(there, writer)) _byPart.Remove(writer.Segment.Name.Part);
        writer.Dispose();
    }
}

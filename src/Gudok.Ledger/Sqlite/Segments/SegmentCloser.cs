using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Closes segments: ends the file, writes its index and its run of parties.</summary>
internal sealed class SegmentCloser(SegmentReaders readers, PartyRuns runs)
{
    /// <summary>Closes an open segment whose writer is given up after it.</summary>
    public void Close(SegmentWriter writer)
    {
        var segment = writer.Segment;
        readers.Forget(segment);
        // The index is put in order in memory while the disk takes the data.
        var content = Task.Run(writer.Index.Content);
        writer.Seal();
        Close(segment, content.GetAwaiter().GetResult());
    }

    /// <summary>Writes the index files of a segment whose data file is complete. Its index comes first: it marks the segment as closed,
    /// so that nothing is appended any more to what a run of parties covers; a run that is missing is made when the ledger opens.</summary>
    public void Close(Segment segment, SegmentContent content)
    {
        DurableFile.Write(segment.IndexPath, SegmentIndexFile.Make(segment.Name, segment.Id, segment.Summary, content));
        if (runs.Find(segment.Name) is null) runs.Add(segment.Name, segment.Summary.Count, content.Parties);
        segment.Close(new ClosedSegmentIndex(segment.IndexPath));
        readers.Forget(segment);
    }

    /// <summary>Makes the run of parties of closed segments that lack it: the process died between the two files.</summary>
    /// <param name="catalog">All segments.</param>
    /// <param name="isDropped">Whether a part of a day is about to go.</param>
    public void Complete(SegmentCatalog catalog, Func<DayPart, bool> isDropped)
    {
        foreach (var segment in catalog.All)
        {
            if (!segment.IsClosed || isDropped(segment.Name.Part) || segment.Summary.Count == 0 || runs.Find(segment.Name) is not null) continue;
            var reader = readers.Rent(segment);
            var content = SegmentFiles.ReadThrough(reader.Db).Index.Content();
            readers.Return(reader);
            runs.Add(segment.Name, segment.Summary.Count, content.Parties);
        }
    }
}

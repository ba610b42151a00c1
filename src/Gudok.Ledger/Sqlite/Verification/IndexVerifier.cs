namespace Gudok.Ledger;

/// <summary>Checks what is derived over several segments: the index files of parties and latest.db.</summary>
internal sealed class IndexVerifier(RecordStore store, PartyRuns runs, LedgerSnapshot snapshot, VerifyTally tally, CancellationToken cancellationToken)
{
    public void Run()
    {
        CheckLatest();
        foreach (var segment in store.Catalog.All.Where(segment => segment.IsClosed && segment.Summary.Count > 0))
        {
            tally.Enter(segment.Name);
            tally.Require(runs.Find(segment.Name) is not null, null, $"No index of parties covers segment {segment.Name}.");
        }

        foreach (var run in runs.All) CheckRun(run);
    }

    private void CheckLatest()
    {
        var expected = tally.Latest.Select(latest => (latest.Key, latest.Value.Place, latest.Value.Record.StartedAt.Micros)).ToHashSet();
        var amended = tally.Amended.Select(last => (last.Key, last.Value)).ToHashSet();
        tally.Require(
            snapshot.Latest.SetEquals(expected) && snapshot.Amended.SetEquals(amended),
            null,
            "latest.db does not agree with the corrections and amendments. Delete it: it is made again.");
    }

    // Made again from the rows and compared octet by octet: the file has no other meaning.
    private void CheckRun(PartyRun run)
    {
        var parts = new List<(IReadOnlyList<RunSegment>, SortedPostings)>();
        foreach (var segment in run.Segments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.Enter(segment.Name);
            var content = store.Read(segment.Name, reader => SegmentFiles.ReadThrough(reader.Db).Index.Content());
            parts.Add(([new RunSegment(segment.Name, content.Order.Length)], content.Parties));
        }

        var (segments, postings) = PartyRunFile.Join(parts);
        tally.Require(
            run.Bytes().AsSpan().SequenceEqual(PartyRunFile.Make(segments, postings)),
            null,
            $"The index of parties {Path.GetFileName(run.Path)} does not agree with the records. Delete it: it is made again.");
    }
}

namespace Gudok.Ledger;

/// <summary>Where the parties of one query stand: asks each run of the index once. For one query, on one thread.</summary>
internal sealed class PartyPlaces(PartyRuns runs, IReadOnlyCollection<ulong> keys)
{
    /// <summary>From so many postings in one segment on, going through it by time is quicker than sorting them.</summary>
    public const int MostSorted = 200_000;

    private readonly Dictionary<PartyRun, List<(int First, int End)>> _found = [];

    /// <summary>Whether a run tells that none of the parties stands in a segment, so that its file need not be opened.</summary>
    public bool AreAbsent(Segment segment) =>
        segment.IsClosed && runs.Find(segment.Name) is { } covering && Within(covering).TrueForAll(found => found.First == found.End);

    /// <summary>The places in a closed segment's order of start, rising; null if there are too many to sort, or no run covers it yet.</summary>
    public int[]? In(SegmentName segment)
    {
        if (runs.Find(segment) is not { } covering) return null;
        var run = covering.Run;
        var within = Within(covering);
        var total = within.Sum(found => (long)found.End - found.First);
        if (within.Count > 1 && total > MostSorted) return null;
        var places = new int[total];
        var used = 0;
        foreach (var (first, end) in within)
        {
            for (var posting = first; posting < end; posting++) places[used++] = run.Place(posting);
        }

        return within.Count > 1 ? SortedOnce(places) : places;
    }

    private List<(int First, int End)> Within((PartyRun Run, int Ordinal) covering)
    {
        var (run, ordinal) = covering;
        if (!_found.TryGetValue(run, out var postings)) _found.Add(run, postings = Find(run));
        return postings.ConvertAll(found => run.Within(found, ordinal));
    }

    // Two of the parties may stand in one call.
    private static int[] SortedOnce(int[] places)
    {
        Array.Sort(places);
        var used = 0;
        foreach (var place in places)
        {
            if (used == 0 || places[used - 1] != place) places[used++] = place;
        }

        return places[..used];
    }

    private List<(int First, int End)> Find(PartyRun run)
    {
        var found = new List<(int, int)>();
        foreach (var key in keys)
        {
            var postings = run.Find(key);
            if (postings.End > postings.First) found.Add(postings);
        }

        return found;
    }
}

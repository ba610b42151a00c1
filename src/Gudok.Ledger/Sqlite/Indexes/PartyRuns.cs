using System.Globalization;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>The index files of parties. One is written for each closed segment; small ones merge, so that a look-up over thousands of
/// days opens few. Readers are thread-safe; adding is for one thread at a time.</summary>
internal sealed class PartyRuns
{
    /// <summary>How many runs of one size merge into one.</summary>
    public const int FanIn = 5;

    private const string Ending = ".run";
    private readonly string _folder;
    private readonly int _mostRecords;
    private volatile PartyRun[] _runs;
    private volatile Dictionary<SegmentName, (PartyRun Run, int Ordinal)> _bySegment;
    private int _lastNumber;

    private PartyRuns(string folder, int mostRecords, PartyRun[] runs, int lastNumber)
    {
        _folder = folder;
        _mostRecords = mostRecords;
        _runs = runs;
        _bySegment = Map(runs);
        _lastNumber = lastNumber;
    }

    /// <summary>All runs now.</summary>
    public IReadOnlyList<PartyRun> All => _runs;

    /// <summary>Opens the files of a folder. A file covered by a larger one was about to be deleted when the process died.</summary>
    public static PartyRuns Open(string folder, int mostRecords)
    {
        DurableFile.MakeFolder(folder);
        foreach (var draft in Directory.EnumerateFiles(folder, "*.tmp")) File.Delete(draft);
        var paths = Directory.GetFiles(folder, "*" + Ending);
        var kept = new List<PartyRun>();
        foreach (var run in paths.Select(path => new PartyRun(path)).OrderByDescending(run => run.Segments.Count))
        {
            var names = run.Segments.ToHashSet();
            if (kept.Any(larger => names.IsSubsetOf(larger.Segments))) File.Delete(run.Path);
            else kept.Add(run);
        }

        var last = paths.Select(path => int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        return new PartyRuns(folder, mostRecords, [.. kept], last);
    }

    /// <summary>The run that covers a segment and the segment's ordinal in it; null if none does yet.</summary>
    public (PartyRun Run, int Ordinal)? Find(SegmentName segment) => _bySegment.TryGetValue(segment, out var found) ? found : null;

    /// <summary>Writes the run of a segment that has just closed, and merges what has become many.</summary>
    public void Add(SegmentName segment, int count, SortedPostings postings)
    {
        if (count == 0) return;
        Show([.. _runs, Write([new RunSegment(segment, count)], postings)]);
        while (NextMerge() is { } group) Merge(group);
    }

    /// <summary>Takes parts of days out of the files that cover them.</summary>
    public void Drop(Func<DayPart, bool> isDropped)
    {
        foreach (var run in _runs.Where(run => run.Segments.Any(segment => isDropped(segment.Name.Part))).ToArray())
        {
            var (segments, postings) = PartyRunFile.Without(run.Segments, run.Load(), isDropped);
            PartyRun[] rest = segments.Count == 0 ? [] : [Write(segments, postings)];
            Show([.. _runs.Except([run]), .. rest]);
            File.Delete(run.Path);
        }
    }

    private PartyRun[]? NextMerge() => _runs
        .GroupBy(run => Tier(run.Records))
        .Select(tier => tier.OrderBy(run => run.Segments[0].Name).Take(FanIn).ToArray())
        .FirstOrDefault(group => group.Length == FanIn && group.Sum(run => run.Records) <= _mostRecords
            && group.Sum(run => run.Segments.Count) <= PartyRunFile.MostSegments);

    private static int Tier(long records)
    {
        var tier = 0;
        for (; records >= FanIn; records /= FanIn) tier++;
        return tier;
    }

    private void Merge(PartyRun[] group)
    {
        var (segments, postings) = PartyRunFile.Join([.. group.Select(run => (run.Segments, run.Load()))]);
        var merged = Write(segments, postings);
        Show([.. _runs.Except(group), merged]);
        foreach (var run in group) File.Delete(run.Path);
    }

    private void Show(PartyRun[] runs)
    {
        _runs = runs;
        _bySegment = Map(runs);
    }

    private static Dictionary<SegmentName, (PartyRun Run, int Ordinal)> Map(PartyRun[] runs)
    {
        var map = new Dictionary<SegmentName, (PartyRun, int)>();
        foreach (var run in runs)
        {
            for (var ordinal = 0; ordinal < run.Segments.Count; ordinal++) map[run.Segments[ordinal].Name] = (run, ordinal);
        }

        return map;
    }

    private PartyRun Write(IReadOnlyList<RunSegment> segments, SortedPostings postings)
    {
        var name = (++_lastNumber).ToString("D6", CultureInfo.InvariantCulture) + Ending;
        var path = Path.Combine(_folder, name);
        DurableFile.Write(path, PartyRunFile.Make(segments, postings));
        return new PartyRun(path);
    }
}

using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Checks the chain of heads, and the trees of the ledger against it. What it needs of a ledger are the leaves of its classes.</summary>
/// <param name="chain">The chain.</param>
/// <param name="classes">The classes that the ledger knows.</param>
/// <param name="leavesOf">The leaves of a class.</param>
internal sealed class SealVerifier(HeadChain chain, IEnumerable<int> classes, Func<int, ILeafSource> leavesOf)
{
    private TreeCheck[] _trees = [];
    private long _headsOfLedger;

    /// <summary>What was found so far.</summary>
    public HeadsReport Report { get; private set; } = HeadsReport.None;

    /// <summary>Checks every head, then whether each day still has as many entries as were signed: so a day that was removed is named
    /// before anything that refers to it fails.</summary>
    public async Task CheckChainAsync(CancellationToken cancellationToken)
    {
        var finding = await new ChainCheck(chain.Store, chain.Key).RunAsync(cancellationToken).ConfigureAwait(false);
        Report = new HeadsReport(finding.Heads, 0, 0, finding.Last);
        if (!finding.IsOk) Fail(finding.Day, finding.Wrong, SealsFaults.ChainBroken, finding.Text);
        // What was signed of a class that the ledger no longer knows counts too: its days would be missing.
        var logs = finding.OfLogs.Where(log => LedgerLog.ClassOf(log.Key) is not null).ToArray();
        _headsOfLedger = logs.Sum(log => log.Value);
        _trees =
        [
            .. logs.Select(log => LedgerLog.ClassOf(log.Key)!.Value).Union(classes).Order()
                .Select(one => new TreeCheck(LedgerLog.NameOf(one), chain.Store, leavesOf(one))),
        ];
        foreach (var tree in _trees)
        {
            if (await tree.FirstCutAsync(cancellationToken).ConfigureAwait(false) is { } cut) Fail(cut.Day, cut.Wrong!.Number, SealsFaults.TreeDiffers, cut.Text);
        }
    }

    /// <summary>Computes the trees of all days, side by side.</summary>
    public async Task CheckTreesAsync(CancellationToken cancellationToken)
    {
        var days = new List<(TreeCheck Tree, DateOnly Day)>();
        foreach (var tree in _trees) days.AddRange((await tree.DaysAsync(cancellationToken).ConfigureAwait(false)).Select(day => (tree, day)));
        var checks = new DayCheck[days.Count];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForAsync(
            0, days.Count, options, async (at, token) => checks[at] = await days[at].Tree.CheckAsync(days[at].Day, token).ConfigureAwait(false)).ConfigureAwait(false);
        Report = Report with { Unsealed = checks.Sum(check => check.Unsealed), Dropped = checks.Sum(check => check.Dropped) };
        if (Array.Find(checks, check => check.Wrong is not null) is { } first) Fail(first.Day, first.Wrong!.Number, SealsFaults.TreeDiffers, first.Text);
        if (checks.Sum(check => (long)check.Heads) >= _headsOfLedger) return;
        Fail(null, null, SealsFaults.ChainBroken, "heads.db does not list all heads under the day that they name.");
    }

    private static void Fail(DateOnly? day, long? head, string fault, string text) => throw new VerifyFailed(
        new VerifyFailure(day is { } known ? SegmentName.DayText(known) : "", null, fault, text) { Head = head });
}

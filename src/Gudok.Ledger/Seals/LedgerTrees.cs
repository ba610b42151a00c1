using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>The trees of all days: one log for each class of retention, so that the part that a class has of a day can go, and what stays of the
/// day can still be computed. Thread-safe.</summary>
/// <param name="chain">The chain that all of them sign in.</param>
/// <param name="leavesOf">The leaves of a class.</param>
internal sealed class LedgerTrees(HeadChain chain, Func<int, ILeafSource> leavesOf) : IDisposable
{
    private readonly Lock _lock = new();
    private volatile SortedDictionary<int, LogTrees> _logs = [];

    /// <summary>The chain that all of them sign in.</summary>
    public HeadChain Chain => chain;

    /// <summary>Opens the trees of classes that are not open yet.</summary>
    public async ValueTask OpenAsync(IEnumerable<int> classes, CancellationToken cancellationToken)
    {
        foreach (var one in classes.Where(one => !_logs.ContainsKey(one)))
        {
            var log = await LogTrees.OpenAsync(LedgerLog.NameOf(one), chain, leavesOf(one), cancellationToken).ConfigureAwait(false);
            lock (_lock) _logs = new SortedDictionary<int, LogTrees>(_logs) { [one] = log };
        }
    }

    /// <summary>The trees of a class.</summary>
    public LogTrees Of(int retentionClass) => _logs[retentionClass];

    /// <summary>Proves from the leaves of a class.</summary>
    public TreeProver ProverOf(int retentionClass) => new(leavesOf(retentionClass));

    /// <summary>Takes leaves that were just made durable.</summary>
    public void Append(DayPart part, long sizeBefore, ReadOnlySpan<byte> leaves) => Of(part.Class).Append(part.Day, sizeBefore, leaves);

    /// <summary>The last head of a part, if it has one and was not dropped since.</summary>
    public SignedHead? HeadOf(DayPart part) => Of(part.Class).HeadOf(part.Day);

    /// <summary>What is wrong with a part, as far as it was sealed; null if it holds what was signed of it.</summary>
    public string? FaultOf(DayPart part) => Of(part.Class).FaultOf(part.Day);

    /// <summary>Signs heads of what grew, class by class.</summary>
    public async ValueTask<SealReport> SealAsync(CancellationToken cancellationToken)
    {
        var (heads, faults) = (new List<SignedHead>(), new List<string>());
        foreach (var log in _logs.Values)
        {
            var report = await log.SealAsync(cancellationToken).ConfigureAwait(false);
            heads.AddRange(report.Heads);
            faults.AddRange(report.Faults);
        }

        return new SealReport(heads, faults);
    }

    /// <summary>Signs that parts are dropped, then has the leaves of all of them destroyed together.</summary>
    /// <param name="parts">The parts; of those that have no leaves there is nothing to sign.</param>
    /// <param name="destroy">Destroys; called once, behind the heads of all of them.</param>
    /// <param name="cancellationToken">Cancels before a head is signed.</param>
    /// <exception cref="SealException">GDK-3004: a part does not hold what was signed of it. Then no head was signed of any, and nothing destroyed.</exception>
    public async ValueTask DropAsync(
        IReadOnlyCollection<DayPart> parts, Func<CancellationToken, ValueTask> destroy, CancellationToken cancellationToken)
    {
        await RequireWholeAsync(parts, cancellationToken).ConfigureAwait(false);
        await DropAsync([.. parts.GroupBy(part => part.Class)], 0, destroy, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask RequireWholeAsync(IReadOnlyCollection<DayPart> parts, CancellationToken cancellationToken)
    {
        await SealAsync(cancellationToken).ConfigureAwait(false);
        foreach (var part in parts)
        {
            if (FaultOf(part) is { } fault) throw new SealException(SealsFaults.TreeDiffers, fault);
        }
    }

    // Class within class: nothing of any of them is sealed until all are gone. All parts were looked at before: a head of the first class must not
    // be signed if the second refuses.
    private async ValueTask DropAsync(
        IGrouping<int, DayPart>[] classes, int at, Func<CancellationToken, ValueTask> destroy, CancellationToken cancellationToken)
    {
        if (at == classes.Length)
        {
            await destroy(cancellationToken).ConfigureAwait(false);
            return;
        }

        var heads = await Of(classes[at].Key).DropAsync(
            [.. classes[at].Select(part => part.Day)], stop => DropAsync(classes, at + 1, destroy, stop), cancellationToken).ConfigureAwait(false);
        // A class without leaves calls nobody; those within it have theirs, and go with their heads all the same.
        if (heads.Count == 0) await DropAsync(classes, at + 1, destroy, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var log in _logs.Values) log.Dispose();
    }
}

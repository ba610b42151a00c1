namespace Gudok.Seals;

/// <summary>The trees of one log: takes leaves as they are appended and signs heads of the days that grew. Thread-safe.</summary>
/// <remarks>In memory stands the right edge of each day, a kilobyte at most. The leaves of a day are read again only behind its last head,
/// when they were appended by a process that died before it could sign.</remarks>
public sealed class LogTrees : IDisposable
{
    private readonly string _log;
    private readonly HeadChain _chain;
    private readonly ILeafSource _source;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<DateOnly, DayTree> _days;

    private LogTrees(string log, HeadChain chain, ILeafSource source, Dictionary<DateOnly, DayTree> days)
    {
        _log = log;
        _chain = chain;
        _source = source;
        _days = days;
    }

    /// <summary>The chain that heads are signed in.</summary>
    public HeadChain Chain => _chain;

    /// <summary>Opens the trees of a log where their last heads left them.</summary>
    /// <param name="log">The log's name: <c>calls</c>.</param>
    /// <param name="chain">The installation's chain.</param>
    /// <param name="source">The log's leaves.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public static async ValueTask<LogTrees> OpenAsync(string log, HeadChain chain, ILeafSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        if (!TreeName.IsLog(log)) throw new ArgumentException("A log is named by lower-case letters, digits and dashes.", nameof(log));
        var kept = await chain.Store.TreesAsync(log, cancellationToken).ConfigureAwait(false);
        var days = new Dictionary<DateOnly, DayTree>();
        // In order: where a damaged store tells of a day twice the later head counts, and a check of the chain names the damage.
        foreach (var head in kept.OrderBy(head => head.Head.Number)) days[head.Head.Tree.Day] = DayTree.From(head);
        var sizes = await source.SizesAsync(cancellationToken).ConfigureAwait(false);
        // Only now: a day that was cut short could grow again beyond what was signed of it.
        foreach (var (_, tree) in days.Where(entry => sizes.GetValueOrDefault(entry.Key) < (entry.Value.Head?.Size ?? 0))) tree.Break();
        return new LogTrees(log, chain, source, days);
    }

    /// <summary>Takes leaves that were just made durable. Costs a hash a leaf; to be called in the order of the log.</summary>
    /// <param name="day">Their day.</param>
    /// <param name="sizeBefore">How many leaves the day had before them.</param>
    /// <param name="leaves">32 octets each.</param>
    public void Append(DateOnly day, long sizeBefore, ReadOnlySpan<byte> leaves)
    {
        lock (_lock) TreeOf(day).Append(sizeBefore, leaves);
    }

    /// <summary>The last head of a day, if the day has one and was not dropped since.</summary>
    public SignedHead? HeadOf(DateOnly day)
    {
        lock (_lock) return _days.TryGetValue(day, out var tree) ? tree.Head : null;
    }

    /// <summary>What is wrong with a day, as the last sealing found it; null if it holds what was signed of it and could be read.</summary>
    public string? FaultOf(DateOnly day)
    {
        lock (_lock) return _days.TryGetValue(day, out var tree) ? FaultOf(day, tree) : null;
    }

    /// <summary>Signs a head of each day that grew since its last one, the oldest day first. A day that cannot be signed, or lacks leaves that were signed, is
    /// told among the faults and keeps no other waiting.</summary>
    public async ValueTask<SealReport> SealAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var sizes = await _source.SizesAsync(cancellationToken).ConfigureAwait(false);
            var grown = new List<TreeState>();
            var faults = new List<string>();
            foreach (var day in DaysOf(sizes))
            {
                var size = sizes.GetValueOrDefault(day);
                await TryCatchUpAsync(day, size, cancellationToken).ConfigureAwait(false);
                if (Look(day, size, faults) is { } state) grown.Add(state);
            }

            return await SignAsync(grown, faults, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Signs that a day is dropped, then has its leaves destroyed: their count and root stay in the chain, their absence is
    /// lawful. What the day holds is sealed first; nothing is sealed meanwhile.</summary>
    /// <param name="day">The day.</param>
    /// <param name="destroy">Destroys the day's leaves. If the process dies before it ends, the day counts as begun anew, and is dropped again.</param>
    /// <param name="cancellationToken">Cancels before the head is signed.</param>
    /// <returns>The head; null if the day has no leaves, and nothing was destroyed.</returns>
    /// <exception cref="SealException">GDK-3004: the day does not hold what was signed of it.</exception>
    public async ValueTask<SignedHead?> DropAsync(
        DateOnly day, Func<CancellationToken, ValueTask> destroy, CancellationToken cancellationToken) =>
        await DropAsync([day], destroy, cancellationToken).ConfigureAwait(false) is [var head] ? head : null;

    /// <summary>As <see cref="DropAsync(DateOnly, Func{CancellationToken, ValueTask}, CancellationToken)"/>, of several days whose leaves are
    /// destroyed together.</summary>
    /// <param name="days">The days, in the order of their heads.</param>
    /// <param name="destroy">Destroys the leaves of all of them.</param>
    /// <param name="cancellationToken">Cancels before a head is signed.</param>
    /// <returns>The heads; none if no day has leaves, and nothing was destroyed.</returns>
    /// <exception cref="SealException">GDK-3004: a day does not hold what was signed of it.</exception>
    public async ValueTask<IReadOnlyList<SignedHead>> DropAsync(
        IReadOnlyCollection<DateOnly> days, Func<CancellationToken, ValueTask> destroy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(destroy);
        await SealAsync(cancellationToken).ConfigureAwait(false);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (days.Select(FaultOf).FirstOrDefault(fault => fault is not null) is { } wrong) throw new SealException(SealsFaults.TreeDiffers, wrong);
            var heads = days.Select(HeadOf).OfType<SignedHead>().ToList();
            if (heads.Count == 0) return [];
            var signed = await SignAsync(
                heads.ConvertAll(head => new TreeState(head.Tree, HeadKind.Dropped, head.Size, Convert.FromHexString(head.Root), [])), [], cancellationToken)
                .ConfigureAwait(false);
            await destroy(CancellationToken.None).ConfigureAwait(false);
            return signed.Heads;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the use of the trees; the chain goes on.</summary>
    public void Dispose() => _turn.Dispose();

    private async ValueTask<SealReport> SignAsync(List<TreeState> states, List<string> faults, CancellationToken cancellationToken)
    {
        var heads = await _chain.SignAsync(states, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            foreach (var head in heads) TreeOf(head.Tree.Day).Signed(head);
        }

        return new SealReport(heads, faults);
    }

    // A day that was signed and is gone as a whole is looked at too: what is dropped lawfully has no head.
    private List<DateOnly> DaysOf(IReadOnlyDictionary<DateOnly, long> sizes)
    {
        lock (_lock) return [.. sizes.Keys.Union(_days.Where(entry => entry.Value.Head is not null).Select(entry => entry.Key)).Order()];
    }

    private async ValueTask TryCatchUpAsync(DateOnly day, long size, CancellationToken cancellationToken)
    {
        string? unread = null;
        try
        {
            await CatchUpAsync(day, size, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (_source.IsDamage(fault))
        {
            unread = fault.Message;
        }

        lock (_lock) TreeOf(day).Unread = unread;
    }

    // Appends may go on meanwhile: what is taken here ends at a size that is durable, and the next sealing takes the rest.
    private async ValueTask CatchUpAsync(DateOnly day, long size, CancellationToken cancellationToken)
    {
        long from;
        lock (_lock)
        {
            // What lacks leaves is not read again and again: it will not be signed, and whoever drops other days may have locked what is read here.
            if (TreeOf(day).IsBroken) return;
            from = TreeOf(day).Edge.Size;
        }

        if (from >= size) return;
        await foreach (var leaves in _source.LeavesAsync(day, from, size, cancellationToken).ConfigureAwait(false))
        {
            lock (_lock)
            {
                var tree = TreeOf(day);
                var known = (int)Math.Min(tree.Edge.Size - from, leaves.Length / TreeHash.Length);
                tree.Take(leaves.Span[(known * TreeHash.Length)..]);
            }

            from += leaves.Length / TreeHash.Length;
        }
    }

    // Null if the day has not grown since its head, or cannot be signed.
    private TreeState? Look(DateOnly day, long size, List<string> faults)
    {
        lock (_lock)
        {
            var tree = TreeOf(day);
            if (size < (tree.Head?.Size ?? 0) || (tree.Edge.Size < size && tree.Unread is null)) tree.Break();
            if (FaultOf(day, tree) is { } fault)
            {
                faults.Add(fault);
                return null;
            }

            if (tree.Edge.Size == (tree.Head?.Size ?? 0)) return null;
            var edge = tree.Edge;
            return new TreeState(new TreeName(_log, day), HeadKind.Tree, edge.Size, edge.Root(), edge.Octets.ToArray());
        }
    }

    private static string? FaultOf(DateOnly day, DayTree tree)
    {
        if (tree.IsBroken) return $"day {TreeName.DayText(day)} no longer holds what head {tree.Head?.Number} says of it and is not sealed; run gudok verify";
        return tree.Unread is { } why ? $"day {TreeName.DayText(day)} cannot be read and is not sealed; run gudok verify: {why}" : null;
    }

    private DayTree TreeOf(DateOnly day)
    {
        if (!_days.TryGetValue(day, out var tree)) _days.Add(day, tree = DayTree.Begin());
        return tree;
    }
}

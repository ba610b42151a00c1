namespace Gudok.Numbers;

/// <summary>Passes the pages of blind indexes to a new version of the index key, a few at a time.</summary>
/// <remarks>A step holds the vault's gate, and so does every look-up: none sees a page half passed. Both versions are looked up until the last
/// page has passed.</remarks>
internal sealed class IndexRotation(VaultWriter writer, PartyMemory memory, BlindIndexes blinds, Func<int> epoch, SemaphoreSlim gate)
{
    private const int PagesAtOnce = 16;

    private readonly SortedSet<long> _older = [];
    private long _total;

    /// <summary>Called after each durable step: where tests kill.</summary>
    public Action? Stepped { get; set; }

    public bool IsUnderWay => blinds.IsRotating;

    public int Version => blinds.Newest.Version;

    public RotationProgress Progress => new(_total - _older.Count, _total);

    /// <summary>Takes over which pages were found under an older version at opening. Pages of a version whose key is destroyed, as a restored
    /// keys.db has them, are passed before anybody can look for what is in them.</summary>
    public void TakeUp(List<(long Page, int Version)> older)
    {
        foreach (var pages in older.Where(one => !blinds.Has(one.Version)).Select(one => one.Page).Chunk(PagesAtOnce)) Pass(pages);
        _older.UnionWith(older.Where(one => blinds.Has(one.Version)).Select(one => one.Page));
        _total = writer.Keys.LastPage() + 1;
    }

    public ValueTask BeginAsync(CancellationToken cancellationToken) => gate.HoldAsync(
        () =>
        {
            if (IsUnderWay) return;
            writer.Mend();
            blinds.Add();
            _total = writer.Keys.LastPage() + 1;
            for (long page = 0; page < _total; page++) _older.Add(page);
        },
        cancellationToken);

    /// <summary>Goes on with what is under way, to the end.</summary>
    public async ValueTask FinishAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken)
    {
        while (IsUnderWay)
        {
            await gate.HoldAsync(Step, cancellationToken).ConfigureAwait(false);
            Stepped?.Invoke();
            progress?.Report(Progress);
        }
    }

    private void Step()
    {
        if (_older.Count > 0)
        {
            writer.Mend();
            var pages = _older.Take(PagesAtOnce).ToArray();
            Pass(pages);
            _older.ExceptWith(pages);
        }
        else if (IsUnderWay)
        {
            // What a former page held must be gone from the store's log before its key is called destroyed.
            writer.Keys.Rows.PurgeAll();
            blinds.DropOlder();
        }
    }

    private void Pass(long[] pages) => memory.Renew(writer.Renew(pages, blinds.Newest, epoch()));
}

namespace Gudok.Numbers;

/// <summary>Each week moves what keys.db holds to the week's key, and destroys the keys of weeks gone by, so that old copies of
/// keys.db die by themselves.</summary>
internal sealed class EpochMover(VaultWriter writer, DayKeyStore dayKeys, EpochKeys epochs, TimeProvider clock, SemaphoreSlim gate)
{
    /// <summary>How many weeks a key outlives its own: its last row was wrapped at most 28 days ago when it is destroyed, so a backup
    /// of keys.db opens for three to four weeks and never after thirty days.</summary>
    public const int WeeksKept = 3;

    private const int PagesAtOnce = 256;

    /// <summary>Called after each durable step: where tests kill.</summary>
    public Action? Stepped { get; set; }

    public async ValueTask MoveAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken)
    {
        var week = EpochKeys.WeekOf(clock.GetUtcNow());
        var epoch = epochs.Ensure(week);
        List<long> pages = [];
        long total = 0;
        await gate.HoldAsync(() => (pages, total) = (writer.Keys.PagesNotUnder(epoch), writer.Keys.LastPage() + 1), cancellationToken).ConfigureAwait(false);
        var done = total - pages.Count;
        foreach (var chunk in pages.Chunk(PagesAtOnce))
        {
            await gate.HoldAsync(() => writer.Rewrap(chunk, epoch), cancellationToken).ConfigureAwait(false);
            Stepped?.Invoke();
            progress?.Report(new RotationProgress(done += chunk.Length, total));
        }

        await gate.HoldAsync(() => Finish(epoch, week), cancellationToken).ConfigureAwait(false);
    }

    private void Finish(int epoch, int week)
    {
        dayKeys.Rewrap(epoch);
        var old = epochs.Numbers.Where(number => Epoch.WeekIn(number) < week - WeeksKept).ToList();
        if (old.Count == 0) return;
        writer.Keys.Rows.PurgeAll();
        var inUse = writer.Keys.Rows.EpochsInUse();
        epochs.Destroy([.. old.Where(number => !inUse.Contains(number))]);
    }
}

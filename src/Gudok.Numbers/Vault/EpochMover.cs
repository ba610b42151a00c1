namespace Gudok.Numbers;

/// <summary>Each week moves what keys.db holds to the week's key, and destroys the keys of weeks gone by, so that old copies of
/// keys.db die by themselves.</summary>
internal sealed class EpochMover(VaultWriter writer, DayKeyStore dayKeys, EpochKeys epochs, TimeProvider clock, SemaphoreSlim gate)
{
    /// <summary>How many weeks a key outlives its own: its last row was wrapped at most 28 days ago when it is destroyed, so a backup
    /// of keys.db opens for three to four weeks and never after thirty days.</summary>
    public const int WeeksKept = 3;

    private const int PagesAtOnce = 256;
    private static readonly TimeSpan _period = TimeSpan.FromHours(1);

    public async Task KeepMovingAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_period, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await MoveAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // A full disk now is no reason to stop for ever: the next hour tries again, and writes report the disk by themselves.
                continue;
            }
        }
    }

    public async ValueTask MoveAsync(CancellationToken cancellationToken)
    {
        var week = EpochKeys.WeekOf(clock.GetUtcNow());
        var epoch = epochs.Ensure(week);
        List<long> pages = [];
        await HoldingAsync(() => pages = writer.Keys.PagesNotUnder(epoch), cancellationToken).ConfigureAwait(false);
        foreach (var chunk in pages.Chunk(PagesAtOnce))
        {
            await HoldingAsync(() => writer.Rewrap(chunk, epoch), cancellationToken).ConfigureAwait(false);
        }

        await HoldingAsync(() => Finish(epoch, week), cancellationToken).ConfigureAwait(false);
    }

    private void Finish(int epoch, int week)
    {
        dayKeys.Rewrap(epoch);
        var old = epochs.Numbers.Where(number => number < week - WeeksKept).ToList();
        if (old.Count == 0) return;
        writer.Keys.File.Truncate();
        var inUse = writer.Keys.EpochsInUse();
        epochs.Destroy([.. old.Where(number => !inUse.Contains(number))]);
    }

    private async ValueTask HoldingAsync(Action step, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            step();
        }
        finally
        {
            gate.Release();
        }
    }
}

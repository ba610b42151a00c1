namespace Gudok.Numbers;

/// <summary>What the keys of a vault need by themselves: a rotation that was cut short is ended, and each hour all moves to the week's key.</summary>
internal sealed class KeyUpkeep(KeyRotation rotation, EpochMover epochs, TimeProvider clock)
{
    private static readonly TimeSpan _period = TimeSpan.FromHours(1);

    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a rotation that was cut short has been resumed, could not be, or the vault closes.</summary>
    public Task Resumed => _resumed.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Off the thread that opens the vault: searches need not wait for this.
        await Task.Yield();
        using var timer = new PeriodicTimer(_period, clock);
        // A timer that is disposed just ends. One whose waiting is cancelled makes an exception and looks up the source lines of its stack.
        using var stop = cancellationToken.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), timer);
        try
        {
            await TryAsync(rotation.ResumeAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // In any case, also if the vault closes meanwhile: somebody may be waiting for it.
            _resumed.SetResult();
        }

        while (await timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await TryAsync(rotation.ResumeAsync, cancellationToken).ConfigureAwait(false);
            await TryAsync(token => epochs.MoveAsync(null, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask TryAsync(Func<CancellationToken, ValueTask> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or VaultException)
        {
            // A full disk now is no reason to stop for ever, and a page that does not open is told by whoever reads it or asks for a
            // rotation: the next hour tries again.
            VaultMeter.UpkeepFailures.Add(1);
        }
    }
}

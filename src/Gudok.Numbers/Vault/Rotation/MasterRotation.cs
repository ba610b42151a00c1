namespace Gudok.Numbers;

/// <summary>Puts a new root key in place, and moves what is wrapped to an epoch that was made under it.</summary>
internal sealed class MasterRotation(KeyRing ring, KeyStore keys, EpochMover epochs, TimeProvider clock, SemaphoreSlim gate)
{
    /// <summary>Whether anything is still wrapped with the keys of a former root's time.</summary>
    public async ValueTask<bool> IsUnderWayAsync(CancellationToken cancellationToken)
    {
        var isUnderWay = false;
        await gate.HoldAsync(
            () =>
            {
                var version = ring.Safe.Contents.RootVersion;
                isUnderWay = version > 1 && keys.Rows.EpochsInUse().Any(epoch => Epoch.RootVersionIn(epoch) < version);
            },
            cancellationToken).ConfigureAwait(false);
        return isUnderWay;
    }

    public ValueTask BeginAsync(CancellationToken cancellationToken) =>
        gate.HoldAsync(() => ring.Safe.RotateRoot(clock.GetUtcNow()), cancellationToken);

    public ValueTask FinishAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken) =>
        epochs.MoveAsync(progress, cancellationToken);

    public async ValueTask<RotationProgress> GetProgressAsync(CancellationToken cancellationToken)
    {
        var progress = default(RotationProgress);
        await gate.HoldAsync(
            () =>
            {
                var total = keys.LastPage() + 1;
                var newest = ring.Epochs.Numbers is [.., var last] ? last : 0;
                progress = new RotationProgress(total - keys.PagesNotUnder(newest).Count, total);
            },
            cancellationToken).ConfigureAwait(false);
        return progress;
    }
}

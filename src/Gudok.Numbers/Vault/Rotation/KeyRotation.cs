namespace Gudok.Numbers;

/// <summary>The rotations of a vault, one at a time.</summary>
internal sealed class KeyRotation(KeyRing ring, KeyStore keys, MasterRotation master, IndexRotation index, SemaphoreSlim gate) : IKeyRotation, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async ValueTask<KeyStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        IReadOnlySet<int> used = new HashSet<int>();
        RotationProgress? onIndex = null;
        await gate.HoldAsync(
            () =>
            {
                used = keys.Rows.EpochsInUse();
                onIndex = index.IsUnderWay ? index.Progress : null;
            },
            cancellationToken).ConfigureAwait(false);
        RotationProgress? onMaster = await master.IsUnderWayAsync(cancellationToken).ConfigureAwait(false)
            ? await master.GetProgressAsync(cancellationToken).ConfigureAwait(false)
            : null;
        var contents = ring.Safe.Contents;
        var newest = contents.Epochs.Keys.LastOrDefault();
        var epochs = contents.Epochs.Keys
            .Select(epoch => new EpochStatus(Epoch.MondayOf(epoch), Epoch.RootVersionIn(epoch), epoch == newest, used.Contains(epoch)));
        return new KeyStatus(contents.RootVersion, contents.RootSince, index.Version, [.. epochs], onMaster, onIndex);
    }

    public async ValueTask RotateMasterAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken)
    {
        var joins = await master.IsUnderWayAsync(cancellationToken).ConfigureAwait(false);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!joins) await master.BeginAsync(cancellationToken).ConfigureAwait(false);
            await master.FinishAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask RotateIndexAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken)
    {
        var joins = index.IsUnderWay;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!joins) await index.BeginAsync(cancellationToken).ConfigureAwait(false);
            await index.FinishAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends what a kill, or a stop, cut short.</summary>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await master.IsUnderWayAsync(cancellationToken).ConfigureAwait(false)) await master.FinishAsync(null, cancellationToken).ConfigureAwait(false);
            await index.FinishAsync(null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}

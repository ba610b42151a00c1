namespace Gudok.Seals;

/// <summary>Gives one witness the heads that it lacks. How far it is stands in heads.db, so nothing is lost and nothing piles up in memory.</summary>
internal sealed class WitnessPost(IHeadWitness witness, HeadChain chain, SealOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _news = new(0, 1);
    private long _taken;
    private long _given;
    private long _failures;
    private string? _fault;

    public WitnessState State => new(
        witness.Name,
        Volatile.Read(ref _taken),
        Math.Max((chain.Last?.Number ?? 0) - Volatile.Read(ref _taken), 0),
        Volatile.Read(ref _given),
        Volatile.Read(ref _failures),
        Volatile.Read(ref _fault));

    /// <summary>Wakes the post: there are new heads.</summary>
    public void Wake()
    {
        // Full already: it will look anyway.
        if (_news.CurrentCount == 0) Release();
    }

    /// <summary>Gives whatever is signed, as long as it lasts.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await DeliverAsync(cancellationToken).ConfigureAwait(false)) await _news.WaitAsync(cancellationToken).ConfigureAwait(false);
            else await Task.Delay(options.WitnessRetry, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives all that the witness lacks.</summary>
    /// <returns>False if it failed.</returns>
    public async Task<bool> DeliverAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Volatile.Write(ref _taken, await chain.Store.MarkAsync(witness.Name, cancellationToken).ConfigureAwait(false));
            while (true)
            {
                var lines = await chain.Store.ReadAsync(_taken + 1, options.WitnessBatch, cancellationToken).ConfigureAwait(false);
                if (lines.Count == 0) break;
                await GiveAsync(lines, cancellationToken).ConfigureAwait(false);
            }

            Volatile.Write(ref _fault, null);
            return true;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Interlocked.Increment(ref _failures);
            Volatile.Write(ref _fault, fault is OperationCanceledException ? "It did not answer in time." : fault.Message);
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        witness.Dispose();
        _turn.Dispose();
        _news.Dispose();
    }

    private async Task GiveAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.WitnessTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await witness.GiveAsync(lines, both.Token).ConfigureAwait(false);
        await chain.Store.SetMarkAsync(witness.Name, _taken + lines.Count, CancellationToken.None).ConfigureAwait(false);
        Volatile.Write(ref _taken, _taken + lines.Count);
        Interlocked.Add(ref _given, lines.Count);
    }

    private void Release()
    {
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another head woke it meanwhile.
            return;
        }
    }
}

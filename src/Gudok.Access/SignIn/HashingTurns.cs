namespace Gudok.Access;

/// <summary>How many passwords are hashed at a time: each costs a tenth of a second of a processor, and strangers may ask for it. Half of the processors are left to the calls.</summary>
internal sealed class HashingTurns
{
    private const int MostWaiting = 50;
    private static readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <summary>Waits for a turn, which ends when it is disposed of.</summary>
    /// <returns>Null if too many wait already.</returns>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return new Turn();
    }

    private sealed class Turn : IDisposable
    {
        public void Dispose() => _turns.Release();
    }
}

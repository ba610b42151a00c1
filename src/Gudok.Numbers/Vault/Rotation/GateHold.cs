namespace Gudok.Numbers;

/// <summary>Runs one step while holding the vault's gate.</summary>
internal static class GateHold
{
    public static async ValueTask HoldAsync(this SemaphoreSlim gate, Action step, CancellationToken cancellationToken)
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

namespace Gudok;

/// <summary>Closes one thing after the other. What cannot be closed well does not keep those after it open.</summary>
internal static class Closing
{
    /// <summary>Closes things in their order, all of them; the last fault is thrown then.</summary>
    /// <param name="things">Each disposable, or null where there is none.</param>
    public static ValueTask InOrderAsync(params object?[] things) => FromAsync(things, 0);

    private static async ValueTask FromAsync(object?[] things, int next)
    {
        if (next == things.Length) return;
        try
        {
            if (things[next] is IAsyncDisposable waiting) await waiting.DisposeAsync().ConfigureAwait(false);
            else ((IDisposable?)things[next])?.Dispose();
        }
        finally
        {
            await FromAsync(things, next + 1).ConfigureAwait(false);
        }
    }
}

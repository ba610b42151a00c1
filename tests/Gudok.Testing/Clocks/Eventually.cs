using System.Runtime.CompilerServices;

namespace Gudok.Testing;

/// <summary>Waits for what another process or task brings about: it asks again and again, so that a slow machine only takes longer.</summary>
public static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Asked every 20 ms.</param>
    /// <param name="longest">After this the test fails; null for 90 seconds.</param>
    /// <param name="what">What was waited for, for the one who reads the failure.</param>
    /// <exception cref="TimeoutException">It was not so in all that time.</exception>
    public static async Task IsSoAsync(Func<Task<bool>> isSo, TimeSpan? longest = null, [CallerArgumentExpression(nameof(isSo))] string? what = null)
    {
        using var deadline = new CancellationTokenSource(longest ?? Longest);
        while (!await isSo())
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"not so after {longest ?? Longest}: {what}");
            await Task.Delay(Pause);
        }
    }

    /// <inheritdoc cref="IsSoAsync(Func{Task{bool}}, TimeSpan?, string?)"/>
    public static Task IsSoAsync(Func<bool> isSo, TimeSpan? longest = null, [CallerArgumentExpression(nameof(isSo))] string? what = null) =>
        IsSoAsync(() => Task.FromResult(isSo()), longest, what);
}

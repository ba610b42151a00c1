namespace Gudok;

/// <summary>Waits for Ctrl-C.</summary>
internal static class Waiting
{
    /// <summary>Ends, without an exception, when the token is cancelled.</summary>
    public static async Task ForAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task.ConfigureAwait(false);
    }
}

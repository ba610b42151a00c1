namespace Gudok.Capture;

/// <summary>The connections to all PBXs, ended together.</summary>
internal sealed class FeedConnections(IReadOnlyList<FeedConnection> connections) : IAsyncDisposable
{
    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections) await connection.DisposeAsync().ConfigureAwait(false);
    }
}

using System.Net.Sockets;

namespace Gudok;

/// <summary>Accepts connections one at a time, and just ends when the listener is disposed: cancelled, it would throw, and the first exception of
/// a process costs it several milliseconds.</summary>
internal sealed class SocketAcceptance : IDisposable
{
    private readonly Socket _listener;
    private readonly SocketAsyncEventArgs _next = new();
    private TaskCompletionSource<Socket?> _accepted = new();

    /// <summary>Takes a listener, which stays the caller's to dispose.</summary>
    public SocketAcceptance(Socket listener)
    {
        _listener = listener;
        _next.Completed += (_, _) => End();
    }

    /// <summary>The next connection; null once the listener is disposed. Not before the one before has come.</summary>
    /// <exception cref="SocketException">The system refuses to accept.</exception>
    public Task<Socket?> NextAsync()
    {
        var accepted = _accepted = new TaskCompletionSource<Socket?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _next.AcceptSocket = null;
        try
        {
            if (!_listener.AcceptAsync(_next)) End();
        }
        catch (ObjectDisposedException)
        {
            accepted.SetResult(null);
        }

        return accepted.Task;
    }

    /// <inheritdoc />
    public void Dispose() => _next.Dispose();

    private void End()
    {
        if (_next.SocketError == SocketError.Success) _accepted.SetResult(_next.AcceptSocket);
        else if (_next.SocketError == SocketError.OperationAborted) _accepted.SetResult(null);
        else _accepted.SetException(new SocketException((int)_next.SocketError));
    }
}

using System.Net.Sockets;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>The octets of a connection, and how far whoever reads them has come: all that was taken before has been worked on when more is asked for.</summary>
/// <remarks>TLS takes whole records from the kernel before it gives out the first octet. Watched below it, what it holds back counts as being worked on.</remarks>
/// <param name="socket">The connection; closed with the stream.</param>
/// <param name="clock">Tells when octets were there.</param>
/// <param name="begin">What came before the stream was made came no earlier than this.</param>
internal sealed class WatchedSocketStream(Socket socket, TimeProvider clock, Instant begin) : Stream
{
    private long _workedUpTo = begin.Micros;
    private long _takenUpTo = begin.Micros;
    private volatile bool _isWorking;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc cref="ILiveInput.WorkedUpTo"/>
    public Instant WorkedUpTo(Instant now)
    {
        try
        {
            // In this order: what the kernel no longer holds is being worked on, or has been.
            var isTaken = socket.Available == 0;
            return isTaken && !_isWorking ? now : new Instant(Volatile.Read(ref _workedUpTo));
        }
        catch (ObjectDisposedException)
        {
            // The agent has gone meanwhile, and with it what it had not sent whole.
            return now;
        }
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Whoever asks for more has worked on all that there was.
        Volatile.Write(ref _workedUpTo, _takenUpTo);
        _isWorking = false;
        // Waits without taking: until we say that we work on it, what came lies in the kernel.
        // It may end with nothing there, by the news of octets that were taken before; nobody works on what did not come.
        do await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        while (!socket.Poll(0, SelectMode.SelectRead));
        if (buffer.IsEmpty) return 0;
        var began = Instant.Now(clock);
        _isWorking = true;
        var taken = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        _takenUpTo = began.Micros;
        return taken;
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty) buffer = buffer[await socket.SendAsync(buffer, cancellationToken).ConfigureAwait(false)..];
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) socket.Dispose();
        base.Dispose(disposing);
    }
}

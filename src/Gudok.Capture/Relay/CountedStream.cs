using System.Net.Sockets;

namespace Gudok.Capture;

/// <summary>A connection that counts what was given to the kernel, beneath TLS too.</summary>
/// <param name="socket">The connection; closed with the stream.</param>
internal sealed class CountedStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private long _written;

    /// <summary>Octets given to the kernel.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>The connection.</summary>
    public new Socket Socket => base.Socket;

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _written, buffer.Length);
    }
}

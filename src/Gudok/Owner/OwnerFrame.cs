using System.Buffers.Binary;

namespace Gudok;

/// <summary>One frame on the owner's socket: kind (1) ‖ length (4, big-endian) ‖ payload.</summary>
/// <param name="Kind">What it carries.</param>
/// <param name="Payload">At most <see cref="MaxLength"/> octets.</param>
internal readonly record struct OwnerFrame(OwnerFrameKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The most octets of a payload.</summary>
    public const int MaxLength = 1 << 20;

    private const int HeadLength = 5;

    /// <summary>Reads one frame; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The other side does not speak this protocol.</exception>
    public static async ValueTask<OwnerFrame?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var read = await stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read < HeadLength) return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1));
        if (length > MaxLength) throw new InvalidDataException("A frame on the owner's socket is too long.");
        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload, cancellationToken).ConfigureAwait(false);
        return new OwnerFrame((OwnerFrameKind)head[0], payload);
    }

    /// <summary>Writes the frame.</summary>
    public async ValueTask WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[HeadLength + Payload.Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), (uint)Payload.Length);
        Payload.CopyTo(bytes.AsMemory(HeadLength));
        await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>What a frame on the owner's socket carries.</summary>
internal enum OwnerFrameKind : byte
{
    /// <summary>To the owner: an <see cref="OwnerRequest"/> in JSON.</summary>
    Request = (byte)'R',

    /// <summary>To the owner: octets of standard input; none means its end.</summary>
    Input = (byte)'I',

    /// <summary>To the owner: the person pressed Ctrl-C.</summary>
    Cancel = (byte)'C',

    /// <summary>From the owner: the command reads standard input. Nothing of it is sent before: what a command does not read is left to others.</summary>
    Ask = (byte)'A',

    /// <summary>From the owner: text for standard output in UTF-8.</summary>
    Output = (byte)'O',

    /// <summary>From the owner: text for standard error in UTF-8.</summary>
    Error = (byte)'E',

    /// <summary>From the owner: the exit code, one octet.</summary>
    Exit = (byte)'X',
}

using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>The head of a WebSocket frame (RFC 6455 §5.2), one of which carries one SIP message (RFC 7118 §5).</summary>
/// <param name="Opcode">What it is: 1 text, 2 octets, 8 to 10 control.</param>
/// <param name="IsWhole">Whether it is a message and not a piece of one.</param>
/// <param name="IsMasked">Whether its octets are masked, as those of clients are.</param>
/// <param name="HeadLength">Octets before the payload.</param>
/// <param name="PayloadLength">Octets of the payload.</param>
internal readonly record struct WebSocketFrame(int Opcode, bool IsWhole, bool IsMasked, int HeadLength, long PayloadLength)
{
    private const int MaskLength = 4;

    /// <summary>Enough of a payload to tell that it begins a SIP message.</summary>
    private const int ProbeLength = 512;

    /// <summary>Whether the frame is a SIP message or a part of one.</summary>
    public bool IsData => Opcode is 0 or 1 or 2;

    /// <summary>Reads a head.</summary>
    /// <returns>False if there are too few octets or none such begins here.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, out WebSocketFrame frame)
    {
        const byte final = 0x80;
        const byte reserved = 0x70;
        const byte opcodeMask = 0x0f;
        const byte masked = 0x80;
        const byte lengthMask = 0x7f;
        frame = default;
        if (data.Length < 2 || (data[0] & reserved) != 0) return false;
        var opcode = data[0] & opcodeMask;
        if (opcode is not (0 or 1 or 2 or 8 or 9 or 10)) return false;
        var isMasked = (data[1] & masked) != 0;
        long length = data[1] & lengthMask;
        var head = 2 + (length switch { 126 => 2, 127 => 8, _ => 0 }) + (isMasked ? MaskLength : 0);
        if (data.Length < head) return false;
        if (length == 126) length = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        else if (length == 127) length = BinaryPrimitives.ReadInt64BigEndian(data[2..]);
        frame = new WebSocketFrame(opcode, (data[0] & final) != 0, isMasked, head, length);
        return length >= 0;
    }

    /// <summary>Whether a frame with a SIP message begins here. No handshake is needed: a capture may have begun after it.</summary>
    public static bool HoldsSip(ReadOnlySpan<byte> data)
    {
        if (!TryRead(data, out var frame) || frame is not { Opcode: 1 or 2, IsWhole: true }) return false;
        Span<byte> probe = stackalloc byte[(int)Math.Min(Math.Min(ProbeLength, frame.PayloadLength), data.Length - frame.HeadLength)];
        frame.Unmask(data, probe);
        return SipMessage.LooksLikeSip(probe);
    }

    /// <summary>Writes the beginning of the payload as it was before it was masked (§5.3).</summary>
    /// <param name="data">From the head on.</param>
    /// <param name="payload">Takes as much of the payload as it has room for.</param>
    public void Unmask(ReadOnlySpan<byte> data, Span<byte> payload)
    {
        data.Slice(HeadLength, payload.Length).CopyTo(payload);
        if (!IsMasked) return;
        var mask = data.Slice(HeadLength - MaskLength, MaskLength);
        for (var at = 0; at < payload.Length; at++) payload[at] ^= mask[at % MaskLength];
    }
}

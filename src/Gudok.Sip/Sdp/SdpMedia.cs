namespace Gudok.Sip;

/// <summary>One <c>m=</c> line with the lines that belong to it (RFC 8866 §5.14).</summary>
public readonly ref struct SdpMedia
{
    private readonly ReadOnlySpan<byte> _lines;

    private SdpMedia(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> kind, int port, ReadOnlySpan<byte> protocol, ReadOnlySpan<byte> formats,
        ReadOnlySpan<byte> address, SdpDirection direction)
    {
        _lines = lines;
        Kind = kind;
        Port = port;
        Protocol = protocol;
        Formats = formats;
        Address = address;
        Direction = direction;
    }

    /// <summary><c>audio</c>, <c>video</c>, <c>image</c>…</summary>
    public ReadOnlySpan<byte> Kind { get; }

    /// <summary>Port; zero for a medium that is refused or ended.</summary>
    public int Port { get; }

    /// <summary><c>RTP/AVP</c>, <c>RTP/SAVP</c>, <c>udptl</c>…</summary>
    public ReadOnlySpan<byte> Protocol { get; }

    /// <summary>Payload types or formats, parted by blanks.</summary>
    public ReadOnlySpan<byte> Formats { get; }

    /// <summary>Where media are to be sent: its own address, else the session's.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>Its own direction, else the session's.</summary>
    public SdpDirection Direction { get; }

    /// <summary>Whether the writer put the other side on hold: sendonly, inactive, or the zero address.</summary>
    public bool IsHeld => Direction is SdpDirection.SendOnly or SdpDirection.Inactive
        || Address.SequenceEqual("0.0.0.0"u8) || Address.SequenceEqual("::"u8);

    /// <summary>The <c>a=rtpmap</c> lines of the medium.</summary>
    public SdpRtpMapEnumerator RtpMaps => new(_lines);

    /// <summary>The port that its RTCP comes to where an <c>a=rtcp</c> line names one (RFC 3605), else 0: then it is the next above <see cref="Port"/>,
    /// or the same (RFC 5761).</summary>
    public int RtcpPort
    {
        get
        {
            var walk = new SdpLines(_lines);
            while (walk.MoveNext())
            {
                if (walk.Letter != (byte)'a' || !walk.Value.StartsWith("rtcp:"u8)) continue;
                var value = walk.Value["rtcp:".Length..];
                return Characters.TryReadUInt32(TakeWord(ref value), out var port) && port <= ushort.MaxValue ? (int)port : 0;
            }

            return 0;
        }
    }

    /// <summary>Reads the value of an <c>m=</c> line and the lines up to the next one. False for a line without kind, port and protocol.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> value, ReadOnlySpan<byte> lines, SdpDescription session, out SdpMedia media)
    {
        media = default;
        var kind = TakeWord(ref value);
        var port = TakeWord(ref value);
        var protocol = TakeWord(ref value);
        var slash = port.IndexOf((byte)'/');
        if (slash >= 0) port = port[..slash];
        if (protocol.IsEmpty || !Characters.TryReadUInt32(port, out var number) || number > ushort.MaxValue) return false;
        var address = session.Address;
        var direction = session.Direction;
        var walk = new SdpLines(lines);
        while (walk.MoveNext())
        {
            if (walk.Letter == (byte)'c') address = SdpFields.Address(walk.Value);
            else if (walk.Letter == (byte)'a' && SdpFields.TryReadDirection(walk.Value, out var stated)) direction = stated;
        }

        media = new SdpMedia(lines, kind, (int)number, protocol, value, address, direction);
        return true;
    }

    private static ReadOnlySpan<byte> TakeWord(scoped ref ReadOnlySpan<byte> text)
    {
        var blank = text.IndexOf((byte)' ');
        var word = blank < 0 ? text : text[..blank];
        text = blank < 0 ? default : text[(blank + 1)..].TrimStart((byte)' ');
        return word;
    }
}

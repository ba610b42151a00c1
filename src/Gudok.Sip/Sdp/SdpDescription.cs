namespace Gudok.Sip;

/// <summary>A session description, read in place as far as calls need it (RFC 8866).</summary>
public readonly ref struct SdpDescription
{
    private SdpDescription(ReadOnlySpan<byte> text, ReadOnlySpan<byte> origin, ReadOnlySpan<byte> address, SdpDirection direction)
    {
        Text = text;
        Origin = origin;
        Address = address;
        Direction = direction;
    }

    /// <summary>The whole description.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Value of <c>o=</c>: user name, session id, version, network, family, address. Empty if there is none.</summary>
    public ReadOnlySpan<byte> Origin { get; }

    /// <summary>Address of the session's <c>c=</c>, IPv6 without brackets; empty if only the media have one.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>Direction for media that name none.</summary>
    public SdpDirection Direction { get; }

    /// <summary>The media in their order.</summary>
    public SdpMediaEnumerator Media => new(this);

    /// <summary>Whether all media in use are held: sendonly, inactive or sent to the zero address (RFC 3264 §8.4, RFC 2543 §B.5).</summary>
    public bool IsHeld
    {
        get
        {
            var hasMedia = false;
            foreach (var media in Media)
            {
                if (media.Port == 0) continue;
                if (!media.IsHeld) return false;
                hasMedia = true;
            }

            return hasMedia;
        }
    }

    /// <summary>Reads a body of type <c>application/sdp</c>. False if its first line is not <c>v=</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out SdpDescription description)
    {
        description = default;
        var lines = new SdpLines(body);
        if (!lines.MoveNext() || lines.Letter != (byte)'v') return false;
        ReadOnlySpan<byte> origin = default;
        ReadOnlySpan<byte> address = default;
        var direction = SdpDirection.SendRecv;
        while (lines.MoveNext() && lines.Letter != (byte)'m')
        {
            if (lines.Letter == (byte)'o') origin = lines.Value;
            else if (lines.Letter == (byte)'c') address = SdpFields.Address(lines.Value);
            else if (lines.Letter == (byte)'a' && SdpFields.TryReadDirection(lines.Value, out var stated)) direction = stated;
        }

        description = new SdpDescription(body, origin, address, direction);
        return true;
    }
}

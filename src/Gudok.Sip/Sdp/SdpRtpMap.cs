namespace Gudok.Sip;

/// <summary>One <c>a=rtpmap:</c> line: which codec a payload type stands for (RFC 8866 §6.6).</summary>
public readonly ref struct SdpRtpMap
{
    private SdpRtpMap(int payloadType, ReadOnlySpan<byte> encoding, int clockRate)
    {
        PayloadType = payloadType;
        Encoding = encoding;
        ClockRate = clockRate;
    }

    /// <summary>Payload type, 0 to 127.</summary>
    public int PayloadType { get; }

    /// <summary>Name of the encoding, such as <c>PCMA</c> or <c>telephone-event</c>.</summary>
    public ReadOnlySpan<byte> Encoding { get; }

    /// <summary>Clock rate in hertz.</summary>
    public int ClockRate { get; }

    internal static bool TryParse(ReadOnlySpan<byte> attribute, out SdpRtpMap map)
    {
        map = default;
        if (!attribute.StartsWith("rtpmap:"u8)) return false;
        attribute = attribute["rtpmap:".Length..].TrimLws();
        var blank = attribute.IndexOf((byte)' ');
        if (blank < 0 || !Characters.TryReadUInt32(attribute[..blank], out var type) || type > 127) return false;
        var rest = attribute[blank..].TrimLws();
        var slash = rest.IndexOf((byte)'/');
        if (slash <= 0) return false;
        var rate = rest[(slash + 1)..];
        var channels = rate.IndexOf((byte)'/');
        if (!Characters.TryReadUInt32(channels < 0 ? rate : rate[..channels], out var hertz) || hertz > int.MaxValue) return false;
        map = new SdpRtpMap((int)type, rest[..slash], (int)hertz);
        return true;
    }
}

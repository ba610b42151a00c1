namespace Gudok.Sip;

/// <summary>Tells SIP from everything else that travels in UDP and TCP, by the first line and the beginning of the second.</summary>
internal static class SipSniffer
{
    public static bool LooksLikeSip(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[KeepAlives(bytes)..];
        if (bytes.Length < 12 || !IsUpperToken(bytes[0])) return false;
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0) return false;
        var line = bytes[..end].TrimLws();
        if (!IsStatusLine(line) && !IsRequestLine(line)) return false;
        return MayBeHeader(bytes[(end + 1)..]);
    }

    /// <summary>How many octets of leading CRLF there are (RFC 3261 §7.5, RFC 5626 §3.5.1).</summary>
    public static int KeepAlives(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (count < bytes.Length && bytes[count] is (byte)'\r' or (byte)'\n') count++;
        return count;
    }

    // Most of what is not SIP is RTP, RTCP, STUN and DNS: their first octet is no printable character, and this ends the matter.
    private static bool IsUpperToken(byte octet) => octet is > 0x20 and < 0x7f;

    private static bool IsStatusLine(ReadOnlySpan<byte> line) => line.Length > 8 && IsVersion(line[..7]) && line[7] == (byte)' ';

    private static bool IsRequestLine(ReadOnlySpan<byte> line) =>
        line.Length > 9 && IsVersion(line[^7..]) && line[^8] == (byte)' ' && line.IndexOf((byte)' ') is var blank
        && IsMethod(line[..blank]);

    private static bool IsMethod(ReadOnlySpan<byte> text) => SipMethods.Find(text) != SipMethod.Other || Characters.IsToken(text);

    private static bool IsVersion(ReadOnlySpan<byte> text) => StartLine.IsVersion(text) && StartLine.IsOurVersion(text);

    // HTTP servers that answer "SIP/2.0 200 ok" go on with a line that is no header.
    private static bool MayBeHeader(ReadOnlySpan<byte> rest)
    {
        if (SipHeaderNames.Read(rest, rest.Length, out _) != SipHeader.Other) return true;
        var end = rest.IndexOfAny((byte)':', (byte)'\n', (byte)' ');
        if (end < 0) end = rest.Length;
        var name = rest[..end].TrimLws();
        return name.IsEmpty || Characters.IsToken(name);
    }
}

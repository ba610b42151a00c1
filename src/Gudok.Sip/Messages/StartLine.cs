using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>The first line of a message: request line or status line (RFC 3261 §7.1, §7.2).</summary>
internal ref struct StartLine
{
    private const int VersionLength = 7;

    /// <summary>"sip/".</summary>
    private const uint SipSlash = 0x7369_702f;

    public ReadOnlySpan<byte> Method;
    public ReadOnlySpan<byte> RequestUri;
    public ReadOnlySpan<byte> ReasonPhrase;
    public int StatusCode;
    public bool HasExtraBlanks;
    public bool HasBrackets;

    /// <summary>Reads a line without its CRLF. Anything but <see cref="SipFaultKind.None"/> says why it is no start line.</summary>
    public static SipFaultKind Read(ReadOnlySpan<byte> line, out StartLine start)
    {
        start = default;
        return IsVersion(line) ? ReadStatus(line, ref start) : ReadRequest(line, ref start);
    }

    /// <summary>Whether a text begins like a version of SIP, case apart.</summary>
    public static bool IsVersion(ReadOnlySpan<byte> text) =>
        text.Length >= VersionLength && (BinaryPrimitives.ReadUInt32BigEndian(text) | 0x2020_2000) == SipSlash && Characters.IsDigit(text[4]);

    /// <summary>Whether the version that a text begins like is 2.0, which is all of it.</summary>
    public static bool IsOurVersion(ReadOnlySpan<byte> text) => text[4..].SequenceEqual("2.0"u8);

    private static SipFaultKind ReadStatus(ReadOnlySpan<byte> line, ref StartLine start)
    {
        var blank = line.IndexOf((byte)' ');
        if (blank < 0) return SipFaultKind.NotSip;
        if (!IsOurVersion(line[..blank])) return SipFaultKind.BadVersion;
        var rest = line[blank..].TrimStart((byte)' ');
        start.HasExtraBlanks = rest.Length != line.Length - blank - 1;
        var digits = rest.IndexOf((byte)' ');
        if (digits < 0) digits = rest.Length;
        if (digits != 3 || !Characters.TryReadUInt32(rest[..3], out var code) || code is < 100 or > 699) return SipFaultKind.BadStatusCode;
        start.StatusCode = (int)code;
        start.ReasonPhrase = rest[digits..].TrimLws();
        return SipFaultKind.None;
    }

    private static SipFaultKind ReadRequest(ReadOnlySpan<byte> line, ref StartLine start)
    {
        var blank = line.IndexOf((byte)' ');
        if (blank <= 0) return SipFaultKind.NotSip;
        var trimmed = line.TrimLws();
        var last = trimmed.LastIndexOf((byte)' ');
        if (last < blank) return SipFaultKind.NotSip;
        var version = trimmed[(last + 1)..];
        if (!IsVersion(version)) return SipFaultKind.NotSip;
        if (!IsOurVersion(version)) return SipFaultKind.BadVersion;
        start.Method = line[..blank];
        if (SipMethods.Find(start.Method) == SipMethod.Other && !Characters.IsToken(start.Method)) return SipFaultKind.BadMethod;
        if (last == blank) return SipFaultKind.MissingRequestUri;
        var between = line[(blank + 1)..last];
        start.RequestUri = between.TrimLws();
        if (start.RequestUri.IsEmpty) return SipFaultKind.MissingRequestUri;
        start.HasExtraBlanks = trimmed.Length != line.Length || start.RequestUri.Length != between.Length;
        start.HasBrackets = start.RequestUri.Length > 2 && start.RequestUri[0] == (byte)'<' && start.RequestUri[^1] == (byte)'>';
        if (start.HasBrackets) start.RequestUri = start.RequestUri[1..^1];
        return SipFaultKind.None;
    }
}

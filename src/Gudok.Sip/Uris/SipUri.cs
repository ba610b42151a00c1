using System.Text;

namespace Gudok.Sip;

/// <summary>A URI in its parts, each as written (RFC 3261 §19.1, RFC 3966).</summary>
public readonly ref struct SipUri
{
    /// <summary>Which scheme, by its name in any case.</summary>
    public SipScheme Scheme { get; private init; }

    /// <summary>The scheme as written.</summary>
    public ReadOnlySpan<byte> SchemeText { get; private init; }

    /// <summary>User part, escapes kept, before any password: everything in front of the <c>@</c>, semicolons too. Of a tel: URI the
    /// subscriber without parameters. Empty for other schemes.</summary>
    public ReadOnlySpan<byte> User { get; private init; }

    /// <summary>Password; empty if there is none.</summary>
    public ReadOnlySpan<byte> Password { get; private init; }

    /// <summary>Host, an IPv6 address without its brackets; empty for schemes other than sip and sips.</summary>
    public ReadOnlySpan<byte> Host { get; private init; }

    /// <summary>Whether the host stood in brackets.</summary>
    public bool IsIPv6Host { get; private init; }

    /// <summary>Port; zero if none is given.</summary>
    public int Port { get; private init; }

    /// <summary>Parameters of the URI.</summary>
    public SipParameters Parameters { get; private init; }

    /// <summary>What follows the <c>?</c>, without it; empty if there is none.</summary>
    public ReadOnlySpan<byte> Headers { get; private init; }

    /// <summary>Parts a URI. False if it has no scheme, a sip: or sips: URI no host, or host and port cannot be told apart.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SipUri uri)
    {
        uri = default;
        text = text.TrimLws();
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || !Characters.IsToken(text[..colon])) return false;
        var scheme = FindScheme(text[..colon]);
        var rest = text[(colon + 1)..];
        if (scheme is SipScheme.Sip or SipScheme.Sips) return TryParseSip(scheme, text[..colon], rest, out uri);
        var semicolon = rest.IndexOf((byte)';');
        var subscriber = semicolon < 0 ? rest : rest[..semicolon];
        uri = new SipUri
        {
            Scheme = scheme,
            SchemeText = text[..colon],
            User = scheme == SipScheme.Tel ? subscriber : default,
            Parameters = new SipParameters(semicolon < 0 ? default : rest[semicolon..]),
        };
        return !subscriber.IsEmpty;
    }

    /// <summary>Writes the user part with its <c>%XX</c> escapes undone; an escape that is none stays as it is.</summary>
    /// <param name="target">At least as long as <see cref="User"/>.</param>
    /// <returns>Octets written. They may be any, zero among them (RFC 4475 §3.1.1.4).</returns>
    public int UnescapeUser(Span<byte> target) => UriEscapes.Undo(User, target);

    private static SipScheme FindScheme(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when Ascii.EqualsIgnoreCase(name, "sip"u8) => SipScheme.Sip,
        3 when Ascii.EqualsIgnoreCase(name, "tel"u8) => SipScheme.Tel,
        3 when Ascii.EqualsIgnoreCase(name, "urn"u8) => SipScheme.Urn,
        4 when Ascii.EqualsIgnoreCase(name, "sips"u8) => SipScheme.Sips,
        _ => SipScheme.Other,
    };

    private static bool TryParseSip(SipScheme scheme, ReadOnlySpan<byte> schemeText, ReadOnlySpan<byte> rest, out SipUri uri)
    {
        uri = default;
        var at = FindAt(rest);
        var userInfo = at < 0 ? default : rest[..at];
        var password = userInfo.IndexOf((byte)':');
        rest = rest[(at + 1)..];
        var question = rest.IndexOf((byte)'?');
        var head = question < 0 ? rest : rest[..question];
        var semicolon = head.IndexOf((byte)';');
        if (!TryReadHost(semicolon < 0 ? head : head[..semicolon], out var host, out var isIPv6, out var port)) return false;
        uri = new SipUri
        {
            Scheme = scheme,
            SchemeText = schemeText,
            User = password < 0 ? userInfo : userInfo[..password],
            Password = password < 0 ? default : userInfo[(password + 1)..],
            Host = host,
            IsIPv6Host = isIPv6,
            Port = port,
            Parameters = new SipParameters(semicolon < 0 ? default : head[semicolon..]),
            Headers = question < 0 ? default : rest[(question + 1)..],
        };
        return true;
    }

    /// <summary>The <c>@</c> that ends the user part. The grammar allows one; phones that take a whole address for the user part write
    /// <c>sip:user@home@proxy</c>, and there the last one before any parameter counts.</summary>
    private static int FindAt(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        if (at < 0) return at;
        var end = text[at..].IndexOfAny((byte)';', (byte)'?');
        return (end < 0 ? text : text[..(at + end)]).LastIndexOf((byte)'@');
    }

    private static bool TryReadHost(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> host, out bool isIPv6, out int port)
    {
        text = text.TrimLws();
        port = 0;
        isIPv6 = !text.IsEmpty && text[0] == (byte)'[';
        var end = text.IndexOf(isIPv6 ? (byte)']' : (byte)':');
        if (end < 0) end = text.Length;
        host = isIPv6 ? text[1..end] : text[..end];
        if (host.IsEmpty || (isIPv6 && end == text.Length)) return false;
        var behind = text[(isIPv6 ? end + 1 : end)..];
        if (behind.IsEmpty) return true;
        if (behind[0] != (byte)':' || !Characters.TryReadUInt32(behind[1..], out var number) || number > ushort.MaxValue) return false;
        port = (int)number;
        return true;
    }
}

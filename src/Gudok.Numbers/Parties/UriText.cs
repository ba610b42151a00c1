using System.Text;

namespace Gudok.Numbers;

/// <summary>The pieces of a SIP or tel: URI that tell a party, cut without allocating.</summary>
internal static class UriText
{
    /// <summary>Undoes <c>%</c> escapes and UTF-8. Octets that are no UTF-8 become U+FFFD; a <c>%</c> that escapes nothing stays.</summary>
    /// <param name="escaped">As it stands in the message.</param>
    /// <param name="text">As long as the octets.</param>
    /// <returns>How many characters were written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<char> text)
    {
        if (!escaped.Contains((byte)'%')) return Encoding.UTF8.GetChars(escaped, text);
        Span<byte> plain = stackalloc byte[escaped.Length];
        var length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '%' && i + 2 < escaped.Length && char.IsAsciiHexDigit((char)escaped[i + 1]) && char.IsAsciiHexDigit((char)escaped[i + 2]))
            {
                plain[length++] = (byte)(Nibble(escaped[i + 1]) << 4 | Nibble(escaped[i + 2]));
                i += 2;
            }
            else
            {
                plain[length++] = escaped[i];
            }
        }

        return Encoding.UTF8.GetChars(plain[..length], text);
    }

    /// <summary>The host without brackets and port; an IPv6 address without brackets stays whole.</summary>
    public static ReadOnlySpan<char> BareHost(ReadOnlySpan<char> host)
    {
        if (!host.IsEmpty && host[0] == '[')
        {
            var close = host.IndexOf(']');
            return close < 0 ? host[1..] : host[1..close];
        }

        var colon = host.IndexOf(':');
        return colon < 0 || host[(colon + 1)..].Contains(':') ? host : host[..colon];
    }

    /// <summary>The value of a parameter, names compared without case; empty if there is none (RFC 3966 §3).</summary>
    /// <param name="parameters">Parameters, each behind a semicolon.</param>
    /// <param name="name">The name.</param>
    public static ReadOnlySpan<char> Parameter(ReadOnlySpan<char> parameters, ReadOnlySpan<char> name)
    {
        foreach (var range in parameters.Split(';'))
        {
            var parameter = parameters[range];
            if (parameter.Length > name.Length && parameter[name.Length] == '='
                && parameter[..name.Length].Equals(name, StringComparison.OrdinalIgnoreCase)) return parameter[(name.Length + 1)..];
        }

        return [];
    }

    /// <summary>What stands in angle brackets, if there are any.</summary>
    public static ReadOnlySpan<char> WithoutDisplayName(ReadOnlySpan<char> text)
    {
        var open = text.LastIndexOf('<');
        if (open < 0) return text;
        text = text[(open + 1)..];
        var close = text.IndexOf('>');
        return close < 0 ? text : text[..close];
    }

    /// <summary>What stands behind <c>sip:</c>, <c>sips:</c> or <c>tel:</c>.</summary>
    public static ReadOnlySpan<char> WithoutScheme(ReadOnlySpan<char> uri)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["sip:", "sips:", "tel:"])
        {
            if (uri.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return uri[scheme.Length..];
        }

        return uri;
    }

    public static bool IsSip(ReadOnlySpan<char> uri) =>
        uri.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("sips:", StringComparison.OrdinalIgnoreCase);

    public static ReadOnlySpan<char> WithoutPassword(ReadOnlySpan<char> user)
    {
        var colon = user.IndexOf(':');
        return colon < 0 ? user : user[..colon];
    }

    public static ReadOnlySpan<char> WithoutParameters(ReadOnlySpan<char> host)
    {
        var end = host.IndexOfAny(';', '?', '>');
        return end < 0 ? host : host[..end];
    }

    private static int Nibble(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}

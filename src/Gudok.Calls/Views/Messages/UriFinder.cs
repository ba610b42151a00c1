using System.Buffers;

namespace Gudok.Calls;

/// <summary>Where a URI with a user part stands in a text.</summary>
/// <param name="UserStart">Where the user part begins.</param>
/// <param name="UserEnd">Where it ends: at the <c>@</c>, or of tel: at the end of the subscriber.</param>
/// <param name="HostEnd">Where the host ends; the same as the user's end for tel:.</param>
internal readonly record struct FoundUri(int UserStart, int UserEnd, int HostEnd);

/// <summary>Finds sip:, sips: and tel: URIs anywhere in a text, escaped ones (<c>sip%3A…%40…</c>) too. Rather too much is taken for a
/// user part than too little.</summary>
internal static class UriFinder
{
    /// <summary>How far before a scheme its bracket is looked for: blanks do not belong there at all.</summary>
    private const int MaxBeforeScheme = 32;

    private static readonly SearchValues<char> TelEnds = SearchValues.Create(";>,\"<?\r\n");
    private static readonly SearchValues<char> HostEnds = SearchValues.Create(";?>,% \t\r\n");
    private static readonly SearchValues<char> BareEnds = SearchValues.Create(" \t\r\n\"<>");
    private static readonly SearchValues<char> UserEnds = SearchValues.Create(";?,");
    private static readonly string[] Schemes = ["sip", "tel", "sips"];

    public static bool TryFind(ReadOnlySpan<char> text, int from, out FoundUri uri)
    {
        uri = default;
        while (TryFindScheme(text, from, out var start, out var isTel, out var isEscaped))
        {
            from = start;
            if (isTel ? TryTakeTel(text, start, out uri) : TryTakeSip(text, start, isEscaped, out uri)) return true;
        }

        return false;
    }

    private static bool TryFindScheme(ReadOnlySpan<char> text, int from, out int start, out bool isTel, out bool isEscaped)
    {
        for (var at = from; at < text.Length; at++)
        {
            isEscaped = text[at] == '%' && text[at..].StartsWith("%3A", StringComparison.OrdinalIgnoreCase);
            if (text[at] != ':' && !isEscaped) continue;
            foreach (var scheme in Schemes)
            {
                if (!text[..at].EndsWith(scheme, StringComparison.OrdinalIgnoreCase)) continue;
                start = at + (isEscaped ? 3 : 1);
                isTel = scheme == "tel";
                return true;
            }
        }

        start = text.Length;
        isTel = isEscaped = false;
        return false;
    }

    private static bool TryTakeTel(ReadOnlySpan<char> text, int start, out FoundUri uri)
    {
        var length = text[start..].IndexOfAny(TelEnds);
        var end = length < 0 ? text.Length : start + length;
        uri = new FoundUri(start, end, end);
        return end > start;
    }

    private static bool TryTakeSip(ReadOnlySpan<char> text, int start, bool isEscaped, out FoundUri uri)
    {
        uri = default;
        var range = text[start..EndOfUri(text, start)];
        var at = LastAtOfUserInfo(range);
        var atLength = 1;
        if (at < 0 && isEscaped)
        {
            at = range.IndexOf("%40", StringComparison.Ordinal);
            atLength = 3;
        }

        if (at <= 0) return false;
        var host = range[(at + atLength)..].IndexOfAny(HostEnds);
        uri = new FoundUri(start, start + at, host < 0 ? start + range.Length : start + at + atLength + host);
        return true;
    }

    /// <summary>Within brackets a URI ends with them, whatever blanks it wrongly holds; elsewhere with a blank, a quote or a bracket.</summary>
    private static int EndOfUri(ReadOnlySpan<char> text, int start)
    {
        var before = text[Math.Max(0, start - MaxBeforeScheme)..start];
        var bracket = before.LastIndexOf('<');
        var isBracketed = bracket >= 0 && before[(bracket + 1)..].TrimStart().Length <= "sips:".Length;
        var length = isBracketed ? text[start..].IndexOf('>') : text[start..].IndexOfAny(BareEnds);
        return length < 0 ? text.Length : start + length;
    }

    private static int LastAtOfUserInfo(ReadOnlySpan<char> text)
    {
        var first = text.IndexOf('@');
        if (first < 0) return first;
        var end = text[first..].IndexOfAny(UserEnds);
        return (end < 0 ? text : text[..(first + end)]).LastIndexOf('@');
    }
}

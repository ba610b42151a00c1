using System.Buffers;
using System.Net;

namespace Gudok.Calls;

/// <summary>Tells IPv4 addresses from numbers with dots: four groups, none over 255, nothing more.</summary>
internal static class IPv4Text
{
    private static readonly SearchValues<char> Octets = SearchValues.Create("0123456789.");

    /// <summary>Length of the address that begins at a position and stands alone; zero if none does.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int start)
    {
        if (start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] == '.')) return 0;
        var length = text[start..].IndexOfAnyExcept(Octets);
        if (length < 0) length = text.Length - start;
        var address = text.Slice(start, length).TrimEnd('.');
        return address.Count('.') == 3 && IPAddress.TryParse(address, out _) ? address.Length : 0;
    }
}

using System.Text;

namespace Gudok.Calls;

/// <summary>Masks the first line: its URI as a whole, blanks within it included; of a status line the phrase.</summary>
internal static class StartLineMask
{
    public static void Mask(MaskedText text, ReadOnlySpan<byte> line)
    {
        var characters = Encoding.UTF8.GetString(line);
        var first = characters.IndexOf(' ', StringComparison.Ordinal);
        var last = characters.TrimEnd().LastIndexOf(' ');
        if (first < last && characters.AsSpan(last + 1).StartsWith("SIP/", StringComparison.OrdinalIgnoreCase))
        {
            text.Net(characters.AsSpan(0, first + 1));
            MaskUri(text, characters[(first + 1)..last]);
            text.Net(characters.AsSpan(last).TrimEnd());
        }
        else
        {
            text.Net(characters);
        }

        text.EndLine();
    }

    private static void MaskUri(MaskedText text, string uri)
    {
        // Blanks end a URI in running text; here they are a part of it that does not belong there.
        if (!uri.Trim().Contains(' ', StringComparison.Ordinal)) text.Net(uri);
        else text.Name(uri);
    }
}

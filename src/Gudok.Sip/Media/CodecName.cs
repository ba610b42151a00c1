using System.Text;

namespace Gudok.Sip;

/// <summary>Names of codecs as reports write them: <c>PCMA/8000</c>, <c>G711u</c>, <c>PCMA,FAX</c>.</summary>
internal static class CodecName
{
    private static readonly (string Written, string Registered)[] _others =
    [
        ("G711U", "PCMU"), ("G711A", "PCMA"), ("G.711U", "PCMU"), ("G.711A", "PCMA"), ("ULAW", "PCMU"), ("ALAW", "PCMA"), ("G729A", "G729"), ("G729AB", "G729"),
        ("G.729", "G729"), ("G.722", "G722"), ("G723.1", "G723"), ("G7231", "G723"), ("G726", "G726-32"),
    ];

    /// <summary>The registered name; null of one that is not known.</summary>
    public static string? Read(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny("/,; "u8);
        if (end >= 0) text = text[..end];
        foreach (var (written, registered) in _others)
        {
            if (Ascii.EqualsIgnoreCase(text, written)) return registered;
        }

        var name = RtpFormat.RegisteredName(text);
        return name.Length == 0 ? null : name;
    }
}

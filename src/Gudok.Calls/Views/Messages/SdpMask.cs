namespace Gudok.Calls;

/// <summary>Masks a session description (RFC 8866): origin, subject and contacts, keys, names; numbers of the format itself stay.</summary>
internal static class SdpMask
{
    private const int FieldsBehindUserName = 5;

    private static readonly string[] Secrets = ["crypto:", "ice-pwd:", "ice-ufrag:", "key-mgmt:", "identity:"];

    public static void Mask(MaskedText text, string body)
    {
        foreach (var line in body.TrimEnd('\n').Split('\n')) MaskLine(text, line.TrimEnd('\r'));
    }

    private static void MaskLine(MaskedText text, string line)
    {
        var letter = line.Length > 1 && line[1] == '=' ? line[0] : '\0';
        switch (letter)
        {
            case 'o':
                MaskOrigin(text, line[2..]);
                break;
            case 's' or 'i' or 'e' or 'p' or 'u' or 'k':
                text.Plain(line[..2]);
                MaskWords(text, line[2..]);
                break;
            case 'a':
                text.Plain("a=");
                MaskAttribute(text, line[2..]);
                break;
            case 'v' or 't' or 'r' or 'z' or 'm' or 'c' or 'b':
                text.OwnOnly(line);
                break;
            default:
                text.Net(line);
                break;
        }

        text.EndLine();
    }

    /// <summary>Masks the user name: all that stands before the last five fields, for blanks stand there where they should not.</summary>
    private static void MaskOrigin(MaskedText text, string value)
    {
        var fields = value.Split(' ');
        var nameLength = Math.Max(fields.Length - FieldsBehindUserName, 1);
        text.Plain("o=");
        MaskWords(text, string.Join(' ', fields[..nameLength]));
        foreach (var field in fields[nameLength..])
        {
            text.Plain(" ");
            text.OwnOnly(field);
        }
    }

    private static void MaskWords(MaskedText text, string words)
    {
        if (words.Trim() is "-" or "") text.Plain(words);
        else text.Name(words);
    }

    private static void MaskAttribute(MaskedText text, string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var cname = value.IndexOf("cname:", StringComparison.OrdinalIgnoreCase);
        if (Array.Exists(Secrets, secret => value.StartsWith(secret, StringComparison.OrdinalIgnoreCase)))
        {
            text.Plain(value[..(colon + 1)] + "***");
        }
        else if (cname >= 0)
        {
            text.OwnOnly(value.AsSpan(0, cname));
            text.Plain("cname:***");
        }
        else if (IsTechnical(colon < 0 ? value : value[..colon]))
        {
            text.OwnOnly(value);
        }
        else
        {
            text.Net(value);
        }
    }

    private static bool IsTechnical(string attribute) => attribute is "rtpmap" or "fmtp" or "rtcp" or "rtcp-fb" or "ptime" or "maxptime"
        or "candidate" or "ssrc" or "ssrc-group" or "fingerprint" or "mid" or "extmap" or "group" or "msid" or "framerate" or "remote-candidates";
}

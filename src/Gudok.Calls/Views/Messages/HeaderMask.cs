using System.Text;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Masks one header line.</summary>
internal static class HeaderMask
{
    private static readonly string[] HarmlessCredentials = ["algorithm", "qop", "stale", "realm", "nc"];

    /// <summary>Adds the line and returns its value; says whether it is the Content-Type.</summary>
    public static ReadOnlySpan<byte> Mask(MaskedText text, ReadOnlySpan<byte> line, out bool isContentType)
    {
        var colon = line.IndexOf((byte)':');
        isContentType = false;
        if (colon < 0)
        {
            text.Net(Encoding.UTF8.GetString(line));
            text.EndLine();
            return default;
        }

        var name = Encoding.UTF8.GetString(line[..colon]).Trim();
        var value = line[(colon + 1)..].Trim(" \t\r\n"u8);
        isContentType = name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) || name is "c" or "C";
        text.Net(name);
        text.Plain(": ");
        MaskValue(text, HeaderTreatments.Find(name), value);
        text.EndLine();
        return value;
    }

    private static void MaskValue(MaskedText text, HeaderTreatment treatment, ReadOnlySpan<byte> value)
    {
        switch (treatment)
        {
            case HeaderTreatment.Address:
                MaskAddress(text, value, isCertain: true);
                break;
            case HeaderTreatment.Addresses:
                MaskAddresses(text, value, isCertain: true);
                break;
            case HeaderTreatment.OwnOnly:
                text.OwnOnly(Encoding.UTF8.GetString(value));
                break;
            case HeaderTreatment.Credentials:
                MaskCredentials(text, value);
                break;
            case HeaderTreatment.Hidden:
                text.Name(Encoding.UTF8.GetString(value));
                break;
            case HeaderTreatment.Any when value.Contains((byte)'<'):
                MaskAddresses(text, value, isCertain: false);
                break;
            case HeaderTreatment.Any:
                text.Net(Encoding.UTF8.GetString(value));
                break;
        }
    }

    private static void MaskAddresses(MaskedText text, ReadOnlySpan<byte> value, bool isCertain)
    {
        if (!value.Contains((byte)'<'))
        {
            // Without brackets a comma may part addresses or belong to a user part.
            MaskAddress(text, value, isCertain);
            return;
        }

        var isFirst = true;
        foreach (var part in new SipValueEnumerator(value))
        {
            if (!isFirst) text.Plain(", ");
            isFirst = false;
            MaskAddress(text, part, isCertain);
        }
    }

    /// <summary>Masks display name and URI. Where an address must stand and none can be told, nothing is shown.</summary>
    private static void MaskAddress(MaskedText text, ReadOnlySpan<byte> value, bool isCertain)
    {
        var isAddress = SipAddress.TryParse(value, out var address);

        // Words before a URI without brackets are a name that the grammar does not foresee.
        var hasWords = isAddress && address.DisplayName.IsEmpty && value[0] != (byte)'<'
            && address.Uri[..address.Uri.IndexOf((byte)':')].ContainsAny(" \t\r\n"u8);
        if (!isAddress || hasWords)
        {
            if (isCertain && !value.SequenceEqual("*"u8)) text.Plain("***");
            else text.Net(Encoding.UTF8.GetString(value));
            return;
        }

        if (!address.DisplayName.IsEmpty)
        {
            text.Name(Encoding.UTF8.GetString(address.DisplayName));
            text.Plain(" ");
            value = value[(value.IndexOf(address.DisplayName) + address.DisplayName.Length)..].TrimStart(" \t\r\n"u8);
        }

        text.Net(Encoding.UTF8.GetString(value));
    }

    private static void MaskCredentials(MaskedText text, ReadOnlySpan<byte> value)
    {
        var blank = value.IndexOf((byte)' ');
        if (blank > 0 && !value[..blank].Contains((byte)'='))
        {
            text.Net(Encoding.UTF8.GetString(value[..blank]));
            text.Plain(" ");
            value = value[blank..];
        }

        var isFirst = true;
        foreach (var part in new SipValueEnumerator(value))
        {
            if (!isFirst) text.Plain(", ");
            isFirst = false;
            MaskCredential(text, Encoding.UTF8.GetString(part));
        }
    }

    private static void MaskCredential(MaskedText text, string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? "" : part[..equals].Trim();
        if (HarmlessCredentials.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            text.Net(part);
            return;
        }

        text.Net(name);
        text.Plain(name.Length == 0 ? "***" : "=\"***\"");
    }
}

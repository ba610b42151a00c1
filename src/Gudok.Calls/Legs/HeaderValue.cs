using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Parts the value of a header that is a word with parameters.</summary>
internal static class HeaderValue
{
    /// <summary>The word before the first semicolon and the parameters behind it. False if the word is empty.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> word, out SipParameters parameters)
    {
        var semicolon = value.IndexOf((byte)';');
        word = (semicolon < 0 ? value : value[..semicolon]).Trim(" \t\r\n"u8);
        parameters = new SipParameters(semicolon < 0 ? default : value[semicolon..]);
        return !word.IsEmpty;
    }
}

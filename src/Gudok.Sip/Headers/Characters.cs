using System.Buffers;
using System.Runtime.CompilerServices;

namespace Gudok.Sip;

/// <summary>The character classes of RFC 3261 §25.1 and what is done with them.</summary>
internal static class Characters
{
    private static readonly SearchValues<byte> TokenOctets =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"u8);

    /// <summary>Tokens and the blanks between them: an unquoted display name.</summary>
    public static readonly SearchValues<byte> TokensAndLws =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~ \t\r\n"u8);

    private static readonly SearchValues<byte> LwsOctets = SearchValues.Create(" \t\r\n"u8);

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenOctets);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLws(byte octet) => octet is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    public static bool HasLws(ReadOnlySpan<byte> text) => text.ContainsAny(LwsOctets);

    public static bool IsDigit(byte octet) => octet is >= (byte)'0' and <= (byte)'9';

    /// <summary>Cuts linear white space, folds included, off both ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> TrimLws(this ReadOnlySpan<byte> text) =>
        !text.IsEmpty && text[0] > (byte)' ' && text[^1] > (byte)' ' ? text : CutLws(text);

    /// <summary>As <see cref="TrimLws"/>, quick where one blank stands before the text and none behind it, as nearly always after a colon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> TrimValue(this ReadOnlySpan<byte> text) =>
        text.Length > 1 && text[0] == (byte)' ' && text[1] > (byte)' ' && text[^1] > (byte)' ' ? text[1..] : CutLws(text);

    private static ReadOnlySpan<byte> CutLws(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < text.Length && IsLws(text[start])) start++;
        var end = text.Length;
        while (end > start && IsLws(text[end - 1])) end--;
        return text[start..end];
    }

    /// <summary>The position of the quote that closes the one at the start of the text, or -1.</summary>
    public static int FindClosingQuote(ReadOnlySpan<byte> text)
    {
        var at = 1;
        while (at < text.Length)
        {
            var hit = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (hit < 0) return -1;
            at += hit;
            if (text[at] == (byte)'"') return at;
            at += 2;
        }

        return -1;
    }

    /// <summary>The position of the first of a separator outside quotes, or the length. An open quote reaches to the end.</summary>
    public static int FindUnquoted(ReadOnlySpan<byte> text, byte separator)
    {
        var at = 0;
        while (at < text.Length)
        {
            var hit = text[at..].IndexOfAny(separator, (byte)'"');
            if (hit < 0) return text.Length;
            at += hit;
            if (text[at] != (byte)'"') return at;
            var close = FindClosingQuote(text[at..]);
            if (close < 0) return text.Length;
            at += close + 1;
        }

        return text.Length;
    }

    /// <summary>Reads a number of digits only. False if there is another octet, none at all, or more than 32 bits.</summary>
    public static bool TryReadUInt32(ReadOnlySpan<byte> text, out uint number)
    {
        number = 0;
        if (text.IsEmpty) return false;
        ulong value = 0;
        foreach (var octet in text)
        {
            if (!IsDigit(octet)) return false;
            value = value * 10 + (uint)(octet - '0');
            if (value > uint.MaxValue) return false;
        }

        number = (uint)value;
        return true;
    }
}

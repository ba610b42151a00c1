using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gudok.Calls;

/// <summary>A run of digits in a text with what people and programs put between them: blanks, dashes, brackets, dots, escapes, zero octets.</summary>
/// <param name="Start">Where it begins, a plus sign or its escape included.</param>
/// <param name="End">Behind its last digit.</param>
/// <param name="Digits">The digits alone, in ASCII.</param>
internal readonly record struct DigitRun(int Start, int End, string Digits)
{
    /// <summary>More separators than these in a row end a run.</summary>
    private const int MaxSeparators = 4;

    /// <summary>A run ends after this many digits: a hostile text of nothing but numbers is not read over and over.</summary>
    private const int MaxDigits = 256;

    private static readonly SearchValues<char> Separators = SearchValues.Create("-.() \t\r\n\0/~_\u00A0\u2009\u200B\u202F\u2010\u2011\u2012\u2013\u2014\u2212");

    /// <summary>Finds the next run at or after a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="endsAtAddress">Whether an IPv4 address within the run ends it.</param>
    /// <param name="run">The run.</param>
    public static bool TryFind(ReadOnlySpan<char> text, int from, bool endsAtAddress, out DigitRun run)
    {
        run = default;
        for (var at = from; at < text.Length; at++)
        {
            if (!TryTakeDigit(text, at, out _, out _)) continue;
            run = Extend(text, at, endsAtAddress);
            return true;
        }

        return false;
    }

    /// <summary>All digits of a text, whatever stands between them.</summary>
    public static string DigitsOf(ReadOnlySpan<char> text)
    {
        var digits = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (TryTakeDigit(text, at, out var digit, out var length)) digits.Append(digit);
            else if (text[at] == ';') break;
            at += Math.Max(length, 1);
        }

        return digits.ToString();
    }

    private static DigitRun Extend(ReadOnlySpan<char> text, int start, bool endsAtAddress)
    {
        var digits = new StringBuilder();
        var at = start;
        var end = start;
        var separators = 0;
        while (at < text.Length && separators <= MaxSeparators && digits.Length < MaxDigits)
        {
            if (endsAtAddress && separators > 0 && IPv4Text.LengthAt(text, at) > 0) break;
            if (TryTakeDigit(text, at, out var digit, out var length))
            {
                digits.Append(digit);
                at += length;
                end = at;
                separators = 0;
            }
            else if (IsSeparator(text, at, out length))
            {
                at += length;
                separators++;
            }
            else
            {
                break;
            }
        }

        return new DigitRun(start - LengthOfPlus(text[..start]), end, digits.ToString());
    }

    private static int LengthOfPlus(ReadOnlySpan<char> before)
    {
        if (before.EndsWith("+", StringComparison.Ordinal)) return 1;
        return before.EndsWith("%2B", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
    }

    private static bool TryTakeDigit(ReadOnlySpan<char> text, int at, out char digit, out int length)
    {
        digit = text[at];
        length = 1;
        if (char.IsDigit(digit))
        {
            // The digits of an escape such as %20 are none.
            if (IsEscape(text, at - 1) || IsEscape(text, at - 2)) return false;
            if (!char.IsAscii(digit)) digit = (char)('0' + (int)CharUnicodeInfo.GetNumericValue(digit));
            return true;
        }

        if (digit != '%' || at + 2 >= text.Length || text[at + 1] != '3' || !char.IsAsciiDigit(text[at + 2])) return false;
        digit = text[at + 2];
        length = 3;
        return true;
    }

    /// <summary>Whether an escape of a printable character or a zero octet begins here; <c>100%1234567</c> holds none.</summary>
    private static bool IsEscape(ReadOnlySpan<char> text, int at) =>
        at >= 0 && at + 2 < text.Length && text[at] == '%' && TryUnescape(text.Slice(at + 1, 2), out var octet) && (octet is 0 or >= 0x20);

    private static bool TryUnescape(ReadOnlySpan<char> digits, out byte octet) =>
        byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet);

    private static bool IsSeparator(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 1;
        if (Separators.Contains(text[at])) return true;
        if (text[at] != '%' || at + 2 >= text.Length) return false;
        length = 3;
        return TryUnescape(text.Slice(at + 1, 2), out var octet) && Separators.Contains((char)octet);
    }
}

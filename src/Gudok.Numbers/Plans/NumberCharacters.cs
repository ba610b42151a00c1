using System.Buffers;

namespace Gudok.Numbers;

/// <summary>Which characters a written telephone number may hold, and what they mean (libphonenumber, phonenumberutil).</summary>
internal static class NumberCharacters
{
    private static readonly SearchValues<char> Punctuation = SearchValues.Create(
        "-x\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30FC\uFF0D\uFF0E\uFF0F \u00A0\u00AD\u200B\u2060\u3000()\uFF08\uFF09\uFF3B\uFF3D.[]/~\u2053\u223C\uFF5E*X");

    /// <summary>Whether the character may part digits.</summary>
    public static bool IsPunctuation(char character) => Punctuation.Contains(character);

    public static bool IsPlus(char character) => character is '+' or '\uFF0B';

    /// <summary>The value of an ASCII, full-width, Arabic or Persian digit; −1 for anything else.</summary>
    public static int Digit(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= '\uFF10' and <= '\uFF19' => character - '\uFF10',
        >= '\u0660' and <= '\u0669' => character - '\u0660',
        >= '\u06F0' and <= '\u06F9' => character - '\u06F0',
        _ => -1,
    };

    /// <summary>Whether all are ASCII digits. A plain loop: numbers are short, and the framework's search allocates until it is optimised.</summary>
    public static bool AreDigits(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character)) return false;
        }

        return true;
    }

    /// <summary>The key of a telephone that bears the letter (ITU-T E.161); −1 for anything else.</summary>
    public static int Key(char character) => char.ToUpperInvariant(character) switch
    {
        >= 'A' and <= 'C' => 2,
        >= 'D' and <= 'F' => 3,
        >= 'G' and <= 'I' => 4,
        >= 'J' and <= 'L' => 5,
        >= 'M' and <= 'O' => 6,
        >= 'P' and <= 'S' => 7,
        >= 'T' and <= 'V' => 8,
        >= 'W' and <= 'Z' => 9,
        _ => -1,
    };

    /// <summary>Writes the digits of a text, and the keys of its letters if there are at least three of them (vanity numbers).</summary>
    /// <param name="text">A written number.</param>
    /// <param name="digits">As long as the text; takes ASCII digits.</param>
    /// <returns>How many digits were written.</returns>
    public static int Normalize(ReadOnlySpan<char> text, Span<char> digits)
    {
        const int vanity = 3;
        var letters = 0;
        foreach (var character in text) letters += char.IsAsciiLetter(character) ? 1 : 0;
        var count = 0;
        foreach (var character in text)
        {
            var digit = Digit(character);
            if (digit < 0 && letters >= vanity && char.IsAsciiLetter(character)) digit = Key(character);
            if (digit >= 0) digits[count++] = (char)('0' + digit);
        }

        return count;
    }
}

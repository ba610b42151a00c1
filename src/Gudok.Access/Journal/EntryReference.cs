using System.Globalization;

namespace Gudok.Access;

/// <summary>The number of an entry as an object that another entry names, in letters: a long number in digits could be one of a telephone, and would
/// be blotted out.</summary>
public static class EntryReference
{
    private const string Letters = "abcdefghijklmnop";

    /// <summary>The letters of a number: its hexadecimal digits, <c>a</c> for 0 to <c>p</c> for 15.</summary>
    public static string Of(long number) =>
        string.Concat(number.ToString("x", CultureInfo.InvariantCulture).Select(digit => Letters[Convert.ToInt32(digit.ToString(), 16)]));

    /// <summary>Reads the letters; false if they are none of a number.</summary>
    public static bool TryRead(string letters, out long number)
    {
        ArgumentNullException.ThrowIfNull(letters);
        number = 0;
        if (letters.Length is 0 or > 15 || !letters.All(letter => Letters.Contains(letter, StringComparison.Ordinal))) return false;
        foreach (var letter in letters) number = (number << 4) | (long)Letters.IndexOf(letter, StringComparison.Ordinal);
        return true;
    }
}

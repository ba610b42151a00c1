using System.Globalization;
using System.Text.RegularExpressions;

namespace Gudok.Numbers;

/// <summary>Words that a person typed and that others read.</summary>
public static partial class PlainWords
{
    /// <summary>What stands in place of a number.</summary>
    public const string Number = "[number]";

    private const int LocalNumber = 7;
    private const int NationalNumber = 10;
    private const int DialledNumber = 11;

    /// <summary>A person may type the very number: what could be one is blotted out; a date, or what is called a number of something else (№), is not.</summary>
    public static string WithoutNumbers(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Runs().Replace(text, Blot);
    }

    /// <summary>The text with its numbers blotted out, cut to what is kept. In this order: a number that is cut is not known as one any more.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="mostKept">The most characters that are kept.</param>
    public static string WithoutNumbers(string text, int mostKept)
    {
        var blotted = WithoutNumbers(text);
        if (blotted.Length <= mostKept) return blotted;
        return blotted[..(char.IsHighSurrogate(blotted[mostKept - 1]) ? mostKept - 1 : mostKept)];
    }

    /// <summary>Whether a text could hold a telephone number.</summary>
    public static bool HoldsNumber(string text) => Runs().Matches(text).Any(match => Blot(match) != match.Value);

    private static string Blot(Match match)
    {
        var run = match.Value;
        if (match.Groups["date"].Success || match.Groups["case"].Success) return run;
        if (match.Groups["named"].Success && run[0] != '+') return BlotNamed(run);
        return CountDigits(run) < LocalNumber || IsAccount(run) ? run : Number;
    }

    /// <summary>Behind № stands a case or a request, unless it reads as a number of the country or from abroad; what follows it behind a blank does not
    /// belong to it.</summary>
    private static string BlotNamed(string run)
    {
        if (ReadsAsNumber(run)) return Number;
        var end = 0;
        while (end < run.Length && !char.IsWhiteSpace(run[end]) && run[end] is not ('(' or ')')) end++;
        var rest = run[end..];
        return CountDigits(rest) < LocalNumber ? run : run[..end] + " " + Number;
    }

    private static bool ReadsAsNumber(string run)
    {
        if (IsAccount(run)) return false;
        int[] digits = [.. run.Where(char.IsDigit).Select(CharUnicodeInfo.GetDecimalDigitValue)];
        return digits.Length switch
        {
            < NationalNumber => false,
            NationalNumber => BeginsNational(digits[0]),
            DialledNumber => digits[0] is 7 or 8 || BeginsNational(digits[1]),
            _ => true,
        };

        static bool BeginsNational(int digit) => digit is 3 or 4 or 8 or 9;
    }

    /// <summary>One run of digits as long as accounts (20) and the identifiers of charges (25) are: what can be dialled has 18 at most, 810 and a number
    /// of ITU-T E.164.</summary>
    private static bool IsAccount(string run) => run.Length is 20 or 25 && run.All(char.IsDigit);

    private static int CountDigits(string run) => run.Count(char.IsDigit);

    // Dates, and two of them with a dash between; court cases (2-1234/2026); digits with what people and their programs put between them.
    [GeneratedRegex(
        @"(?<date>(?<![\d+])" + Date + @"(?:(?=\s?\p{Pd}\s?" + Date + @")|(?![().\p{Pd}]{0,3}\d)))"
        + @"|(?<case>(?<![\d+/.\p{Pd}])\d{1,3}\p{Pd}\d{1,6}/(?:19|20)\d\d(?![().\p{Pd}/]{0,3}\d))"
        + @"|(?<named>(?<=№\s{0,2}))?\+?\d(?:(?:[\s().\p{Pd}\p{Cf}\u2212]{0,5}|/)\d){6,}",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runs();

    private const string Date =
        @"(?:(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:19|20)\d\d|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))";
}

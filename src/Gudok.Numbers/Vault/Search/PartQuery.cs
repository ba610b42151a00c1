using System.Globalization;

namespace Gudok.Numbers;

/// <summary>What a search by part looks for, read once from what a person typed.</summary>
/// <remarks>A part of digits is found anywhere in a number, or in the text of an address; one that begins with a Russian trunk 8 and
/// has at least <see cref="LeastTrunkDigits"/> digits also finds E.164 numbers that begin with its +7 form. A part with a letter is found
/// in addresses and names. On both sides blanks, brackets, dashes and plus signs are passed over and case is ignored.</remarks>
/// <param name="Text">The part without what is passed over, in lower case.</param>
/// <param name="Digits">The same if it is digits only, else empty.</param>
/// <param name="Leading">What an E.164 number may begin with instead, else empty.</param>
/// <param name="IsShownOnly">Whether only digits count that the mask shows.</param>
internal readonly record struct PartQuery(string Text, string Digits, string Leading, bool IsShownOnly)
{
    public const int LeastTrunkDigits = 4;

    public static PartQuery Read(string part, NumberReach reach)
    {
        var text = Normalise(part);
        var isShownOnly = !reach.HasFlag(NumberReach.AllDigits);
        var digits = text.All(char.IsAsciiDigit) ? text : "";
        var isNothing = !text.Any(char.IsLetterOrDigit) || (isShownOnly && (digits.Length == 0 || !reach.HasFlag(NumberReach.ShownDigits)));
        if (isNothing) return new PartQuery("", "", "", isShownOnly);
        var isTrunk = digits.Length >= LeastTrunkDigits && digits[0] == '8' && !part.AsSpan().TrimStart().StartsWith('+');
        // Of a name the mask shows a letter: no text is found by what it shows.
        return new PartQuery(isShownOnly ? "" : text, digits, isTrunk ? string.Concat("7", digits.AsSpan(1)) : "", isShownOnly);
    }

    /// <summary>The form in which texts are compared: lower case, without blanks, brackets, dashes and plus signs.</summary>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.Where(IsKept)).ToLowerInvariant();
    }

    /// <summary>The plain way to compare: the directory must find what this finds.</summary>
    public bool Matches(Party party)
    {
        if (party.Text.Length > 0) return Text.Length > 0 && Normalise(party.Text).Contains(Text, StringComparison.Ordinal);
        return Digits.Length > 0 && party.IsKept && Matches(party.Number);
    }

    /// <summary>Whether the part stands in a number, or in what of it the mask shows.</summary>
    public bool Matches(PhoneNumber number)
    {
        var digits = IsShownOnly ? Normalise(PartyMask.Mask(number)) : number.ToFullDigits();
        return digits.Contains(Digits, StringComparison.Ordinal)
            || Leading.Length > 0 && number.Kind == PartyKind.E164 && digits.StartsWith(Leading, StringComparison.Ordinal);
    }

    private static bool IsKept(char letter) =>
        !char.IsWhiteSpace(letter) && letter is not ('(' or ')' or '[' or ']' or '+' or '-') && !char.IsControl(letter)
        && char.GetUnicodeCategory(letter) != UnicodeCategory.DashPunctuation;
}

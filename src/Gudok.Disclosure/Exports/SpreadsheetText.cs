using System.Buffers;
using System.Text;

namespace Gudok.Disclosure;

/// <summary>Texts of strangers in files that people open with a spreadsheet: user parts of SIP addresses, notes, topics.</summary>
public static class SpreadsheetText
{
    // The wide ones are taken for the same by spreadsheets of some languages.
    private static readonly SearchValues<char> _begins = SearchValues.Create("=+-@\t\r\n＝＋－＠|%");
    private static readonly SearchValues<char> _ofNumbers = SearchValues.Create("0123456789* ()-");

    // A spreadsheet of a country that has the comma in its numbers splits a file of commas at semicolons, whatever is quoted, and at the ends of lines.
    private static readonly SearchValues<char> _splits = SearchValues.Create(";\t\r\n");

    /// <summary>A text that no spreadsheet takes for a formula, whole or split at semicolons: what could be one gets an apostrophe in front. A plus and
    /// digits, asterisks of a mask among them, is a number.</summary>
    public static string Defuse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isFormula = BeginsFormula(text) && !IsNumber(text);
        if (!isFormula && text.AsSpan().IndexOfAny(_splits) < 0) return text;
        var defused = new StringBuilder(isFormula ? "'" : "", text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            defused.Append(text[at]);
            if (_splits.Contains(text[at]) && BeginsFormulaBehind(text.AsSpan(at + 1))) defused.Append('\'');
        }

        return defused.ToString();
    }

    /// <summary>A text without what XML cannot hold, cut to what a cell holds.</summary>
    internal static string ForXml(string text)
    {
        const int mostInCell = 32_767;
        var clean = System.Xml.XmlConvert.IsXmlChar('a') && text.All(IsPlain) ? text : string.Concat(text.Where(IsPlain));
        return clean.Length <= mostInCell ? clean : clean[..mostInCell];
    }

    private static bool BeginsFormula(ReadOnlySpan<char> text)
    {
        var inner = text.TrimStart();
        return (inner.Length > 0 && _begins.Contains(inner[0])) || (inner.Length < text.Length && _begins.Contains(text[0]));
    }

    // Quotes do not stay in a cell.
    private static bool BeginsFormulaBehind(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '"')) at++;
        return at < text.Length && _begins.Contains(text[at]);
    }

    private static bool IsNumber(string text) => text[0] == '+' && !text.AsSpan(1).ContainsAnyExcept(_ofNumbers);

    // Half of a pair alone is no character; whole pairs are rare enough in topics and notes to be left out with them.
    private static bool IsPlain(char letter) => System.Xml.XmlConvert.IsXmlChar(letter);
}

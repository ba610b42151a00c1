using System.Buffers;

namespace Gudok.Disclosure;

/// <summary>Texts of strangers in files that people open with a spreadsheet: user parts of SIP addresses, notes, topics.</summary>
internal static class SpreadsheetText
{
    // The wide ones are taken for the same by spreadsheets of some languages.
    private static readonly SearchValues<char> _begins = SearchValues.Create("=+-@\t\r\n＝＋－＠|%");
    private static readonly SearchValues<char> _ofNumbers = SearchValues.Create("0123456789* ()-");

    /// <summary>A text that no spreadsheet takes for a formula: what could be one gets an apostrophe in front. A plus and digits, asterisks of a mask
    /// among them, is a number.</summary>
    public static string Defuse(string text)
    {
        var inner = text.AsSpan().TrimStart();
        if (inner.Length == 0 || !_begins.Contains(inner[0])) return inner.Length < text.Length && text.Length > 0 && _begins.Contains(text[0]) ? "'" + text : text;
        return inner[0] == '+' && inner.Length == text.Length && !inner[1..].ContainsAnyExcept(_ofNumbers) ? text : "'" + text;
    }

    /// <summary>A text without what XML cannot hold, cut to what a cell holds.</summary>
    public static string ForXml(string text)
    {
        const int mostInCell = 32_767;
        var clean = System.Xml.XmlConvert.IsXmlChar('a') && text.All(IsPlain) ? text : string.Concat(text.Where(IsPlain));
        return clean.Length <= mostInCell ? clean : clean[..mostInCell];
    }

    // Half of a pair alone is no character; whole pairs are rare enough in topics and notes to be left out with them.
    private static bool IsPlain(char letter) => System.Xml.XmlConvert.IsXmlChar(letter);
}

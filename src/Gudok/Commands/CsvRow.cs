using Gudok.Disclosure;

namespace Gudok;

/// <summary>Rows of comma-separated values (RFC 4180).</summary>
internal static class CsvRow
{
    /// <summary>Writes a row.</summary>
    public static void Write(TextWriter output, params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) output.Write(',');
            output.Write(Field(fields[i]));
        }

        output.Write("\r\n");
    }

    /// <summary>Quotes a field; what a spreadsheet would take for a formula gets an apostrophe, what a terminal would obey is left out.</summary>
    private static string Field(string text)
    {
        text = PlainText.Of(SpreadsheetText.Defuse(text));
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}

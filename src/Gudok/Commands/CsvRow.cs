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

    /// <summary>Quotes a field that no spreadsheet takes for a formula.</summary>
    private static string Field(string text)
    {
        text = SpreadsheetText.Defuse(text);
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}

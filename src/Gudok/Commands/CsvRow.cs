using System.Buffers;

namespace Gudok;

/// <summary>Rows of comma-separated values (RFC 4180).</summary>
internal static class CsvRow
{
    private static readonly SearchValues<char> _ofNumbers = SearchValues.Create("0123456789* ()-");

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

    /// <summary>Quotes a field. What a spreadsheet would take for a formula gets an apostrophe; a plus and digits is a number.</summary>
    private static string Field(string text)
    {
        var isFormula = text.Length > 0 && (text[0] is '=' or '@' or '\t' or '\r' || (text[0] is '-' or '+' && text.AsSpan(1).ContainsAnyExcept(_ofNumbers)));
        if (isFormula) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}

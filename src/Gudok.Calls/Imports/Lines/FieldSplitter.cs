namespace Gudok.Calls;

/// <summary>Splits one line into its fields (RFC 4180 §2), and takes what switches write besides.</summary>
/// <remarks>A quote within a quoted field that is neither doubled nor followed by the delimiter stands for itself: FreeSWITCH puts a caller's
/// name between quotes as it is. A field that begins with a quoted word and goes on, <c>"Anna" &lt;301&gt;</c>, was not quoted at all.</remarks>
internal static class FieldSplitter
{
    /// <summary>The most fields of one line.</summary>
    public const int MaxFields = 512;

    /// <summary>Splits a line; false if a quote is not closed or there are too many fields.</summary>
    public static bool TrySplit(string line, char delimiter, List<string> fields)
    {
        fields.Clear();
        var at = 0;
        while (true)
        {
            if (fields.Count == MaxFields) return false;
            var quote = OpeningQuote(line, at);
            int end;
            if (quote < 0)
            {
                end = line.IndexOf(delimiter, at);
                fields.Add(line[at..(end < 0 ? line.Length : end)].Trim());
            }
            else if (!TryReadQuoted(line, quote + 1, delimiter, fields, out end) && !TryReadWord(line, at, delimiter, fields, out end))
            {
                return false;
            }

            if (end < 0) return true;
            at = end + 1;
        }
    }

    private static int OpeningQuote(string line, int at)
    {
        while (at < line.Length && line[at] == ' ') at++;
        return at < line.Length && line[at] == '"' ? at : -1;
    }

    private static bool TryReadQuoted(string line, int at, char delimiter, List<string> fields, out int end)
    {
        var start = at;
        var hasDoubled = false;
        for (; at < line.Length; at++)
        {
            if (line[at] != '"') continue;
            end = DelimiterAfter(line, at + 1, delimiter);
            if (end >= -1)
            {
                var field = line[start..at];
                fields.Add(hasDoubled ? field.Replace("\"\"", "\"", StringComparison.Ordinal) : field);
                return true;
            }

            if (at + 1 < line.Length && line[at + 1] == '"')
            {
                hasDoubled = true;
                at++;
            }
        }

        end = -1;
        return false;
    }

    private static bool TryReadWord(string line, int at, char delimiter, List<string> fields, out int end)
    {
        end = line.IndexOf(delimiter, at);
        var field = line[at..(end < 0 ? line.Length : end)].Trim();
        if (field.Count(character => character == '"') % 2 != 0) return false;
        fields.Add(field);
        return true;
    }

    /// <summary>Where the delimiter stands behind a closing quote; −1 at the end of the line, −2 if the quote closes nothing.</summary>
    private static int DelimiterAfter(string line, int at, char delimiter)
    {
        while (at < line.Length && line[at] == ' ' && delimiter != ' ') at++;
        if (at >= line.Length) return -1;
        return line[at] == delimiter ? at : -2;
    }
}

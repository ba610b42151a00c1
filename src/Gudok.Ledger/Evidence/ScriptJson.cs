using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gudok.Ledger;

/// <summary>Writes JSON as ECMAScript's <c>JSON.stringify(value, null, 2)</c> does, octet for octet: what two checkers in two languages must
/// agree on. Numbers are whole.</summary>
internal static class ScriptJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, "\n");
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, string line)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                WriteMembers(text, members, line);
                break;
            case JsonArray items:
                WriteItems(text, items, line);
                break;
            default:
                WriteValue(text, node.AsValue());
                break;
        }
    }

    private static void WriteMembers(StringBuilder text, JsonObject members, string line)
    {
        text.Append('{');
        var inner = line + "  ";
        var isFirst = true;
        foreach (var (name, value) in members)
        {
            text.Append(isFirst ? inner : "," + inner);
            WriteString(text, name);
            text.Append(": ");
            Write(text, value, inner);
            isFirst = false;
        }

        text.Append(isFirst ? "}" : line + "}");
    }

    private static void WriteItems(StringBuilder text, JsonArray items, string line)
    {
        text.Append('[');
        var inner = line + "  ";
        for (var at = 0; at < items.Count; at++)
        {
            text.Append(at == 0 ? inner : "," + inner);
            Write(text, items[at], inner);
        }

        text.Append(items.Count == 0 ? "]" : line + "]");
    }

    private static void WriteValue(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                WriteString(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Number when value.TryGetValue(out long number):
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidDataException("A number is not whole.");
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        for (var at = 0; at < value.Length; at++)
        {
            var letter = value[at];
            var isPair = char.IsHighSurrogate(letter) && at + 1 < value.Length && char.IsLowSurrogate(value[at + 1]);
            if (isPair) text.Append(letter).Append(value[++at]);
            else text.Append(Escaped(letter));
        }

        text.Append('"');
    }

    // ECMA-262, QuoteJSONString: two-letter escapes, other controls and lone surrogates in lower-case digits, all else as it is.
    private static string Escaped(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' or (>= '\ud800' and <= '\udfff') => "\\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture),
        _ => letter.ToString(),
    };
}

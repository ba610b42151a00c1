using System.Globalization;
using System.Text.Json;
using Gudok.Calls;
using Gudok.Numbers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gudok.Portal;

/// <summary>Reads a filter from the query of an address or from the JSON that the page sends; both are fields of text.</summary>
internal static class FilterReader
{
    /// <summary>The most octets of a filter in JSON.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>The most characters of one field.</summary>
    public const int MaxText = 200;

    /// <summary>Reads the fields; on a fault <paramref name="fault"/> is the name of the field.</summary>
    public static bool TryRead(IEnumerable<KeyValuePair<string, StringValues>> fields, out CallFilter filter, out string? fault)
    {
        filter = new CallFilter();
        fault = null;
        foreach (var (name, values) in fields)
        {
            if (values.Count == 0 || values is [""]) continue;
            if (values.Any(value => value is null || value.Length > MaxText || value.Any(char.IsControl))
                || Take(filter, name, values) is not { } taken)
            {
                // A name that the sender made up is not repeated: it may hold anything.
                fault = Known.Contains(name) ? name : "?";
                return false;
            }

            filter = taken;
        }

        return true;
    }

    /// <summary>Turns a JSON object of texts and lists of texts into fields; null if it is anything else.</summary>
    public static async ValueTask<IReadOnlyList<KeyValuePair<string, StringValues>>?> FieldsAsync(
        HttpRequest request, CancellationToken cancellationToken, int maxBytes = MaxBytes)
    {
        var bytes = await BoundedBody.ReadAsync(request, maxBytes, cancellationToken).ConfigureAwait(false);
        if (bytes is null) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 3, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var fields = document.RootElement.EnumerateObject()
                .Select(member => new KeyValuePair<string, StringValues>(member.Name, Texts(member.Value)))
                .ToArray();
            return fields;
        }
        catch (Exception broken) when (broken is JsonException or FormatException)
        {
            return null;
        }
    }

    private static readonly HashSet<string> Known =
        ["from", "to", "number", "direction", "disposition", "minTalk", "maxTalk", "kind", "handling", "priority", "topic",
        "service", "operator", "link", "cursor", Reader.LanguageQuery];

    private static CallFilter? Take(CallFilter filter, string name, StringValues values) => (name, values.Count) switch
    {
        (Reader.LanguageQuery, 1) => filter,
        ("from", 1) => Day(values[0]) is { } day ? filter with { From = day } : null,
        ("to", 1) => Day(values[0]) is { } day && day < DateOnly.MaxValue ? filter with { To = day } : null,
        ("number", 1) => filter with { Number = string.IsNullOrWhiteSpace(values[0]) ? null : values[0]!.Trim() },
        ("minTalk", 1) => Seconds(values[0]) is { } seconds ? filter with { MinTalkSeconds = seconds } : null,
        ("maxTalk", 1) => Seconds(values[0]) is { } seconds ? filter with { MaxTalkSeconds = seconds } : null,
        ("kind", _) => values.All(word => HandlingWords.Kinds.Contains(word!)) ? filter with { Kinds = [.. values.Distinct()!] } : null,
        ("handling", _) => values.All(word => HandlingWords.Handlings.Contains(word!)) ? filter with { Handlings = [.. values.Distinct()!] } : null,
        ("priority", 1) => Seconds(values[0]) is { } level and >= 1 and <= HandlingWords.LowestPriority ? filter with { Priority = level } : null,
        ("topic", 1) => Words(values[0]) is { } topic ? filter with { Topic = topic } : null,
        ("service", 1) => Words(values[0]) is { } service ? filter with { Service = service } : null,
        ("operator", 1) => Words(values[0]) is { } person ? filter with { Operator = person } : null,
        ("link", 1) => values[0]!.All(char.IsAsciiLetterOrDigit) ? filter with { LinkId = values[0] } : null,
        ("cursor", 1) => values[0]!.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? filter with { Cursor = values[0] }
            : null,
        ("direction", _) => WordsOf<CallDirection>(values) is { } words ? filter with { Directions = words } : null,
        ("disposition", _) => WordsOf<CallDisposition>(values) is { } words ? filter with { Dispositions = words } : null,
        _ => null,
    };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1970
            ? day
            : null;

    private static int? Seconds(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    // These stand in the address of the page: a number must not come in by them.
    private static string? Words(string? text) => text?.Trim() is { Length: > 0 } words && !PlainWords.HoldsNumber(words) ? words : null;

    private static List<T>? WordsOf<T>(StringValues values) where T : struct, Enum
    {
        var words = new List<T>();
        foreach (var value in values)
        {
            if (!Word.TryRead(value, out T word)) return null;
            if (!words.Contains(word)) words.Add(word);
        }

        return words;
    }

    private static StringValues Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(Text).ToArray(),
        _ => throw new FormatException("A field of a filter is a text or a list of texts."),
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new FormatException("A field of a filter is a text or a list of texts.");
}

using System.Text.Json;

namespace Gudok.Calls;

/// <summary>Reads a column map and notes all that is wrong with it, so that a person mends it once.</summary>
internal sealed class ColumnMapReader(RecordFormat format)
{
    private const int MaxPlace = 10_000;
    private readonly List<string> _mistakes = [];

    /// <summary>What is wrong, one line each.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>Reads a map; null if it is no JSON of the schema.</summary>
    public ColumnMap? Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > ColumnMap.MaxBytes)
        {
            _mistakes.Add($"should be at most {ColumnMap.MaxBytes} octets");
            return null;
        }

        try
        {
            if (json.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) json = json[3..];
            if (JsonSerializer.Deserialize(json, ColumnMapContext.Default.ColumnMapJson) is { } map) return Take(map);
            _mistakes.Add("should be one JSON object by schemas/import-map.v1.schema.json");
        }
        catch (JsonException fault)
        {
            _mistakes.Add($"line {fault.LineNumber + 1}: {fault.Path ?? "$"}: is not what schemas/import-map.v1.schema.json allows there");
        }

        return null;
    }

    private ColumnMap Take(ColumnMapJson json)
    {
        var encoding = (RecordEncoding?)null;
        Require(json.Encoding is null || RecordEncoding.TryFind(json.Encoding, out encoding), "encoding: should be a name such as utf-8 or windows-1251");
        Require(json.Zone is null || ZoneRule.TryFind(json.Zone, out _), "zone: should be an IANA name such as Europe/Moscow, or an offset such as +03:00");
        Require(json.Delimiter is null || json.Delimiter.Length == 1, "delimiter: should be one character, \"\\t\" for a tabulator");
        Require(json.SkipLines is null or (>= 0 and <= 1000), "skipLines: should be a number from 0 to 1000");
        var columns = new Dictionary<string, ColumnPlace>(StringComparer.Ordinal);
        foreach (var (field, place) in json.Columns ?? new Dictionary<string, JsonElement>()) TakeColumn(columns, field, place);
        var map = new ColumnMap
        {
            Delimiter = json.Delimiter is { Length: 1 } delimiter ? delimiter[0] : null,
            Encoding = encoding,
            Zone = json.Zone,
            HasHeading = json.Heading ?? columns.Values.Any(place => place.Name is not null),
            SkipLines = json.SkipLines ?? 0,
            LinesBeginningWith = json.LinesBeginningWith ?? "",
            JoinsRows = json.JoinRows ?? true,
            Times = json.Times ?? [],
            Columns = columns,
            Dispositions = Words<CallDisposition>("dispositions", json.Dispositions),
            Directions = Words<CallDirection>("directions", json.Directions),
        };
        if (format == RecordFormat.Csv) RequireWhole(map);
        return map;
    }

    private void RequireWhole(ColumnMap map)
    {
        Require(map.Columns.ContainsKey(TableColumns.SessionId), "columns: should name sessionId, the system's id of a call");
        Require(map.Columns.ContainsKey(TableColumns.StartedAt), "columns: should name startedAt");
        Require(map.Columns.ContainsKey(TableColumns.Callee) || map.Columns.ContainsKey(TableColumns.Dialled), "columns: should name callee or dialled");
        Require(map.HasHeading || map.Columns.Values.All(place => place.Name is null), "heading: should be true where columns are named by it");
        Require(!map.IsFixedWidth || map.Columns.Values.All(place => place.From > 0), "columns: should all be told by from and length, or none of them");
        foreach (var form in map.Times) Require(IsTimeForm(form), "times: should be forms such as dd.MM.yyyy HH:mm:ss");
    }

    private void TakeColumn(Dictionary<string, ColumnPlace> columns, string field, JsonElement value)
    {
        if (!TableColumns.All.ContainsKey(field))
        {
            _mistakes.Add($"columns: {(field.Length <= 40 && field.All(char.IsAsciiLetter) ? field : "a name")} is no field; there are {string.Join(", ", TableColumns.All.Keys.Order(StringComparer.Ordinal))}");
            return;
        }

        ColumnPlace? place = value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { Length: > 0 } name => new ColumnPlace(name),
            JsonValueKind.Number when value.TryGetInt32(out var position) && position is > 0 and <= FieldSplitter.MaxFields => new ColumnPlace(null, position),
            JsonValueKind.Object when Part(value, "from") is { } from && Part(value, "length") is { } length => new ColumnPlace(null, 0, from, length),
            _ => null,
        };
        if (place is null) _mistakes.Add($"columns: {field} should be the name of a column, its position from 1, or {{\"from\": 1, \"length\": 10}}");
        else columns[field] = place;
    }

    private static int? Part(JsonElement place, string name) =>
        place.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Number && part.TryGetInt32(out var number) && number is > 0 and <= MaxPlace ? number : null;

    private Dictionary<string, T> Words<T>(string member, IReadOnlyDictionary<string, string>? words) where T : struct, Enum
    {
        var result = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (theirs, ours) in words ?? new Dictionary<string, string>())
        {
            if (Word.TryRead<T>(ours, out var value)) result[theirs.Trim()] = value;
            else _mistakes.Add($"{member}: the words on the right should be of {string.Join(", ", Word.All<T>())}");
        }

        return result;
    }

    private static bool IsTimeForm(string form)
    {
        try
        {
            var sample = new DateTime(2001, 2, 3, 4, 5, 6).ToString(form, System.Globalization.CultureInfo.InvariantCulture);
            return form.Length is > 1 and <= 64 && StampReader.TryRead(sample, form, out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private void Require(bool holds, string mistake)
    {
        if (!holds) _mistakes.Add(mistake);
    }
}

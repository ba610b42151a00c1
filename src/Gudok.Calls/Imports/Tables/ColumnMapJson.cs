using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gudok.Calls;

/// <summary>A column map as it stands in its file.</summary>
internal sealed class ColumnMapJson
{
    /// <summary>For editors.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public string? Delimiter { get; init; }

    public string? Encoding { get; init; }

    public string? Zone { get; init; }

    public bool? Heading { get; init; }

    public int? SkipLines { get; init; }

    public string? LinesBeginningWith { get; init; }

    public bool? JoinRows { get; init; }

    public IReadOnlyList<string>? Times { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Columns { get; init; }

    public IReadOnlyDictionary<string, string>? Dispositions { get; init; }

    public IReadOnlyDictionary<string, string>? Directions { get; init; }
}

/// <summary>Reads maps strictly: unknown and doubled members are refused, comments are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    MaxDepth = 6)]
[JsonSerializable(typeof(ColumnMapJson))]
internal sealed partial class ColumnMapContext : JsonSerializerContext;

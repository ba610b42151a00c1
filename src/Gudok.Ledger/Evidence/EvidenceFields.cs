using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gudok.Ledger;

/// <summary>Reads the members of a file of evidence; a break of the form throws <see cref="InvalidDataException"/>.</summary>
internal static class EvidenceFields
{
    // What a number of ECMAScript holds exactly.
    private const long MostCount = (1L << 53) - 1;

    public static JsonObject AsObject(JsonNode? node) => node as JsonObject ?? throw new InvalidDataException("A member is no object.");

    public static string Text(JsonObject holder, string name) => AsText(holder[name]) ?? throw Broken(name);

    public static string? TextOrNull(JsonObject holder, string name) => holder[name] is null ? null : Text(holder, name);

    public static string Hex(JsonObject holder, string name) => AsHex(holder[name]);

    public static string? HexOrNull(JsonObject holder, string name) => holder[name] is null ? null : Hex(holder, name);

    public static string AsHex(JsonNode? node) =>
        AsText(node) is { } text && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigitLower) ? text : throw Broken("of octets");

    public static long Count(JsonObject holder, string name) =>
        holder[name] is JsonValue value && value.TryGetValue(out long count) && count is >= 0 and <= MostCount ? count : throw Broken(name);

    public static JsonArray Items(JsonObject holder, string name) => holder[name] as JsonArray ?? throw Broken(name);

    private static string? AsText(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static InvalidDataException Broken(string name) => new($"The member {name} is not what it should be.");
}

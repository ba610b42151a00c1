using System.Text.Json;
using System.Text.Json.Serialization;
using Gudok.Ledger;
using Gudok.Sip;

namespace Gudok.Disclosure;

/// <summary>The search of an export as a text, to be kept sealed until the file is made.</summary>
public static class ExportSearch
{
    private static readonly JsonSerializerOptions Form = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new InstantText(), new JsonStringEnumConverter() },
    };

    /// <summary>Writes a search.</summary>
    public static string Write(CallSearch search) => JsonSerializer.Serialize(search with { Cursor = null }, Form);

    /// <summary>Reads what <see cref="Write"/> wrote; null if it is empty, as it is once the export has ended.</summary>
    public static CallSearch? Read(string text) => text.Length == 0 ? null : JsonSerializer.Deserialize<CallSearch>(text, Form);

    private sealed class InstantText : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Instant.TryParse(reader.GetString()!, out var instant) ? instant : throw new JsonException("That is no time.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

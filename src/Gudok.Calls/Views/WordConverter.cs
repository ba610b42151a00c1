using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gudok.Calls;

/// <summary>Writes and reads an enumeration as its <see cref="Word"/>; a number in its place is refused.</summary>
public sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

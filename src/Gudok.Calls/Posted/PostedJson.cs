using System.Text.Json.Serialization;

namespace Gudok.Calls;

/// <summary>Reads posted calls strictly: unknown and doubled members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 6)]
[JsonSerializable(typeof(PostedCall))]
internal sealed partial class PostedJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gudok.Wire.Tests;

/// <summary>Records of several installations made comparable: what hangs on an installation's own keys is left out.</summary>
internal static class RecordSet
{
    // Ids and links are keyed hashes: each installation has its own.
    private static readonly string[] Keyed = ["id", "linkId"];

    /// <summary>The records as text, in an order of their own. A record that is there twice is there twice.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<JsonElement> calls) => [.. calls.Select(Text).Order(StringComparer.Ordinal)];

    private static string Text(JsonElement call)
    {
        var members = JsonObject.Create(call)!;
        foreach (var member in Keyed) members.Remove(member);
        return members.ToJsonString();
    }
}

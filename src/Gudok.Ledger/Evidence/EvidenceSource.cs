using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gudok.Ledger;

/// <summary>How the source of a record was authenticated, as the record's own source says it: <c>hep:7;auth=address+key</c>.</summary>
internal static partial class EvidenceSource
{
    /// <summary>Nothing vouches for whoever sent the traffic or the record, or the details that would say so are not disclosed.</summary>
    public const string None = "none";

    /// <summary>What the first entry, the record, says.</summary>
    public static string AuthenticationOf(IReadOnlyList<EvidenceEntry> entries)
    {
        if (entries is not [var record, ..] || record.Reading?["details"] is not JsonObject details) return None;
        var source = details["source"] is JsonValue text && text.TryGetValue<string>(out var written) ? written : "";
        return Live().Match(source) is { Success: true } match ? match.Groups["how"].Value : None;
    }

    /// <summary>Whether the file shows the record's details, and so its source.</summary>
    public static bool IsDisclosed(IReadOnlyList<EvidenceEntry> entries) => entries is [var record, ..] && record.Reading?["details"] is JsonObject;

    /// <summary>The same in words.</summary>
    public static string Tell(string authentication, bool isDisclosed) => !isDisclosed
        ? "The file does not disclose the source of the record: what is proved is what was recorded and when, not who sent it."
        : authentication == None
        ? "The source of the record was not authenticated: what is proved is what was recorded and when, not who sent it."
        : $"The agent that sent the traffic was admitted by its {authentication.Replace("+", " and ", StringComparison.Ordinal)}.";

    [GeneratedRegex(@"^hep(:[0-9]+)?;auth=(?<how>address(\+certificate)?(\+key)?|certificate(\+key)?|key)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Live();
}

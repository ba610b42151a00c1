using System.Text.Json.Nodes;

namespace Gudok.Ledger;

/// <summary>One entry of evidence. Octets are hexadecimal digits.</summary>
/// <param name="Reading">What form and details say, in words; null while it is not worked out.</param>
/// <param name="Form">The canonical form that the leaf commits to.</param>
/// <param name="Salt">What hides the details; null if they are not disclosed.</param>
/// <param name="Details">The details; null if they are not disclosed.</param>
/// <param name="DetailsHash">SHA-256(salt ‖ details).</param>
/// <param name="Parties">The commitments to parties, in order of role.</param>
/// <param name="Leaf">The leaf.</param>
/// <param name="Index">Its place in the tree.</param>
/// <param name="Path">The inclusion proof.</param>
/// <param name="Head">The line of the head.</param>
/// <param name="Before">The line of the head before it in the chain; null of the first.</param>
/// <param name="After">The line of the head after it; null if none was signed yet.</param>
internal sealed record EvidenceEntry(
    JsonObject? Reading,
    string Form,
    string? Salt,
    string? Details,
    string DetailsHash,
    IReadOnlyList<EvidenceParty> Parties,
    string Leaf,
    long Index,
    IReadOnlyList<string> Path,
    string Head,
    string? Before,
    string? After)
{
    /// <summary>Whether it is an amendment, by its octets.</summary>
    public bool IsAmendment => EvidenceAmendment.IsForm(Form);

    public JsonObject ToJson() => new()
    {
        ["reading"] = Reading?.DeepClone(),
        ["form"] = Form,
        ["salt"] = Salt,
        ["details"] = Details,
        ["detailsHash"] = DetailsHash,
        ["parties"] = new JsonArray([.. Parties.Select(party => (JsonNode)party.ToJson())]),
        ["leaf"] = Leaf,
        ["index"] = Index,
        ["path"] = new JsonArray([.. Path.Select(hash => (JsonNode)hash)]),
        ["head"] = Head,
        ["before"] = Before,
        ["after"] = After,
    };

    public static EvidenceEntry Read(JsonObject entry) => new(
        EvidenceFields.AsObject(entry["reading"]),
        EvidenceFields.Hex(entry, "form"),
        EvidenceFields.HexOrNull(entry, "salt"),
        EvidenceFields.HexOrNull(entry, "details"),
        EvidenceFields.Hex(entry, "detailsHash"),
        [.. EvidenceFields.Items(entry, "parties").Select(party => EvidenceParty.Read(EvidenceFields.AsObject(party)))],
        EvidenceFields.Hex(entry, "leaf"),
        EvidenceFields.Count(entry, "index"),
        [.. EvidenceFields.Items(entry, "path").Select(EvidenceFields.AsHex)],
        EvidenceFields.Text(entry, "head"),
        EvidenceFields.TextOrNull(entry, "before"),
        EvidenceFields.TextOrNull(entry, "after"));
}

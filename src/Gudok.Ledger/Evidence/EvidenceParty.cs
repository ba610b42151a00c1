using System.Text.Json.Nodes;

namespace Gudok.Ledger;

/// <summary>A commitment to a party, disclosed or not. Octets are hexadecimal digits.</summary>
/// <param name="Role">The place, in words.</param>
/// <param name="Commitment">SHA-256(blind ‖ role ‖ id ‖ identity).</param>
/// <param name="Party">The party in full; null, as the three that follow, if it is not disclosed.</param>
/// <param name="Identity">Its identity.</param>
/// <param name="Id">Its PartyId.</param>
/// <param name="Blind">The blind r.</param>
internal sealed record EvidenceParty(string Role, string Commitment, string? Party, string? Identity, string? Id, string? Blind)
{
    public bool IsDisclosed => Party is not null;

    public JsonObject ToJson() => new()
    {
        ["role"] = Role,
        ["commitment"] = Commitment,
        ["party"] = Party,
        ["identity"] = Identity,
        ["id"] = Id,
        ["blind"] = Blind,
    };

    public static EvidenceParty Read(JsonObject party) => new(
        EvidenceFields.Text(party, "role"),
        EvidenceFields.Hex(party, "commitment"),
        EvidenceFields.TextOrNull(party, "party"),
        EvidenceFields.HexOrNull(party, "identity"),
        EvidenceFields.HexOrNull(party, "id"),
        EvidenceFields.HexOrNull(party, "blind"));
}

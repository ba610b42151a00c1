using Gudok.Calls;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>What a leaf commits to, in octets (<c>docs/ledger-format.md</c>).</summary>
/// <param name="Form">The canonical form of the record: deterministic CBOR without PartyIds and sealed fields.</param>
/// <param name="Salt">The 16 octets that hide the details.</param>
/// <param name="Details">The neutral details: deterministic CBOR.</param>
/// <param name="Commitments">One for each party that was committed to, in order of role.</param>
/// <param name="Hash">The leaf, 32 octets.</param>
public sealed record LeafContent(
    ReadOnlyMemory<byte> Form,
    ReadOnlyMemory<byte> Salt,
    ReadOnlyMemory<byte> Details,
    IReadOnlyList<PartyCommitment> Commitments,
    ReadOnlyMemory<byte> Hash)
{
    /// <summary>Makes the leaf of a record or a correction.</summary>
    /// <param name="record">The record, or what it is corrected to.</param>
    /// <param name="madeAt">When the correction was made; null for the record itself.</param>
    /// <param name="salt">16 random octets.</param>
    /// <param name="commitments">Of the parties, in order of role.</param>
    public static LeafContent Of(CallRecord record, Instant? madeAt, ReadOnlySpan<byte> salt, IReadOnlyList<PartyCommitment> commitments)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(commitments);
        var details = new CborWriter();
        DetailsCodec.Encode(record, details);
        return Of(record, madeAt, salt, details.Written, commitments);
    }

    /// <summary>Makes the leaf of an amendment; it commits to no party.</summary>
    /// <param name="amendment">The amendment.</param>
    /// <param name="version">Which one of its record it is, from 1.</param>
    /// <param name="salt">16 random octets.</param>
    public static LeafContent Of(CallAmendment amendment, int version, ReadOnlySpan<byte> salt)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        var details = new CborWriter();
        AmendmentDetails.Encode(amendment, details);
        var hash = new byte[Leaf.HashLength];
        AmendmentLeaf.Hash(amendment, version, salt, details.Written, hash);
        return new LeafContent(AmendmentLeaf.Form(amendment, version).ToArray(), salt.ToArray(), details.Written.ToArray(), [], hash);
    }

    internal static LeafContent Of(
        CallRecord record, Instant? madeAt, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> details, IReadOnlyList<PartyCommitment> commitments)
    {
        var form = new LeafForm();
        var hash = new byte[Leaf.HashLength];
        form.Hash(record, madeAt, salt, details, commitments, hash);
        return new LeafContent(form.Form.ToArray(), salt.ToArray(), details.ToArray(), commitments, hash);
    }
}

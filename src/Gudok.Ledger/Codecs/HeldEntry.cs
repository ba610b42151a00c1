using Gudok.Calls;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>A record, a correction or an amendment as it is kept under legal hold: with all that its leaf commits to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it stood in the log.</param>
/// <param name="MadeAt">When the correction or amendment was made; null for the record.</param>
/// <param name="Version">Of an amendment: how many the record has with it; else 0.</param>
/// <param name="Salt">The 16 octets that hide the details.</param>
/// <param name="Leaf">32 octets.</param>
internal sealed record HeldEntry(HeldKind Kind, long Position, Instant? MadeAt, int Version, byte[] Salt, byte[] Leaf)
{
    /// <summary>The record, or what it was corrected to; null of an amendment.</summary>
    public CallRecord? Record { get; init; }

    /// <summary>Commitments to the record's parties, in order of role.</summary>
    public IReadOnlyList<PartyCommitment> Commitments { get; init; } = [];

    /// <summary>The amendment; null of others.</summary>
    public CallAmendment? Amendment { get; init; }

    /// <summary>An amendment, to be kept.</summary>
    public static HeldEntry Of(StoredAmendment stored) =>
        new(HeldKind.Amendment, stored.Position, stored.Amendment.MadeAt, stored.Version, stored.Salt, stored.Leaf) { Amendment = stored.Amendment };

    /// <summary>Whether the leaf agrees with what it stands for.</summary>
    public bool IsSound
    {
        get
        {
            Span<byte> leaf = stackalloc byte[Seals.Leaf.HashLength];
            var details = new CborWriter();
            if (Record is { } record)
            {
                DetailsCodec.Encode(record, details);
                new LeafForm().Hash(record, MadeAt, Salt, details.Written, Commitments, leaf);
            }
            else
            {
                AmendmentDetails.Encode(Amendment!, details);
                AmendmentLeaf.Hash(Amendment!, Version, Salt, details.Written, leaf);
            }

            return leaf.SequenceEqual(Leaf);
        }
    }
}

/// <summary>What a held entry is. Stored: the numbers never change.</summary>
internal enum HeldKind : byte
{
    /// <summary>The record as first written.</summary>
    Record = 0,

    /// <summary>A correction.</summary>
    Correction = 1,

    /// <summary>An amendment.</summary>
    Amendment = 2,
}

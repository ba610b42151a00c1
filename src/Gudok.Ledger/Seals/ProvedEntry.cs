using Gudok.Calls;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>A record, a correction or an amendment with the proof that it stands in the signed tree of its day.</summary>
/// <param name="Record">The record as first written, or as the correction left it; null of an amendment.</param>
/// <param name="MadeAt">When the correction or amendment was made; null for the record itself.</param>
/// <param name="Leaf">What its leaf commits to.</param>
/// <param name="Place">Where it stands, and the proof.</param>
public sealed record ProvedEntry(CallRecord? Record, Instant? MadeAt, LeafContent Leaf, TreePlace Place)
{
    /// <summary>The amendment; null of others.</summary>
    public CallAmendment? Amendment { get; init; }

    /// <summary>Of an amendment: which one of its record, from 1; else 0.</summary>
    public int Version { get; init; }

    /// <summary>An amendment with its proof.</summary>
    /// <param name="amendment">The amendment.</param>
    /// <param name="version">Which one of its record it is, from 1.</param>
    /// <param name="salt">The 16 octets that hide its details.</param>
    /// <param name="place">Where it stands.</param>
    public static ProvedEntry Of(CallAmendment amendment, int version, ReadOnlySpan<byte> salt, TreePlace place)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        return new ProvedEntry(null, amendment.MadeAt, LeafContent.Of(amendment, version, salt), place) { Amendment = amendment, Version = version };
    }
}

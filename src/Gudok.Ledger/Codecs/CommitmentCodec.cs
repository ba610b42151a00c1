using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Commitments of one record as kept: their count, then role and 32 octets of each, in order of role.</summary>
internal static class CommitmentCodec
{
    private const int Most = 2 * FactsCodec.MostLegs + 3;

    public static void Encode(IReadOnlyList<PartyCommitment> commitments, PackedWriter packed)
    {
        var count = commitments.Count;
        packed.WriteUnsigned((ulong)count);
        for (var index = 0; index < count; index++)
        {
            var commitment = commitments[index];
            packed.WriteUnsigned(commitment.Role);
            packed.Write(commitment.Hash.Span);
        }
    }

    public static IReadOnlyList<PartyCommitment> Decode(ref PackedReader packed)
    {
        var commitments = new PartyCommitment[packed.ReadCount(Most)];
        for (var index = 0; index < commitments.Length; index++)
        {
            var role = (ushort)packed.ReadCount(ushort.MaxValue);
            commitments[index] = new PartyCommitment(role, packed.Take(Leaf.HashLength).ToArray());
        }

        return commitments;
    }

    /// <summary>The commitments in order of role; the given list if it is so already.</summary>
    /// <exception cref="ArgumentException">A hash has not 32 octets, or a role comes twice.</exception>
    public static IReadOnlyList<PartyCommitment> InOrder(IReadOnlyList<PartyCommitment> commitments)
    {
        var isOrdered = true;
        for (var index = 0; index < commitments.Count; index++)
        {
            if (commitments[index].Hash.Length != Leaf.HashLength) throw new ArgumentException("A commitment has not 32 octets.");
            isOrdered &= index == 0 || commitments[index - 1].Role < commitments[index].Role;
        }

        if (isOrdered) return commitments;
        PartyCommitment[] ordered = [.. commitments.OrderBy(commitment => commitment.Role)];
        for (var index = 1; index < ordered.Length; index++)
        {
            if (ordered[index - 1].Role == ordered[index].Role) throw new ArgumentException("A role is committed to twice.");
        }

        return ordered;
    }
}

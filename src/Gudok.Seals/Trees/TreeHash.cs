using System.Security.Cryptography;

namespace Gudok.Seals;

/// <summary>Hashing in a Merkle tree of the shape of RFC 6962 §2.1. Leaves come hashed already (<see cref="Leaf"/>).</summary>
public static class TreeHash
{
    /// <summary>Octets of a leaf, a node and a root.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const byte NodePrefix = 1;

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static ReadOnlyMemory<byte> Empty { get; } = SHA256.HashData([]);

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    /// <param name="left">32 octets.</param>
    /// <param name="right">32 octets.</param>
    /// <param name="node">Takes 32 octets; may be where left or right stands.</param>
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> node)
    {
        Span<byte> joined = stackalloc byte[1 + 2 * Length];
        joined[0] = NodePrefix;
        left.CopyTo(joined[1..]);
        right.CopyTo(joined[(1 + Length)..]);
        ShortHash.Compute(joined, node);
    }
}

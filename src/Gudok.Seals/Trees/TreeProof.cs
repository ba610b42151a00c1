using System.Security.Cryptography;

namespace Gudok.Seals;

/// <summary>Checks proofs of a Merkle tree (RFC 9162 §2.1.3.2 and §2.1.4.2, which tell how; the proofs are those of RFC 6962).</summary>
public static class TreeProof
{
    /// <summary>Whether a leaf stands in a tree at a place.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="path">The proof, the hash nearest to the leaf first.</param>
    /// <param name="root">The tree's root.</param>
    public static bool Includes(ReadOnlySpan<byte> leaf, long index, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (index < 0 || index >= size) return false;
        var node = leaf.ToArray();
        var (at, last) = (index, size - 1);
        foreach (var hash in path)
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                TreeHash.Node(hash, node, node);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                TreeHash.Node(node, hash, node);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && CryptographicOperations.FixedTimeEquals(node, root);
    }

    /// <summary>Whether a tree is the beginning of a greater one.</summary>
    /// <param name="fromSize">Leaves of the first tree.</param>
    /// <param name="fromRoot">Its root.</param>
    /// <param name="toSize">Leaves of the greater one.</param>
    /// <param name="toRoot">Its root.</param>
    /// <param name="proof">The proof.</param>
    public static bool Extends(
        long fromSize, ReadOnlySpan<byte> fromRoot, long toSize, ReadOnlySpan<byte> toRoot, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (fromSize < 0 || fromSize > toSize) return false;
        if (fromSize == toSize) return proof.Count == 0 && fromRoot.SequenceEqual(toRoot);
        if (fromSize == 0) return proof.Count == 0 && fromRoot.SequenceEqual(TreeHash.Empty.Span);
        // A tree of a power of two is a whole subtree: its root is the proof's first hash.
        var hashes = (fromSize & (fromSize - 1)) == 0 ? [fromRoot.ToArray(), .. proof] : proof;
        if (hashes.Count == 0) return false;
        var (at, last) = (fromSize - 1, toSize - 1);
        while ((at & 1) == 1) (at, last) = (at >> 1, last >> 1);
        var (from, to) = (hashes[0].ToArray(), hashes[0].ToArray());
        foreach (var hash in hashes.Skip(1))
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                TreeHash.Node(hash, from, from);
                TreeHash.Node(hash, to, to);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                TreeHash.Node(to, hash, to);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && fromRoot.SequenceEqual(from) && toRoot.SequenceEqual(to);
    }
}

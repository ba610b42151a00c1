using System.Numerics;

namespace Gudok.Seals;

/// <summary>The right edge of a growing tree: the roots of its full subtrees, the greatest first. All that is needed to go on appending
/// and to tell the root, so no leaf is read twice.</summary>
/// <remarks>At most 32 octets for each bit of the size. Not thread-safe.</remarks>
public sealed class TreeEdge
{
    private const int MostLevels = 63;
    private readonly byte[] _roots = new byte[MostLevels * TreeHash.Length];
    private int _count;

    /// <summary>Begins a tree without leaves.</summary>
    public TreeEdge()
    {
    }

    /// <summary>Goes on from an edge that was kept.</summary>
    /// <param name="size">How many leaves stand behind it.</param>
    /// <param name="octets">As <see cref="Octets"/> gave it.</param>
    /// <exception cref="ArgumentException">A tree of this size has not so many subtrees.</exception>
    public TreeEdge(long size, ReadOnlySpan<byte> octets)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (octets.Length != LengthOf(size)) throw new ArgumentException("An edge does not fit its size.", nameof(octets));
        Size = size;
        _count = BitOperations.PopCount((ulong)size);
        octets.CopyTo(_roots);
    }

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>The roots of the full subtrees, 32 octets each, the greatest first. Valid until the next append.</summary>
    public ReadOnlySpan<byte> Octets => _roots.AsSpan(0, _count * TreeHash.Length);

    /// <summary>How many octets the edge of a tree of this size has.</summary>
    public static int LengthOf(long size) => BitOperations.PopCount((ulong)size) * TreeHash.Length;

    /// <summary>Appends leaves.</summary>
    /// <param name="leaves">32 octets each.</param>
    public void Append(ReadOnlySpan<byte> leaves)
    {
        if (leaves.Length % TreeHash.Length != 0) throw new ArgumentException("Leaves have 32 octets each.", nameof(leaves));
        for (var at = 0; at < leaves.Length; at += TreeHash.Length) AppendOne(leaves.Slice(at, TreeHash.Length));
    }

    /// <summary>The root of the tree as it stands.</summary>
    public byte[] Root()
    {
        if (_count == 0) return TreeHash.Empty.ToArray();
        var root = At(_count - 1).ToArray();
        for (var level = _count - 2; level >= 0; level--) TreeHash.Node(At(level), root, root);
        return root;
    }

    // The lowest set bits of the size tell how many full subtrees of equal size now meet.
    private void AppendOne(ReadOnlySpan<byte> leaf)
    {
        leaf.CopyTo(At(_count++));
        for (var meeting = BitOperations.TrailingZeroCount(~(ulong)Size); meeting > 0; meeting--)
        {
            _count--;
            TreeHash.Node(At(_count - 1), At(_count), At(_count - 1));
        }

        Size++;
    }

    private Span<byte> At(int level) => _roots.AsSpan(level * TreeHash.Length, TreeHash.Length);
}

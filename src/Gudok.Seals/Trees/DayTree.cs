namespace Gudok.Seals;

/// <summary>The growing tree of one day, in memory.</summary>
internal sealed class DayTree
{
    private DayTree(TreeEdge edge, SignedHead? head)
    {
        Edge = edge;
        Head = head;
    }

    /// <summary>The edge as far as leaves were taken.</summary>
    public TreeEdge Edge { get; private set; }

    /// <summary>The last head; null if there is none, or what stood before was dropped.</summary>
    public SignedHead? Head { get; private set; }

    /// <summary>Whether the leaves contradict what was signed: such a day is not signed again.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Why leaves behind the edge could not be read when the day was sealed last; null if they could.</summary>
    public string? Unread { get; set; }

    /// <summary>A tree without leaves.</summary>
    public static DayTree Begin() => new(new TreeEdge(), null);

    /// <summary>Goes on from the last head that was kept; from the first leaf if its edge is not the one that was signed.</summary>
    public static DayTree From(TreeHead kept)
    {
        if (kept.Head.Kind == HeadKind.Dropped) return Begin();
        if (kept.Edge.Length == TreeEdge.LengthOf(kept.Head.Size))
        {
            var edge = new TreeEdge(kept.Head.Size, kept.Edge.Span);
            if (Convert.ToHexStringLower(edge.Root()) == kept.Head.Root) return new DayTree(edge, kept.Head);
        }

        return new DayTree(new TreeEdge(), kept.Head);
    }

    /// <summary>Takes leaves that follow. Those behind a gap are read from the log when the day is sealed; a sealing beside the append may
    /// have read some already.</summary>
    public void Append(long sizeBefore, ReadOnlySpan<byte> leaves)
    {
        var known = Edge.Size - sizeBefore;
        if (known >= 0 && known < leaves.Length / TreeHash.Length) Take(leaves[((int)known * TreeHash.Length)..]);
    }

    /// <summary>Takes the next leaves and holds them against the last head where they pass its size.</summary>
    public void Take(ReadOnlySpan<byte> leaves)
    {
        if (Head is { } head && Edge.Size < head.Size)
        {
            var before = (int)Math.Min(head.Size - Edge.Size, leaves.Length / TreeHash.Length) * TreeHash.Length;
            Edge.Append(leaves[..before]);
            leaves = leaves[before..];
            if (Edge.Size == head.Size) IsBroken |= Convert.ToHexStringLower(Edge.Root()) != head.Root;
        }

        Edge.Append(leaves);
    }

    /// <summary>Marks the day as one that lacks leaves.</summary>
    public void Break() => IsBroken = true;

    /// <summary>Notes the head that was signed.</summary>
    public void Signed(SignedHead head)
    {
        Head = head;
        if (head.Kind != HeadKind.Dropped) return;
        Head = null;
        Edge = new TreeEdge();
        IsBroken = false;
        Unread = null;
    }
}

namespace Gudok.Seals;

/// <summary>The roots of some ranges of leaves, from one pass over the leaves: a proof of a day of millions takes a few kilobytes.</summary>
internal sealed class RangeRoots
{
    private readonly IReadOnlyList<LeafRange> _ranges;
    private readonly LeafRange[] _byPlace;
    private readonly Dictionary<LeafRange, byte[]> _roots = [];
    private int _at;
    private TreeEdge _edge = new();
    private long _next;

    public RangeRoots(IReadOnlyList<LeafRange> ranges)
    {
        _ranges = ranges;
        _byPlace = [.. ranges.OrderBy(range => range.From)];
    }

    /// <summary>The next leaves, from the first of the tree on.</summary>
    public void Append(ReadOnlySpan<byte> leaves)
    {
        while (!leaves.IsEmpty && _at < _byPlace.Length)
        {
            var range = _byPlace[_at];
            var end = _next < range.From ? range.From : range.To;
            var count = (int)Math.Min(end - _next, leaves.Length / TreeHash.Length);
            if (_next >= range.From) _edge.Append(leaves[..(count * TreeHash.Length)]);
            leaves = leaves[(count * TreeHash.Length)..];
            _next += count;
            if (_next == range.To) End(range);
        }
    }

    /// <summary>The roots in the order of the ranges given.</summary>
    /// <exception cref="InvalidDataException">There were not leaves enough.</exception>
    public IReadOnlyList<byte[]> Roots() =>
        _at == _byPlace.Length ? [.. _ranges.Select(range => _roots[range])] : throw new InvalidDataException("The tree lacks leaves.");

    private void End(LeafRange range)
    {
        _roots.Add(range, _edge.Root());
        _edge = new TreeEdge();
        _at++;
    }
}

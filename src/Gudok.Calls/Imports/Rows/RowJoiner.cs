using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Holds rows until their call is whole: at its last row, when too many wait, or at the end of the import.</summary>
/// <param name="options">How many rows may wait.</param>
/// <param name="giveOut">Takes the rows of one call.</param>
internal sealed class RowJoiner(ImportOptions options, Action<RowGroup> giveOut)
{
    /// <summary>Rows of one id that lie further apart are two calls: ids of switches come again after years, or after a restart.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(1);

    /// <summary>The most octets of waiting lines that are kept to be given back should their call be refused.</summary>
    public const long MaxOctets = 64L * 1024 * 1024;

    private readonly Dictionary<string, LinkedListNode<RowGroup>> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<RowGroup> _groups = [];
    private int _rows;
    private long _octets;

    /// <summary>Adds a row that tells its call.</summary>
    public void Add(IReadOnlyList<string> keys, IRowReader reader, PlacedRow row)
    {
        var node = Find(keys, row.StartedAt) ?? _groups.AddLast(new RowGroup(reader));
        node.Value.Add(row);
        _rows++;
        _octets += row.Line.Octets.Length;
        foreach (var key in keys)
        {
            node.Value.Keys.Add(key);
            _byKey[key] = node;
        }

        // The one that was touched last is given out last.
        _groups.Remove(node);
        _groups.AddLast(node);
        if (row.Row is { IsLast: true }) Give(node);
        while (_rows > options.OpenRows || _octets > MaxOctets) Give(_groups.First!);
    }

    /// <summary>Drops the rows of a file that cannot be read as a whole.</summary>
    public void Forget(string file)
    {
        for (var node = _groups.First; node is not null;)
        {
            var next = node.Next;
            Count(node.Value, -1);
            node.Value.Forget(file);
            Count(node.Value, 1);
            if (node.Value.Rows.Count == 0) Remove(node);
            node = next;
        }
    }

    /// <summary>Gives out all that wait, in the order of their last rows.</summary>
    public void Complete()
    {
        while (_groups.First is { } first) Give(first);
    }

    private LinkedListNode<RowGroup>? Find(IReadOnlyList<string> keys, Instant? start)
    {
        LinkedListNode<RowGroup>? found = null;
        foreach (var key in keys)
        {
            if (!_byKey.TryGetValue(key, out var node) || node == found) continue;
            if (start is { } at && node.Value.StartedAt is { } first && (at - first).Duration() > Span)
            {
                Give(node);
                continue;
            }

            if (found is null) found = node;
            else Unite(found, node);
        }

        return found;
    }

    private void Unite(LinkedListNode<RowGroup> group, LinkedListNode<RowGroup> other)
    {
        group.Value.Take(other.Value);
        foreach (var key in other.Value.Keys) _byKey[key] = group;
        _groups.Remove(other);
    }

    private void Give(LinkedListNode<RowGroup> node)
    {
        Remove(node);
        giveOut(node.Value);
    }

    private void Remove(LinkedListNode<RowGroup> node)
    {
        _groups.Remove(node);
        Count(node.Value, -1);
        foreach (var key in node.Value.Keys)
        {
            if (_byKey.TryGetValue(key, out var known) && known == node) _byKey.Remove(key);
        }
    }

    private void Count(RowGroup group, int sign)
    {
        _rows += sign * group.Rows.Count;
        _octets += sign * group.Rows.Sum(row => (long)row.Line.Octets.Length);
    }
}

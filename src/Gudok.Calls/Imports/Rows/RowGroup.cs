using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The rows of one call, as far as they were read.</summary>
/// <param name="reader">Makes the call; rows of one source are all read by readers of one kind.</param>
internal sealed class RowGroup(IRowReader reader)
{
    /// <summary>Makes the call.</summary>
    public IRowReader Reader { get; } = reader;

    /// <summary>The rows in the order of the files.</summary>
    public List<PlacedRow> Rows { get; } = [];

    /// <summary>What tells that a row belongs here.</summary>
    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The start of the first row that has one.</summary>
    public Instant? StartedAt { get; private set; }

    /// <summary>The first row that was refused: the call cannot be made without it.</summary>
    public RefusedLine? FirstRefused { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(PlacedRow row)
    {
        Rows.Add(row);
        StartedAt ??= row.StartedAt;
        if (row.Row is null) FirstRefused ??= row.Line;
    }

    /// <summary>Drops the rows of a file that cannot be read as a whole.</summary>
    public void Forget(string file)
    {
        Rows.RemoveAll(row => row.Line.File == file);
        if (FirstRefused?.File == file) FirstRefused = Rows.Find(row => row.Row is null)?.Line;
    }

    /// <summary>Takes over the rows of another group that proved to be of the same call.</summary>
    public void Take(RowGroup other)
    {
        foreach (var row in other.Rows) Add(row);
        Keys.UnionWith(other.Keys);
    }
}

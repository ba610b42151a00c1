namespace Gudok.Calls;

/// <summary>Where a column of a table stands: by the name in its heading, by its position, or by the characters of a line.</summary>
/// <param name="Name">Name in the heading, null if the place is told otherwise.</param>
/// <param name="Position">Position from 1, 0 if the place is told otherwise.</param>
/// <param name="From">First character from 1, 0 if the place is told otherwise.</param>
/// <param name="Length">Characters from there.</param>
public sealed record ColumnPlace(string? Name, int Position = 0, int From = 0, int Length = 0)
{
    /// <summary>How messages name it: as the map does.</summary>
    public override string ToString() =>
        Name ?? (Position > 0 ? $"column {Position}" : $"characters {From} to {From + Length - 1}");
}

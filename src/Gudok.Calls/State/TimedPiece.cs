namespace Gudok.Calls;

/// <summary>A part of a stage that waits for a moment in a <see cref="DeadlineQueue{T}"/>.</summary>
/// <remarks>A class and no interface: the queue touches members that are in no cache, and would look up each call besides.</remarks>
internal abstract class TimedPiece : StatePiece
{
    /// <summary>The moment, in microseconds of the stage.</summary>
    public long Deadline { get; set; }

    /// <summary>Place in the queue; -1 outside. Only the queue sets it.</summary>
    public int Place { get; set; } = -1;
}

namespace Gudok.Calls;

/// <summary>A part of a stage that is saved by itself: when it changes it is written again, and nothing else is.</summary>
internal abstract class StatePiece
{
    /// <summary>Which saving wrote it last; 0 if none has.</summary>
    public int SavedIn { get; set; }

    /// <summary>Its place among the pieces of that saving.</summary>
    public int SavedAs { get; set; }

    /// <summary>How many octets it had then.</summary>
    public int SavedOctets { get; set; }

    /// <summary>Whether it changed since.</summary>
    public bool IsChanged { get; set; }

    /// <summary>The neighbour that was saved before it. Only the journal sets it.</summary>
    public StatePiece? Older { get; set; }

    /// <summary>The neighbour that was saved, or changed, after it. Only the journal sets it.</summary>
    public StatePiece? Newer { get; set; }

    /// <summary>What it is.</summary>
    public abstract StatePieceKind Kind { get; }

    /// <summary>Writes it.</summary>
    public abstract void Write(StateWriter writer);
}

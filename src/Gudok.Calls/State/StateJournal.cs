namespace Gudok.Calls;

/// <summary>Knows which pieces of both stages changed since the last saving, and when each was last written.</summary>
/// <remarks>
/// The savings are a log. A piece counts as it was written last; older savings are thrown away from the oldest on, once the pieces
/// that were last written there have been written again. So a saving costs what changed, whatever the number of calls in progress.
/// Pieces are linked in the order of their last writing, the changed ones at the end. Works on the stages' thread.
/// </remarks>
public sealed class StateJournal
{
    private const byte HeadVersion = 1;

    private readonly List<(int Number, int Place)> _gone = [];
    private StatePiece? _oldest;
    private StatePiece? _newest;
    private StatePiece? _firstChanged;

    /// <summary>Octets of all pieces as they were last written: what a log without anything superseded would hold.</summary>
    public long Octets { get; private set; }

    /// <summary>Writes what changed. Reports and calls of the stages must have been taken before.</summary>
    public void Save(LegStage legs, CallStage calls, StateChanges changes)
    {
        ArgumentNullException.ThrowIfNull(legs);
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(changes);
        changes.HeadWriter.Write(HeadVersion);
        legs.SaveHead(changes.HeadWriter);
        calls.SaveHead(changes.HeadWriter);
        while (_oldest is { IsChanged: false } oldest && oldest.SavedIn < changes.KeepFrom) MarkChanged(oldest);
        WriteGone(changes);
        WriteChanged(changes);
    }

    /// <summary>Fills empty stages with what was saved.</summary>
    /// <param name="legs">The first stage, empty.</param>
    /// <param name="calls">The second stage, empty.</param>
    /// <param name="head">The head of the last saving.</param>
    /// <param name="newestFirst">The parts of all savings that are kept, the last one first.</param>
    /// <returns>False if the state is of another version: nothing was taken.</returns>
    /// <exception cref="InvalidDataException">The state is cut short.</exception>
    public bool Restore(LegStage legs, CallStage calls, ReadOnlyMemory<byte> head, IEnumerable<SavedPart> newestFirst)
    {
        ArgumentNullException.ThrowIfNull(legs);
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(newestFirst);
        if (_oldest is not null) throw new InvalidOperationException("The stages are not empty.");
        var reader = new StateReader(head);
        if (reader.ReadByte() != HeadVersion) return false;
        legs.RestoreHead(reader);
        calls.RestoreHead(reader);
        foreach (var saved in SavedPieces.Read(newestFirst))
        {
            StatePiece piece = saved.Kind == StatePieceKind.Call ? legs.Restore(saved.Reader) : calls.Restore(saved.Kind, saved.Reader);
            (piece.SavedIn, piece.SavedAs, piece.SavedOctets) = (saved.Number, saved.Place, saved.Length);
            Octets += saved.Length;
            Prepend(piece);
        }

        calls.EndRestore();
        return true;
    }

    /// <summary>Notes that a piece is new or has changed.</summary>
    internal void MarkChanged(StatePiece piece)
    {
        if (piece.IsChanged) return;
        if (piece.SavedIn > 0) Unlink(piece);
        piece.IsChanged = true;
        piece.Older = _newest;
        if (_newest is null) _oldest = piece;
        else _newest.Newer = piece;
        _newest = piece;
        _firstChanged ??= piece;
    }

    /// <summary>Notes that a piece is no longer part of its stage.</summary>
    internal void MarkGone(StatePiece piece)
    {
        if (piece.SavedIn == 0 && !piece.IsChanged) return;
        if (piece.SavedIn > 0) _gone.Add((piece.SavedIn, piece.SavedAs));
        if (ReferenceEquals(_firstChanged, piece)) _firstChanged = piece.Newer;
        Unlink(piece);
        Octets -= piece.SavedOctets;
        (piece.SavedIn, piece.SavedAs, piece.SavedOctets, piece.IsChanged) = (0, 0, 0, false);
    }

    private void WriteGone(StateChanges changes)
    {
        foreach (var (number, place) in _gone)
        {
            if (number < changes.KeepFrom) continue;
            var part = changes.NextPart();
            part.Write((byte)StatePieceKind.Gone);
            part.Write(number);
            part.Write(place);
        }

        _gone.Clear();
    }

    private void WriteChanged(StateChanges changes)
    {
        var place = 0;
        for (var piece = _firstChanged; piece is not null; piece = piece.Newer)
        {
            var length = WriteEntry(changes.NextPart(), piece, place);
            Octets += length - piece.SavedOctets;
            (piece.SavedIn, piece.SavedAs, piece.SavedOctets, piece.IsChanged) = (changes.Number, place++, length, false);
        }

        _firstChanged = null;
    }

    private static int WriteEntry(StateWriter part, StatePiece piece, int place)
    {
        part.Write((byte)piece.Kind);
        part.Write(place);
        part.Write(piece.SavedIn);
        part.Write(piece.SavedAs);
        var lengthAt = part.Length;
        part.Write(0);
        var start = part.Length;
        piece.Write(part);
        var length = part.Length - start;
        part.Overwrite(lengthAt, length);
        return length;
    }

    private void Prepend(StatePiece piece)
    {
        piece.Newer = _oldest;
        if (_oldest is null) _newest = piece;
        else _oldest.Older = piece;
        _oldest = piece;
    }

    private void Unlink(StatePiece piece)
    {
        if (piece.Older is { } older) older.Newer = piece.Newer;
        else _oldest = piece.Newer;
        if (piece.Newer is { } newer) newer.Older = piece.Older;
        else _newest = piece.Older;
        (piece.Older, piece.Newer) = (null, null);
    }
}

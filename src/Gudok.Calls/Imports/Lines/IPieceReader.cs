namespace Gudok.Calls;

/// <summary>Cuts a file into the pieces that are read one by one: lines, or documents.</summary>
internal interface IPieceReader
{
    /// <summary>Takes the next piece; false at the end.</summary>
    bool TryRead(out RawLine line);
}

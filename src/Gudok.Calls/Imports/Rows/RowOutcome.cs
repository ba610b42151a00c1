namespace Gudok.Calls;

/// <summary>What a line turned out to be.</summary>
internal enum RowOutcome
{
    /// <summary>A row of a call.</summary>
    Row,

    /// <summary>Names or types of columns, a comment, a trailer.</summary>
    Heading,

    /// <summary>A record of something else than a call.</summary>
    NotACall,

    /// <summary>Nothing that can be taken.</summary>
    Refused,
}

/// <summary>Reads the rows of one file.</summary>
internal interface IRowReader
{
    /// <summary>Reads one line or document.</summary>
    RowOutcome Read(string text);

    /// <summary>The row, after <see cref="RowOutcome.Row"/>.</summary>
    CallRow? Row { get; }

    /// <summary>What is wrong, after <see cref="RowOutcome.Refused"/>.</summary>
    LineFault? Fault { get; }

    /// <summary>The call that a refused line belongs to, as far as it could be told.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>Judges the file as a whole, at its end.</summary>
    /// <exception cref="RecordInputException">It is not what it was taken for.</exception>
    void Complete()
    {
    }

    /// <summary>Makes a call of its rows; null if they are none, with a fault if they lack something.</summary>
    ObservedCall? Make(IReadOnlyList<CallRow> rows, RowMerge merge, out LineFault? fault)
    {
        fault = null;
        return merge.Merge(rows);
    }
}

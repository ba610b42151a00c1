namespace Gudok.Calls;

/// <summary>Reads rows of a table whose columns are told by its heading, else by the shape of its lines.</summary>
internal abstract class ShapedRowReader(RowRules rules) : IRowReader
{
    private char _delimiter = ',';
    private int _shape = -1;
    private bool _hasHeading;
    private bool _isFirst = true;

    /// <inheritdoc />
    public CallRow? Row { get; private set; }

    /// <inheritdoc />
    public LineFault? Fault => Fields.Fault;

    /// <inheritdoc />
    public IReadOnlyList<string> Keys { get; protected set; } = [];

    /// <summary>The fields of the row at hand.</summary>
    protected RowFields Fields { get; } = new(rules);

    /// <summary>What all rows are read by.</summary>
    protected RowRules Rules => rules;

    /// <summary>The column of the system's own id.</summary>
    protected abstract string IdColumn { get; }

    /// <summary>What a line without a heading should be, in words.</summary>
    protected abstract string Shapes { get; }

    /// <inheritdoc />
    public RowOutcome Read(string text)
    {
        Fields.Begin();
        Keys = [];
        if (_isFirst && IsHeading(text)) return RowOutcome.Heading;
        _isFirst = false;
        if (!FieldSplitter.TrySplit(text, _delimiter, Fields.Values))
        {
            Fields.Refuse(CallsFaults.LineBroken, "", RowForms.Quote);
            return RowOutcome.Refused;
        }

        if (!Recognise()) return RowOutcome.Refused;
        Row = ReadRow();
        if (Fault is not null) return RowOutcome.Refused;
        return Row is null ? RowOutcome.NotACall : RowOutcome.Row;
    }

    /// <inheritdoc />
    public virtual void Complete()
    {
    }

    /// <inheritdoc />
    public virtual ObservedCall? Make(IReadOnlyList<CallRow> rows, RowMerge merge, out LineFault? fault)
    {
        fault = null;
        return merge.Merge(rows);
    }

    /// <summary>What stands between the fields of a file without a heading.</summary>
    protected virtual char DelimiterOf(string line) => ',';

    /// <summary>The names of a heading in our spelling, null if the line is none.</summary>
    protected abstract string[]? NamesOfHeading(IReadOnlyList<string> fields);

    /// <summary>The columns of a line without a heading, null if it has no known shape.</summary>
    protected abstract string[]? NamesOfShape(IReadOnlyList<string> fields);

    /// <summary>Reads the row that <see cref="Fields"/> hold; null if it is none of a call.</summary>
    protected abstract CallRow? ReadRow();

    private bool IsHeading(string text)
    {
        _isFirst = false;
        _delimiter = DelimiterOf(text);
        var delimiter = Delimiters.Of(text);
        if (!FieldSplitter.TrySplit(text, delimiter, Fields.Values) || NamesOfHeading(Fields.Values) is not { } names) return false;
        _delimiter = delimiter;
        Fields.Columns = new ColumnNames(names);
        return _hasHeading = true;
    }

    private bool Recognise()
    {
        var count = Fields.Values.Count;
        // A file keeps its shape; a new one is looked for only when the count changes, as it does where settings were changed.
        if (count == (_hasHeading ? Fields.Columns.Count : _shape)) return true;
        if (!_hasHeading && NamesOfShape(Fields.Values) is { } names && !LosesId(names))
        {
            Fields.Columns = new ColumnNames(names);
            _shape = count;
            return true;
        }

        Fields.Refuse(CallsFaults.LineBroken, "", RowForms.Columns(count, _hasHeading ? $"{Fields.Columns.Count}, as its heading" : Shapes));
        return false;
    }

    // A line that ran together is shorter, and may look like one that was written under other settings.
    private bool LosesId(string[] names) => Fields.Columns.Have(IdColumn) && !names.Contains(IdColumn);
}

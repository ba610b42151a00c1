namespace Gudok.Calls;

/// <summary>Reads any table of calls by its map. Each row is brought to the schema of posted calls and checked as one.</summary>
internal sealed class TableReader(RowRules rules, ColumnMap map) : IRowReader
{
    private readonly RowFields _fields = new(rules);
    private char _delimiter;
    private int _skip = map.SkipLines;
    private bool _needsHeading = map.HasHeading;
    private bool _isFirst = true;
    private long _sequence;

    /// <inheritdoc />
    public CallRow? Row { get; private set; }

    /// <inheritdoc />
    public LineFault? Fault { get; private set; }

    /// <inheritdoc />
    public IReadOnlyList<string> Keys { get; private set; } = [];

    /// <inheritdoc />
    public RowOutcome Read(string text)
    {
        _fields.Begin();
        Fault = null;
        Keys = [];
        if (_skip > 0)
        {
            _skip--;
            return RowOutcome.Heading;
        }

        if (_isFirst) Begin(text);
        if (!Split(text)) return Refuse(new LineFault(CallsFaults.LineBroken, "", RowForms.Quote));
        if (_needsHeading) return ReadHeading();
        if (!text.StartsWith(map.LinesBeginningWith, StringComparison.Ordinal)) return RowOutcome.NotACall;
        if (!map.IsFixedWidth && _fields.Values.Count < Needed())
            return Refuse(new LineFault(CallsFaults.LineBroken, "", RowForms.Columns(_fields.Values.Count, $"{Needed()} or more")));
        Row = ReadRow();
        return Fault is null ? RowOutcome.Row : RowOutcome.Refused;
    }

    private RowOutcome Refuse(LineFault fault)
    {
        Fault = fault;
        return RowOutcome.Refused;
    }

    private void Begin(string text)
    {
        _isFirst = false;
        _delimiter = map.Delimiter ?? Delimiters.Of(text);
        if (!map.HasHeading) _fields.Columns = Placed();
    }

    private bool Split(string text)
    {
        if (!map.IsFixedWidth) return FieldSplitter.TrySplit(text, _delimiter, _fields.Values);
        _fields.Values.Clear();
        foreach (var place in map.Columns.Values)
        {
            var from = Math.Min(place.From - 1, text.Length);
            _fields.Values.Add(text.Substring(from, Math.Min(place.Length, text.Length - from)).Trim());
        }

        return true;
    }

    private RowOutcome ReadHeading()
    {
        _needsHeading = false;
        var names = _fields.Values.Select(name => name.Trim()).ToList();
        var missing = map.Columns.Values.Where(place => place.Name is not null && !names.Contains(place.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        if (missing.Count > 0)
            throw new RecordInputException(CallsFaults.ShapeUnknown, $"its heading lacks {string.Join(", ", missing)}, which the map names; is delimiter or encoding right, or skipLines missing?");
        var ours = new string[names.Count];
        Array.Fill(ours, "");
        foreach (var (field, place) in map.Columns)
        {
            var at = place.Position > 0 ? place.Position - 1 : names.FindIndex(name => name.Equals(place.Name, StringComparison.OrdinalIgnoreCase));
            if (at < ours.Length) ours[at] = field;
        }

        _fields.Columns = new ColumnNames(ours);
        return RowOutcome.Heading;
    }

    private ColumnNames Placed()
    {
        if (map.IsFixedWidth) return new ColumnNames([.. map.Columns.Keys]);
        var ours = new string[map.Columns.Values.Max(place => place.Position)];
        Array.Fill(ours, "");
        foreach (var (field, place) in map.Columns) ours[place.Position - 1] = field;
        return new ColumnNames(ours);
    }

    // What stands behind the last column that the map names may be missing.
    private int Needed() => map.HasHeading ? _fields.Columns.Count : map.Columns.Values.Max(place => place.Position);

    private CallRow? ReadRow()
    {
        var posted = new TableCall(_fields, map).Read();
        if (posted.SessionId is { Length: > 0 and <= RowRules.MaxText } id && map.JoinsRows) Keys = [id];
        var check = new PostedCheck(rules.Parties, rules.Latest);
        var call = _fields.Fault is null ? check.Observe(posted) : null;
        Fault = _fields.Fault ?? (check.Fault is { } fault ? new LineFault(CallsFaults.FieldWrong, fault.Member, fault.Reason) : null);
        if (Fault is { Field.Length: > 0 } named && map.Columns.TryGetValue(named.Field, out var place)) Fault = named with { Field = $"{named.Field} ({place})" };
        return call is null ? null : new CallRow
        {
            Keys = Keys,
            SessionId = call.SessionId,
            FromTag = posted.FromTag,
            Sequence = _sequence++,
            Caller = call.Caller,
            Callee = call.Callee,
            Dialled = call.Dialled,
            StartedAt = call.StartedAt,
            RingingAt = call.RingingAt,
            AnsweredAt = call.AnsweredAt,
            EndedAt = call.EndedAt,
            Disposition = call.Disposition,
            SipStatus = call.SipStatus,
            Cause = call.Cause,
            Direction = posted.Direction is null ? null : call.Direction,
            ChannelId = call.ChannelId,
            Tags = call.Tags,
        };
    }
}

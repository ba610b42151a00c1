namespace Gudok.Calls;

/// <summary>Reads channel events of Asterisk (CEL) and makes calls of those with one linkedid.</summary>
/// <remarks>More exact than the CDR: times to the microsecond, who hung up, transfers by their kind.</remarks>
internal sealed class AsteriskCelReader(RowRules rules) : ShapedRowReader(rules)
{
    private readonly ZoneProof _proof = new(rules.Zone);
    private long _sequence;

    /// <inheritdoc />
    protected override string IdColumn => "uniqueid";

    /// <inheritdoc />
    protected override string Shapes => "16 to 20, the first of them the event (cel_custom)";

    /// <inheritdoc />
    public override void Complete() => _proof.Complete();

    /// <inheritdoc />
    public override ObservedCall? Make(IReadOnlyList<CallRow> rows, RowMerge merge, out LineFault? fault)
    {
        fault = null;
        return CelCall.Make([.. rows.Cast<CelRow>()], merge);
    }

    /// <inheritdoc />
    protected override string[]? NamesOfHeading(IReadOnlyList<string> fields) => CelColumns.OfHeading(fields);

    /// <inheritdoc />
    protected override string[]? NamesOfShape(IReadOnlyList<string> fields) => CelColumns.Of(fields);

    /// <inheritdoc />
    protected override CallRow ReadRow()
    {
        var group = Fields.Required("linkedid");
        if (group.Length > 0) Keys = [group];
        var id = Fields.Required("uniqueid");
        var hasMoment = AsteriskId.TryReadMoment(id, out var made);
        var time = Fields.RequiredTime("eventtime", hasMoment ? made : null, out _);
        var name = Fields.Raw("eventtype").Trim();
        if (!CelColumns.IsEvent(name)) Fields.Refuse(CallsFaults.FieldWrong, "eventtype", "should be the name of an event, such as CHAN_START");
        if (hasMoment && name == CelEvents.Start && Fault is null) _proof.Add(time, made);
        var extra = name == CelEvents.Hangup ? CelExtra.Read(Fields.Raw("eventextra")) : default;
        var extension = Fields.Raw("exten").Trim();
        return new CelRow
        {
            Event = name,
            Keys = Keys,
            SessionId = group,
            LegId = id,
            Sequence = _sequence++,
            Channel = Fields.Text("channame") ?? "",
            Caller = name is CelEvents.Start or CelEvents.Answer ? Fields.Party("cid_num") : default,
            Dialled = AsteriskWords.IsEvent(extension) ? default : Fields.Party("exten"),
            StartedAt = time,
            Cause = extra.Cause,
            HangupSource = extra.Source ?? "",
            DialStatus = extra.DialStatus ?? "",
            IsLast = name == CelEvents.Last,
        };
    }
}

namespace Gudok.Calls;

/// <summary>Reads accounting of Kamailio and OpenSIPS. Call-ID and tags are those of the wire, so that a call that was seen there too is one record.</summary>
internal sealed class AccReader(RowRules rules, ColumnMap? map) : ShapedRowReader(rules)
{
    private long _sequence;

    /// <inheritdoc />
    protected override string IdColumn => "callid";

    /// <inheritdoc />
    protected override string Shapes => "7 or more between |: method, from_tag, to_tag, callid, sip_code, sip_reason, time";

    /// <inheritdoc />
    public override ObservedCall? Make(IReadOnlyList<CallRow> rows, RowMerge merge, out LineFault? fault) =>
        AccCall.Make([.. rows.Cast<AccRow>()], merge, out fault);

    /// <inheritdoc />
    protected override char DelimiterOf(string line) => map?.Delimiter ?? Delimiters.Of(line);

    /// <inheritdoc />
    protected override string[]? NamesOfHeading(IReadOnlyList<string> fields) => AccColumns.OfHeading(fields, map);

    /// <inheritdoc />
    protected override string[]? NamesOfShape(IReadOnlyList<string> fields) => AccColumns.Of(fields, map);

    /// <inheritdoc />
    protected override CallRow? ReadRow()
    {
        if (map is null && !Fields.Columns.Have(AccColumns.Dialled) && !Fields.Columns.Have(AccColumns.Callee)) throw Nameless();
        var method = Fields.Raw("method").Trim();
        if (method is not ("INVITE" or "ACK" or "BYE" or "CANCEL")) return null;
        var status = (int)(Fields.Integer("sip_code", 100, 699) ?? 0);
        var (callId, from, to) = (Fields.Required("callid"), Fields.Text("from_tag") ?? "", Fields.Text("to_tag") ?? "");
        if (callId.Length > 0) Keys = KeysOf(method, callId, from, to);
        // A CANCEL says nothing that the 487 of its INVITE does not; a BYE that was refused ended nothing.
        if (method == "CANCEL" || (method == "BYE" && status is < 200 or >= 300)) return null;
        var time = Fields.Time("time");
        return new AccRow
        {
            Method = method,
            Keys = Keys,
            SessionId = callId,
            FromTag = from,
            RequestTag = from,
            OtherTag = method == "BYE" ? to : null,
            ToTag = to,
            HasCallee = method == "INVITE",
            Sequence = _sequence++,
            Time = time,
            StartedAt = StartOf(method, time) ?? default,
            IsStartEstimated = method != "INVITE" || !HasStart,
            SipStatus = status,
            Caller = Fields.Party(AccColumns.Caller),
            Dialled = Fields.Party(AccColumns.Dialled),
            Callee = Fields.Party(AccColumns.Callee),
        };
    }

    // A record once made is not made again: without its parties it would stay a call of nobody to nobody.
    private static RecordInputException Nameless() => new(
        CallsFaults.ShapeUnknown,
        "nothing says which of its columns are caller and dialled number; say it by --map FILE, such as {\"columns\": {\"caller\": 9, \"dialled\": 10}}, or {} if it has none");

    private bool HasStart => Fields.Raw("created").Trim() is not ("" or "0") || Fields.Raw("setuptime").Trim().Length > 0;

    // OpenSIPS tells when the INVITE came; Kamailio only when it was answered.
    private Sip.Instant? StartOf(string method, Sip.Instant? time)
    {
        if (method != "INVITE") return time;
        if (Fields.Raw("created").Trim() is not ("" or "0")) return Fields.Time("created");
        return Fields.Seconds("setuptime") is { } setup ? time - setup : time;
    }

    /// <summary>A BYE of the callee has the tags the other way round.</summary>
    private static string[] KeysOf(string method, string callId, string from, string to) =>
        method != "BYE" || to.Length == 0 ? [callId + "\0" + from] : [callId + "\0" + from, callId + "\0" + to];
}

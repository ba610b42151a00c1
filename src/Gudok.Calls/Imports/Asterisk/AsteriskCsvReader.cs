using Gudok.Numbers;

namespace Gudok.Calls;

/// <summary>Reads rows of Asterisk's CDR: <c>cdr_csv</c>, <c>cdr_custom</c> and dumps of its table with a heading.</summary>
/// <remarks>Asterisk says ANSWERED as soon as its dialplan picks up. A row counts as a conversation only if a channel was dialled, or people met
/// in a room; what the dialplan said before is the early media of the call.</remarks>
internal sealed class AsteriskCsvReader(RowRules rules) : ShapedRowReader(rules)
{
    private readonly ZoneProof _proof = new(rules.Zone);

    /// <inheritdoc />
    protected override string IdColumn => "uniqueid";

    /// <inheritdoc />
    protected override string Shapes => "16 to 21 with the start in the 10th (cdr_csv), or 18 or 19 with it in the 9th (cdr_custom)";

    /// <inheritdoc />
    public override void Complete() => _proof.Complete();

    /// <inheritdoc />
    protected override string[]? NamesOfHeading(IReadOnlyList<string> fields) => AsteriskColumns.OfHeading(fields);

    /// <inheritdoc />
    protected override string[]? NamesOfShape(IReadOnlyList<string> fields) => AsteriskColumns.Of(fields);

    /// <inheritdoc />
    protected override CallRow ReadRow()
    {
        var id = Fields.Text("uniqueid");
        var group = Fields.Text("linkedid") ?? id;
        if (group is not null) Keys = [group];
        var channel = Fields.Raw("channel");
        var hasMoment = AsteriskId.TryReadMoment(id, out var made);
        var started = Fields.RequiredTime("start", hasMoment ? made : null, out var isExact);
        if (group is null) Keys = [group = AsteriskId.Of(started, channel)];
        if (hasMoment && isExact && Fault is null) _proof.Add(started, made);
        var row = new CallRow
        {
            Keys = Keys,
            SessionId = group,
            LegId = id ?? group,
            Sequence = Fields.Integer("sequence", 0, long.MaxValue) ?? 0,
            IsCallers = id is null || id == group,
            IsPassage = AsteriskChannel.IsLocal(Fields.Raw("dstchannel")) || AsteriskChannel.IsLocal(channel),
            Caller = ReadCaller(),
            Dialled = ReadDialled(),
            StartedAt = started,
            ChannelId = ChannelOf(channel),
        };
        return ReadOutcome(ReadReached(row), isExact);
    }

    private CallRow ReadOutcome(CallRow row, bool isExact)
    {
        if (!AsteriskWords.TryRead(Fields.Raw("disposition"), out var disposition))
            Fields.Refuse(CallsFaults.FieldWrong, "disposition", AsteriskWords.Dispositions);
        var isTalk = disposition == CallDisposition.Answered && (row.HasCallee || AsteriskWords.IsRoom(Fields.Raw("lastapp")));
        var duration = Fields.Seconds("duration");
        var near = row.StartedAt + (duration ?? TimeSpan.Zero);
        var answer = IsZero(Fields.Raw("answer")) ? null : Fields.Time("answer", near);
        var (answered, ended) = RowTimes.Settle(row.StartedAt, answer, IsZero(Fields.Raw("end")) ? null : Fields.Time("end", near), duration, Fields.Seconds("billsec"), isExact);
        if (answered < row.StartedAt) Fields.Refuse(CallsFaults.TimeWrong, "answer", RowForms.Order);
        if (ended < (answered ?? row.StartedAt)) Fields.Refuse(CallsFaults.TimeWrong, "end", RowForms.Order);
        return row with
        {
            AnsweredAt = isTalk ? answered ?? row.StartedAt : null,
            EndedAt = ended,
            GreetedAt = isTalk ? null : answer,
            Disposition = !isTalk && disposition == CallDisposition.Answered ? CallDisposition.NoAnswer : disposition,
        };
    }

    private CallRow ReadReached(CallRow row)
    {
        var channel = Fields.Raw("dstchannel");
        if (channel.Length == 0) return row with { HasCallee = false };
        var reached = AsteriskChannel.IsLocal(channel) ? "" : AsteriskChannel.Reached(channel, Fields.Raw("lastdata"));
        return row with
        {
            Callee = reached.Length is 0 or > RowRules.MaxText ? row.Dialled : Rules.Parties.Read(reached),
            ChannelId = row.ChannelId ?? ChannelOf(channel),
        };
    }

    private Party ReadCaller()
    {
        var caller = Fields.Party("src");
        if (caller.Kind != PartyKind.None) return caller;
        // What stands in the angle brackets of "name" <number>; the name itself is nobody's number and is not kept.
        var clid = Fields.Raw("clid");
        var open = clid.LastIndexOf('<');
        return open < 0 || clid.Length > RowRules.MaxText || clid.AsSpan(open + 1).TrimEnd('>') is "" or "unknown" ? default : Rules.Parties.Read(clid.AsSpan(open));
    }

    private Party ReadDialled()
    {
        var direct = Fields.Party("did");
        if (direct.Kind != PartyKind.None) return direct;
        var extension = Fields.Raw("dst").Trim();
        return AsteriskWords.IsEvent(extension) ? default : Fields.Party("dst");
    }

    private static string? ChannelOf(string channel) =>
        channel.Length is 0 or > RowRules.MaxText || AsteriskChannel.IsLocal(channel) || channel.Any(char.IsControl) ? null : AsteriskChannel.Device(channel);

    // What a table of MySQL holds in place of no time.
    private static bool IsZero(string time) => time.StartsWith("0000-00-00", StringComparison.Ordinal);
}

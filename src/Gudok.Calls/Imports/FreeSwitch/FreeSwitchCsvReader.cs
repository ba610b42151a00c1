using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads rows of <c>mod_cdr_csv</c>. The row of the second leg joins that of the first by its uuid.</summary>
internal sealed class FreeSwitchCsvReader(RowRules rules) : ShapedRowReader(rules)
{
    /// <inheritdoc />
    protected override string IdColumn => "uuid";

    /// <inheritdoc />
    protected override string Shapes => "those of the template example or asterisk; a template of your own needs a heading, or --format csv with a map";

    /// <inheritdoc />
    protected override string[]? NamesOfHeading(IReadOnlyList<string> fields) => FreeSwitchColumns.OfHeading(fields);

    /// <inheritdoc />
    protected override string[]? NamesOfShape(IReadOnlyList<string> fields) => FreeSwitchColumns.Of(fields);

    /// <inheritdoc />
    protected override CallRow ReadRow()
    {
        var id = Fields.Required("uuid");
        var other = Fields.Text("bleg_uuid");
        Keys = other is null ? [id] : [id, other];
        var started = First("start_uepoch", "start_epoch", "start_stamp", null, out var isExact) ?? Missing();
        var duration = Fields.Seconds("duration");
        var talk = Fields.Seconds("billsec");
        var near = started + (duration ?? TimeSpan.Zero);
        var (answered, ended) = RowTimes.Settle(
            started,
            First("answer_uepoch", "answer_epoch", "answer_stamp", near, out _),
            First("end_uepoch", "end_epoch", "end_stamp", near, out _),
            duration,
            talk,
            isExact);
        if (answered < started) Fields.Refuse(CallsFaults.TimeWrong, "answer_stamp", RowForms.Order);
        if (ended < (answered ?? started)) Fields.Refuse(CallsFaults.TimeWrong, "end_stamp", RowForms.Order);
        var cause = Fields.Raw("hangup_cause").Trim();
        var dialled = DialledOf(Fields.Raw("destination_number")) ? Fields.Party("destination_number") : default;
        return new CallRow
        {
            Keys = Keys,
            SessionId = id,
            LegId = id,
            IsCallers = other is not null || Fields.Raw("direction") != "outbound",
            Caller = Fields.Party("caller_id_number"),
            Callee = dialled,
            Dialled = dialled,
            StartedAt = started,
            RingingAt = First("progress_uepoch", "progress_epoch", "progress_stamp", near, out _),
            AnsweredAt = answered,
            EndedAt = ended,
            Disposition = answered is null ? Causes.OfUnanswered(cause) : CallDisposition.Answered,
            Cause = Causes.OfName(cause),
        };
    }

    // "&" and "&echo" stand for an application that was started without anybody being dialled.
    private static bool DialledOf(string destination) => !destination.StartsWith('&');

    private Instant Missing()
    {
        Fields.Refuse(CallsFaults.FieldMissing, "start_stamp", RowForms.Missing);
        return default;
    }

    /// <summary>The most exact of the columns that tell one time. FreeSWITCH writes 0 where something never was.</summary>
    private Instant? First(string micros, string seconds, string stamp, Instant? near, out bool isExact)
    {
        isExact = true;
        foreach (var column in new[] { micros, seconds })
        {
            if (Fields.Raw(column).Trim() is not ("" or "0")) return Fields.Time(column);
        }

        return Fields.Raw(stamp).Trim() is "" or "0" ? null : Fields.RequiredTime(stamp, near, out isExact);
    }
}

using System.Globalization;
using System.Net;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads documents of <c>mod_xml_cdr</c>: one a leg, times in microseconds of UTC, the Call-ID of the wire.</summary>
internal sealed class FreeSwitchXmlReader(RowRules rules) : IRowReader
{
    private readonly RowFields _fields = new(rules);

    /// <inheritdoc />
    public CallRow? Row { get; private set; }

    /// <inheritdoc />
    public LineFault? Fault => _fields.Fault;

    /// <inheritdoc />
    public IReadOnlyList<string> Keys { get; private set; } = [];

    /// <inheritdoc />
    public RowOutcome Read(string text)
    {
        _fields.Begin();
        Keys = [];
        if (FreeSwitchDocument.TryRead(text) is not { } document)
        {
            _fields.Refuse(CallsFaults.DocumentBroken, "", "should be one XML document <cdr> of mod_xml_cdr, whole and with fewer than 4,096 elements");
            return RowOutcome.Refused;
        }

        Row = ReadRow(document);
        return Fault is null ? RowOutcome.Row : RowOutcome.Refused;
    }

    private CallRow ReadRow(FreeSwitchDocument document)
    {
        var first = document.Flows.Count > 0 ? document.Flows[^1] : [];
        var last = document.Flows.Count > 0 ? document.Flows[0] : [];
        var id = Id(document, first);
        var callersId = Known(document["originating_leg_uuid"]) ?? Known(document["call_uuid"]) ?? id;
        Keys = callersId == id ? [id] : [id, callersId];
        var started = Time("start_uepoch", document["start_uepoch"], first.GetValueOrDefault("created_time"));
        if (started is null) _fields.Refuse(CallsFaults.FieldMissing, "start_uepoch", RowForms.Missing);
        var answered = Time("answer_uepoch", document["answer_uepoch"], Of(document, "answered_time"));
        var ended = Time("end_uepoch", document["end_uepoch"], Of(document, "hangup_time"));
        if (answered < started) _fields.Refuse(CallsFaults.TimeWrong, "answer_uepoch", RowForms.Order);
        if (ended < (answered ?? started)) _fields.Refuse(CallsFaults.TimeWrong, "end_uepoch", RowForms.Order);
        var isCallers = callersId == id && document["direction"] != "outbound";
        var callId = isCallers ? Text("sip_call_id", document["sip_call_id"]) : null;
        var cause = document["hangup_cause"];
        return new CallRow
        {
            Keys = Keys,
            SessionId = callId ?? callersId,
            FromTag = callId is null ? null : TagOf(document),
            LegId = Text("sip_call_id", document["sip_call_id"]) ?? id,
            IsCallers = isCallers,
            Caller = Party("caller_id_number", first.GetValueOrDefault("caller_id_number", "")),
            Callee = Party("destination_number", last.GetValueOrDefault("destination_number", "")),
            Dialled = Party("destination_number", first.GetValueOrDefault("destination_number", "")),
            StartedAt = started ?? default,
            RingingAt = Time("progress_uepoch", document["progress_uepoch"], Of(document, "progress_time")),
            AnsweredAt = answered,
            EndedAt = ended,
            Disposition = answered is null ? Causes.OfUnanswered(cause) : CallDisposition.Answered,
            SipStatus = StatusOf(document, answered),
            Cause = Causes.OfName(cause),
            EndedBy = isCallers ? EnderOf(document["sip_hangup_disposition"]) : CallEnd.Unknown,
            Transfer = document["transfer_history"].Contains("att_xfer", StringComparison.Ordinal) ? CallTransfer.Attended
                : document["transfer_history"].Contains("bl_xfer", StringComparison.Ordinal) ? CallTransfer.Blind
                : CallTransfer.None,
            From = isCallers ? EndpointOf(document) : default,
        };
    }

    private string Id(FreeSwitchDocument document, Dictionary<string, string> flow)
    {
        var id = Text("uuid", document["uuid"]) ?? Text("uuid", flow.GetValueOrDefault("uuid", ""));
        if (id is null) _fields.Refuse(CallsFaults.FieldMissing, "uuid", RowForms.Missing);
        return id ?? "";
    }

    private static string? Of(FreeSwitchDocument document, string time) =>
        document.Flows.Select(flow => flow.GetValueOrDefault(time, "0")).LastOrDefault(value => value is not ("" or "0"));

    private static string? Known(string value) => value.Length is 0 or > RowRules.MaxText ? null : value;

    /// <summary>Microseconds of UTC; FreeSWITCH writes 0 where something never was.</summary>
    private Instant? Time(string name, string value, string? otherwise)
    {
        var text = value is "" or "0" ? otherwise ?? "" : value;
        if (text is "" or "0") return null;
        if (StampReader.TryReadEpoch(text, out var stamp)) return _fields.Resolve(name, stamp, null);
        _fields.Refuse(CallsFaults.TimeWrong, name, "should be microseconds since 1970");
        return null;
    }

    private string? Text(string name, string value)
    {
        if (value.Length > RowRules.MaxText || value.Any(char.IsControl)) _fields.Refuse(CallsFaults.FieldWrong, name, RowForms.Text);
        return value.Length == 0 ? null : value;
    }

    private Party Party(string name, string value)
    {
        if (value.Length > RowRules.MaxText || value.Any(char.IsControl)) _fields.Refuse(CallsFaults.PartyWrong, name, RowForms.Party);
        else if (value.Contains('\uFFFD', StringComparison.Ordinal)) _fields.Refuse(CallsFaults.EncodingWrong, name, RowForms.Octets);
        return value.StartsWith('&') ? default : rules.Parties.Read(value);
    }

    // The From header as it came, "<sip:…>;tag=…"; the variable of the tag alone stands for the dialog's own side later on.
    private static string TagOf(FreeSwitchDocument document)
    {
        var header = document["sip_full_from"];
        var at = header.LastIndexOf(";tag=", StringComparison.OrdinalIgnoreCase);
        var tag = at < 0 ? document["sip_from_tag"] : header[(at + 5)..].Split(';')[0];
        return tag.Length > RowRules.MaxText || tag.Any(char.IsControl) ? "" : tag;
    }

    private static int StatusOf(FreeSwitchDocument document, Instant? answered)
    {
        if (answered is not null) return 200;
        return int.TryParse(document["sip_term_status"], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 300 and < 700 ? status : 0;
    }

    private static CallEnd EnderOf(string disposition) => disposition switch
    {
        "recv_bye" or "recv_cancel" => CallEnd.Caller,
        "send_bye" or "send_refuse" => CallEnd.Callee,
        _ => CallEnd.Unknown,
    };

    private static NetworkEndpoint EndpointOf(FreeSwitchDocument document) =>
        IPAddress.TryParse(document["sip_network_ip"], out var address) && ushort.TryParse(document["sip_network_port"], out var port)
            ? NetworkEndpoint.From(new IPEndPoint(address, port))
            : default;
}

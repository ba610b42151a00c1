using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads CDR files of Cisco Unified Communications Manager: a heading, a row of SQL types, rows joined by their global call id.</summary>
internal sealed class CucmReader(RowRules rules) : IRowReader
{
    private const string CallRecord = "1";
    private readonly RowFields _fields = new(rules);
    private bool _hasHeading;

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
        if (!FieldSplitter.TrySplit(text, ',', _fields.Values))
        {
            _fields.Refuse(CallsFaults.LineBroken, "", RowForms.Quote);
            return RowOutcome.Refused;
        }

        if (IsHeading()) return RowOutcome.Heading;
        if (!_hasHeading)
            throw new RecordInputException(CallsFaults.ShapeUnknown, "it has no heading with cdrRecordType and globalCallID_callId, with which CUCM begins each file");
        if (_fields.Values.Count != _fields.Columns.Count)
        {
            _fields.Refuse(CallsFaults.LineBroken, "", RowForms.Columns(_fields.Values.Count, $"{_fields.Columns.Count}, as its heading"));
            return RowOutcome.Refused;
        }

        // Type 2 is the quality of a leg, a CMR.
        if (_fields.Raw("cdrRecordType") != CallRecord) return RowOutcome.NotACall;
        Row = ReadRow();
        return Fault is null ? RowOutcome.Row : RowOutcome.Refused;
    }

    private bool IsHeading()
    {
        if (_hasHeading) return _fields.Raw("cdrRecordType") is "INTEGER" or "cdrRecordType";
        var names = new ColumnNames(_fields.Values);
        if (!names.Have("cdrRecordType", "globalCallID_callId", "dateTimeOrigination")) return false;
        _fields.Columns = names;
        return _hasHeading = true;
    }

    private CallRow ReadRow()
    {
        var id = $"{_fields.Text("globalCallId_ClusterID") ?? ""}/{_fields.Required("globalCallID_callManagerId")}/{_fields.Required("globalCallID_callId")}";
        if (Fault is null) Keys = [id];
        var started = Epoch("dateTimeOrigination");
        if (started is null) _fields.Refuse(CallsFaults.FieldMissing, "dateTimeOrigination", RowForms.Missing);
        var answered = Epoch("dateTimeConnect");
        var ended = Epoch("dateTimeDisconnect");
        if (answered < started) _fields.Refuse(CallsFaults.TimeWrong, "dateTimeConnect", RowForms.Order);
        if (ended < (answered ?? started)) _fields.Refuse(CallsFaults.TimeWrong, "dateTimeDisconnect", RowForms.Order);
        var (origin, destination) = (Cause("origCause_value"), Cause("destCause_value"));
        var final = _fields.Party("finalCalledPartyNumber");
        return new CallRow
        {
            Keys = Keys,
            SessionId = id,
            LegId = id + "/" + (_fields.Text("origLegCallIdentifier") ?? "0"),
            Sequence = _fields.Integer("origLegCallIdentifier", 0, uint.MaxValue) ?? 0,
            Caller = _fields.Party("callingPartyNumber"),
            Callee = final,
            Dialled = _fields.Party("originalCalledPartyNumber"),
            StartedAt = started ?? default,
            AnsweredAt = answered,
            EndedAt = ended,
            Disposition = answered is null ? Causes.Of(origin ?? destination) : CallDisposition.Answered,
            Cause = origin ?? destination,
            EndedBy = EnderOf(origin, destination, answered is not null),
            Transfer = IsDiverted() ? CallTransfer.Diverted : CallTransfer.None,
            ChannelId = TrunkOf("origDeviceName") ?? TrunkOf("destDeviceName"),
            From = Endpoint("orig"),
            To = Endpoint("dest"),
        };
    }

    /// <summary>Seconds of UTC; 0 stands for what never was.</summary>
    private Instant? Epoch(string column) => _fields.Raw(column).Trim() == "0" ? null : _fields.Time(column);

    private int? Cause(string column) => _fields.Integer(column, int.MinValue, uint.MaxValue) is { } value ? Causes.OfNumber(value) : null;

    // The side that cleared has the cause; the other has 0.
    private static CallEnd EnderOf(int? origin, int? destination, bool isAnswered) => (origin, destination) switch
    {
        (not null, null) when isAnswered || origin == Dispositions.NormalClearing => CallEnd.Caller,
        (not null, null) => CallEnd.System,
        (null, not null) => CallEnd.Callee,
        _ => CallEnd.Unknown,
    };

    /// <summary>Whether the call was redirected: CUCM says why, older files only by another number at the end, with which one that lost its
    /// prefix on the way out must not be taken for another.</summary>
    private bool IsDiverted()
    {
        if (_fields.Columns.Have("lastRedirectRedirectReason")) return _fields.Integer("lastRedirectRedirectReason", 0, uint.MaxValue) > 0;
        var (original, final) = (_fields.Raw("originalCalledPartyNumber"), _fields.Raw("finalCalledPartyNumber"));
        return original.Length > 0 && final.Length > 0
            && !original.EndsWith(final, StringComparison.Ordinal) && !final.EndsWith(original, StringComparison.Ordinal);
    }

    // SEP and CSF are telephones; what is left are trunks and gateways.
    private string? TrunkOf(string column) =>
        _fields.Text(column) is { } name && !name.StartsWith("SEP", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("CSF", StringComparison.OrdinalIgnoreCase) ? name : null;

    /// <summary>An address: since release 8 as text, else a signed number of 32 bits whose lowest octet comes first.</summary>
    private NetworkEndpoint Endpoint(string side)
    {
        if (IPAddress.TryParse(_fields.Raw(side + "Ipv4v6Addr"), out var address)) return NetworkEndpoint.From(new IPEndPoint(address, 0));
        if (!long.TryParse(_fields.Raw(side + "IpAddr"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return default;
        var swapped = BinaryPrimitives.ReverseEndianness(unchecked((uint)number));
        return swapped == 0 ? default : NetworkEndpoint.FromIPv4(swapped, 0);
    }
}

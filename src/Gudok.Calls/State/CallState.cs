using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Calls and reports of the call stage as saved. What assembly never fills in (tags, channel) is not
/// written; quality follows from the media.</summary>
internal static class CallState
{
    // Beside the transfer, so that calls without media are written as they were before there were any.
    private const byte HasMedia = 0x80;

    public static void Write(StateWriter writer, LegReport report)
    {
        writer.Write((byte)report.Kind);
        writer.Write(report.At);
        writer.Write(report.CallId);
        writer.Write(report.FromTag);
        writer.Write(report.StartedAt);
        writer.Write(report.Left, writer.Write);
        writer.Write(report.Entered, writer.Write);
        TokenState.Write(writer, report.Tokens);
        WriteOptional(writer, report.Call);
        writer.Write(report.IsForced);
    }

    public static LegReport ReadReport(StateReader reader) => new()
    {
        Kind = (LegReportKind)reader.ReadByte(),
        At = reader.ReadInstant(),
        CallId = reader.ReadText(),
        FromTag = reader.ReadText(),
        StartedAt = reader.ReadInstant(),
        Left = reader.ReadList(reader.ReadAddress),
        Entered = reader.ReadList(reader.ReadAddress),
        Tokens = TokenState.Read(reader),
        Call = ReadOptional(reader),
        IsForced = reader.ReadBool(),
    };

    public static void WriteOptional(StateWriter writer, ObservedCall? call)
    {
        writer.Write(call is not null);
        if (call is not null) Write(writer, call);
    }

    public static ObservedCall? ReadOptional(StateReader reader) => reader.ReadBool() ? ReadCall(reader) : null;

    public static void Write(StateWriter writer, ObservedCall call) => Write(writer, call, call.Revision, call.Messages);

    /// <summary>Writes a call as if it had another revision and other messages.</summary>
    public static void Write(StateWriter writer, ObservedCall call, int revision, IReadOnlyList<KeptMessage> messages)
    {
        writer.Write(call.SessionId);
        writer.Write(call.FromTag);
        writer.Write(call.OtherTag);
        writer.Write(revision);
        writer.Write(call.Legs.Count);
        for (var leg = 0; leg < call.Legs.Count; leg++) Write(writer, call.Legs[leg]);
        writer.Write((byte)call.Direction);
        writer.Write(call.Caller);
        writer.Write(call.Callee);
        writer.Write(call.Dialled);
        writer.Write(call.Withheld);
        writer.Write(call.StartedAt);
        writer.Write(call.RingingAt);
        writer.Write(call.AnsweredAt);
        writer.Write(call.EndedAt);
        writer.Write(call.SetupMs);
        writer.Write(call.EarlyMediaMs);
        writer.Write((byte)call.Disposition);
        writer.Write(call.SipStatus);
        writer.Write((long?)call.Cause);
        writer.Write((byte)call.EndedBy);
        var hasMedia = call.Media.Count > 0 || call.OneWayAudio != OneWayAudio.None;
        writer.Write((byte)((byte)call.Transfer | (hasMedia ? HasMedia : 0)));
        writer.Write(call.Source);
        writer.Write(call.IsComplete);
        writer.Write(call.IsStartEstimated);
        writer.Write(call.IsEndEstimated);
        writer.Write(call.IsLossSuspected);
        writer.Write(messages.Count);
        for (var message = 0; message < messages.Count; message++) Write(writer, messages[message]);
        if (hasMedia) MediaState.Write(writer, call);
    }

    private static ObservedCall ReadCall(StateReader reader)
    {
        var call = ReadPlain(reader);
        if (((byte)call.Transfer & HasMedia) == 0) return call;
        return MediaState.Read(reader, call with { Transfer = (CallTransfer)((byte)call.Transfer & ~HasMedia) });
    }

    private static ObservedCall ReadPlain(StateReader reader) => new()
    {
        SessionId = reader.ReadText(),
        FromTag = reader.ReadText(),
        OtherTag = reader.ReadOptionalText(),
        Revision = reader.ReadInt(),
        Legs = reader.ReadList(() => ReadLeg(reader)),
        Direction = (CallDirection)reader.ReadByte(),
        Caller = reader.ReadParty(),
        Callee = reader.ReadParty(),
        Dialled = reader.ReadParty(),
        Withheld = reader.ReadBool(),
        StartedAt = reader.ReadInstant(),
        RingingAt = reader.ReadOptionalInstant(),
        AnsweredAt = reader.ReadOptionalInstant(),
        EndedAt = reader.ReadOptionalInstant(),
        SetupMs = reader.ReadOptionalLong(),
        EarlyMediaMs = reader.ReadOptionalLong(),
        Disposition = (CallDisposition)reader.ReadByte(),
        SipStatus = reader.ReadInt(),
        Cause = (int?)reader.ReadOptionalLong(),
        EndedBy = (CallEnd)reader.ReadByte(),
        Transfer = (CallTransfer)reader.ReadByte(),
        Source = reader.ReadText(),
        IsComplete = reader.ReadBool(),
        IsStartEstimated = reader.ReadBool(),
        IsEndEstimated = reader.ReadBool(),
        IsLossSuspected = reader.ReadBool(),
        Messages = reader.ReadList(() => ReadMessage(reader)),
    };

    private static void Write(StateWriter writer, ObservedLeg leg)
    {
        writer.Write(leg.CallId);
        writer.Write(leg.FromTag);
        writer.Write(leg.ToTag);
        writer.Write(leg.Caller);
        writer.Write(leg.Callee);
        writer.Write(leg.StartedAt);
        writer.Write(leg.AnsweredAt);
        writer.Write(leg.EndedAt);
        writer.Write((byte)leg.Disposition);
        writer.Write(leg.SipStatus);
        writer.Write(leg.From);
        writer.Write(leg.To);
    }

    private static ObservedLeg ReadLeg(StateReader reader) => new()
    {
        CallId = reader.ReadText(),
        FromTag = reader.ReadText(),
        ToTag = reader.ReadText(),
        Caller = reader.ReadParty(),
        Callee = reader.ReadParty(),
        StartedAt = reader.ReadInstant(),
        AnsweredAt = reader.ReadOptionalInstant(),
        EndedAt = reader.ReadOptionalInstant(),
        Disposition = (CallDisposition)reader.ReadByte(),
        SipStatus = reader.ReadInt(),
        From = reader.ReadEndpoint(),
        To = reader.ReadEndpoint(),
    };

    private static void Write(StateWriter writer, KeptMessage message)
    {
        writer.Write(message.Time);
        writer.Write(message.Source);
        writer.Write(message.Destination);
        writer.Write((byte)message.Transport);
        writer.Write(message.Leg);
        writer.Write(message.Bytes.Span);
    }

    private static KeptMessage ReadMessage(StateReader reader) => new(
        reader.ReadInstant(), reader.ReadEndpoint(), reader.ReadEndpoint(), (TransportKind)reader.ReadByte(), reader.ReadInt(), reader.ReadOctets().ToArray());
}

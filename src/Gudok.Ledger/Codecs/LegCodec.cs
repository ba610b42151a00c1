using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The facts of one leg: what equals its call costs a bit.</summary>
internal static class LegCodec
{
    public static void Encode(CallRecord call, RecordLeg leg, PackedWriter facts)
    {
        var flags = FlagsOf(call, leg);
        var caller = PartyOf(call, leg.Caller);
        var callee = PartyOf(call, leg.Callee);
        facts.WriteByte((byte)flags);
        facts.WriteByte((byte)caller | (byte)callee << 4);
        if (caller == LegParty.Other) facts.WriteFixed64(leg.Caller.Value);
        if (callee == LegParty.Other) facts.WriteFixed64(leg.Callee.Value);
        var start = call.StartedAt.Micros;
        if (!flags.HasFlag(LegFlags.SameStart)) facts.WriteSigned(leg.StartedAt.Micros - start);
        if (leg.AnsweredAt is { } answered && !flags.HasFlag(LegFlags.SameAnswer)) facts.WriteSigned(answered.Micros - start);
        if (leg.EndedAt is { } ended && !flags.HasFlag(LegFlags.SameEnd)) facts.WriteSigned(ended.Micros - start);
        if (flags.HasFlag(LegFlags.SameResult)) return;
        facts.WriteByte((byte)leg.Disposition);
        facts.WriteSigned(leg.SipStatus);
    }

    public static RecordLeg Decode(CallRecord call, ref PackedReader facts)
    {
        var flags = (LegFlags)facts.ReadByte();
        var parties = facts.ReadByte();
        var caller = ReadParty(call, (LegParty)(parties & 15), ref facts);
        var callee = ReadParty(call, (LegParty)(parties >> 4), ref facts);
        var start = call.StartedAt.Micros;
        var startedAt = flags.HasFlag(LegFlags.SameStart) ? call.StartedAt : new Instant(start + facts.ReadSigned());
        var answeredAt = ReadTime(ref facts, flags.HasFlag(LegFlags.Answered), flags.HasFlag(LegFlags.SameAnswer), call.AnsweredAt, start);
        var endedAt = ReadTime(ref facts, flags.HasFlag(LegFlags.Ended), flags.HasFlag(LegFlags.SameEnd), call.EndedAt, start);
        var isSame = flags.HasFlag(LegFlags.SameResult);
        return new RecordLeg
        {
            CallId = "",
            FromTag = "",
            Caller = caller,
            Callee = callee,
            StartedAt = startedAt,
            AnsweredAt = answeredAt,
            EndedAt = endedAt,
            Disposition = isSame ? call.Disposition : (CallDisposition)facts.ReadByte(),
            SipStatus = isSame ? call.SipStatus : (int)facts.ReadSigned(),
        };
    }

    private static LegFlags FlagsOf(CallRecord call, RecordLeg leg) =>
        Set(leg.StartedAt == call.StartedAt, LegFlags.SameStart)
        | Set(leg.AnsweredAt.HasValue, LegFlags.Answered)
        | Set(leg.EndedAt.HasValue, LegFlags.Ended)
        | Set(leg.AnsweredAt.HasValue && leg.AnsweredAt == call.AnsweredAt, LegFlags.SameAnswer)
        | Set(leg.EndedAt.HasValue && leg.EndedAt == call.EndedAt, LegFlags.SameEnd)
        | Set(leg.Disposition == call.Disposition && leg.SipStatus == call.SipStatus, LegFlags.SameResult);

    private static LegFlags Set(bool isSet, LegFlags flag) => isSet ? flag : LegFlags.None;

    private static LegParty PartyOf(CallRecord call, PartyId party)
    {
        if (party.IsNone) return LegParty.None;
        if (party == call.Caller) return LegParty.Caller;
        if (party == call.Callee) return LegParty.Callee;
        return party == call.Dialled ? LegParty.Dialled : LegParty.Other;
    }

    private static PartyId ReadParty(CallRecord call, LegParty party, ref PackedReader facts) => party switch
    {
        LegParty.None => default,
        LegParty.Caller => call.Caller,
        LegParty.Callee => call.Callee,
        LegParty.Dialled => call.Dialled,
        LegParty.Other => new PartyId(facts.ReadFixed64()),
        _ => throw PackedReader.Broken(),
    };

    private static Instant? ReadTime(ref PackedReader facts, bool isThere, bool isSame, Instant? ofCall, long start)
    {
        if (!isThere) return null;
        return isSame ? ofCall ?? throw PackedReader.Broken() : new Instant(start + facts.ReadSigned());
    }
}

using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The facts of a row: everything of a record but id, start, parties in columns of their own, and the sealed details.</summary>
/// <remarks>Times are microseconds after the start; what can be reckoned from others is kept as the difference, mostly zero.</remarks>
internal static class FactsCodec
{
    /// <summary>The most legs of a record; a leg's role must fit the roles' 16 bits.</summary>
    public const int MostLegs = 1000;

    /// <summary>Writes the facts of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="facts">Takes them.</param>
    /// <param name="hasMessages">Of a row: whether messages were kept beside it.</param>
    public static void Encode(CallRecord record, PackedWriter facts, bool hasMessages = false)
    {
        var flags = FlagsOf(record) | (hasMessages ? FactFlags.Messages : FactFlags.None);
        facts.WriteUnsigned((ulong)flags);
        facts.WriteByte((byte)record.Direction | (byte)record.Disposition << 4);
        facts.WriteByte((byte)record.EndedBy | (byte)record.Transfer << 4);
        facts.WriteSigned(record.SipStatus);
        var start = record.StartedAt.Micros;
        if (record.RingingAt is { } ringing) facts.WriteSigned(ringing.Micros - start);
        if (record.AnsweredAt is { } answered) facts.WriteSigned(answered.Micros - start);
        if (record.EndedAt is { } ended) facts.WriteSigned(ended.Micros - start);
        if (record.SetupMs is { } setup) facts.WriteSigned(setup - LikelySetup(start, record.RingingAt, record.AnsweredAt));
        if (record.TalkMs is { } talk) facts.WriteSigned(talk - LikelyTalk(record.AnsweredAt, record.EndedAt));
        if (record.EarlyMediaMs is { } early) facts.WriteSigned(early);
        if (record.Cause is { } cause) facts.WriteSigned(cause);
        if (record.Quality is { } quality) EncodeQuality(quality, facts);
        if (record.LinkId is { } link) EncodeKey(link, facts);
        facts.WriteUnsigned((ulong)record.Legs.Count);
        for (var index = 0; index < record.Legs.Count; index++) LegCodec.Encode(record, record.Legs[index], facts);
    }

    /// <summary>Whether messages were kept beside a row.</summary>
    public static bool HasMessages(ReadOnlySpan<byte> data) => ((FactFlags)new PackedReader(data).ReadUnsigned()).HasFlag(FactFlags.Messages);

    /// <summary>Reads facts into a record whose details are still empty.</summary>
    public static CallRecord Decode(RecordId id, long start, ulong caller, ulong callee, ulong dialled, ReadOnlySpan<byte> data)
    {
        var facts = new PackedReader(data);
        var flags = (FactFlags)facts.ReadUnsigned();
        var way = facts.ReadByte();
        var end = facts.ReadByte();
        var status = (int)facts.ReadSigned();
        var ringingAt = ReadTime(ref facts, flags, FactFlags.Ringing, start);
        var answeredAt = ReadTime(ref facts, flags, FactFlags.Answered, start);
        var endedAt = ReadTime(ref facts, flags, FactFlags.Ended, start);
        var record = new CallRecord
        {
            Id = id,
            SessionId = "",
            Source = "",
            Legs = [],
            StartedAt = new Instant(start),
            Caller = new PartyId(caller),
            Callee = new PartyId(callee),
            Dialled = new PartyId(dialled),
            Direction = (CallDirection)(way & 15),
            Disposition = (CallDisposition)(way >> 4),
            EndedBy = (CallEnd)(end & 15),
            Transfer = (CallTransfer)(end >> 4),
            SipStatus = status,
            RingingAt = ringingAt,
            AnsweredAt = answeredAt,
            EndedAt = endedAt,
            SetupMs = flags.HasFlag(FactFlags.Setup) ? facts.ReadSigned() + LikelySetup(start, ringingAt, answeredAt) : null,
            TalkMs = flags.HasFlag(FactFlags.Talk) ? facts.ReadSigned() + LikelyTalk(answeredAt, endedAt) : null,
            EarlyMediaMs = flags.HasFlag(FactFlags.EarlyMedia) ? facts.ReadSigned() : null,
            Cause = flags.HasFlag(FactFlags.Cause) ? (int)facts.ReadSigned() : null,
            Quality = flags.HasFlag(FactFlags.Quality) ? DecodeQuality(ref facts) : null,
            LinkId = flags.HasFlag(FactFlags.Link) ? DecodeKey(ref facts) : null,
            Withheld = flags.HasFlag(FactFlags.Withheld),
            IsComplete = flags.HasFlag(FactFlags.Complete),
            IsStartEstimated = flags.HasFlag(FactFlags.StartEstimated),
            IsEndEstimated = flags.HasFlag(FactFlags.EndEstimated),
            IsLossSuspected = flags.HasFlag(FactFlags.LossSuspected),
        };
        var legs = new RecordLeg[facts.ReadCount(MostLegs)];
        for (var index = 0; index < legs.Length; index++) legs[index] = LegCodec.Decode(record, ref facts);
        return facts.IsAtEnd ? record with { Legs = legs } : throw PackedReader.Broken();
    }

    public static void EncodeKey(CallKey key, PackedWriter facts)
    {
        facts.WriteByte(key.High >> 8);
        facts.WriteByte(key.High & 0xff);
        facts.WriteFixed64(key.Low);
    }

    public static CallKey DecodeKey(ref PackedReader facts)
    {
        var high = facts.ReadByte() << 8 | facts.ReadByte();
        return new CallKey((ushort)high, facts.ReadFixed64());
    }

    private static FactFlags FlagsOf(CallRecord record) =>
        Set(record.Withheld, FactFlags.Withheld)
        | Set(record.IsComplete, FactFlags.Complete)
        | Set(record.IsStartEstimated, FactFlags.StartEstimated)
        | Set(record.IsEndEstimated, FactFlags.EndEstimated)
        | Set(record.IsLossSuspected, FactFlags.LossSuspected)
        | Set(record.RingingAt.HasValue, FactFlags.Ringing)
        | Set(record.AnsweredAt.HasValue, FactFlags.Answered)
        | Set(record.EndedAt.HasValue, FactFlags.Ended)
        | Set(record.SetupMs.HasValue, FactFlags.Setup)
        | Set(record.TalkMs.HasValue, FactFlags.Talk)
        | Set(record.EarlyMediaMs.HasValue, FactFlags.EarlyMedia)
        | Set(record.Cause.HasValue, FactFlags.Cause)
        | Set(record.Quality is not null, FactFlags.Quality)
        | Set(record.LinkId.HasValue, FactFlags.Link);

    private static FactFlags Set(bool isSet, FactFlags flag) => isSet ? flag : FactFlags.None;

    private static Instant? ReadTime(ref PackedReader facts, FactFlags flags, FactFlags flag, long start) =>
        flags.HasFlag(flag) ? new Instant(start + facts.ReadSigned()) : null;

    private static long LikelySetup(long start, Instant? ringingAt, Instant? answeredAt) =>
        (ringingAt ?? answeredAt) is { } first ? (first.Micros - start) / 1000 : 0;

    private static long LikelyTalk(Instant? answeredAt, Instant? endedAt) =>
        answeredAt is { } answered && endedAt is { } ended ? (ended.Micros - answered.Micros) / 1000 : 0;

    private static void EncodeQuality(CallQuality quality, PackedWriter facts)
    {
        var known = (quality.Mos.HasValue ? QualityFlags.Mos : 0) | (quality.LossPercent.HasValue ? QualityFlags.Loss : 0)
            | (quality.JitterMs.HasValue ? QualityFlags.Jitter : 0) | (quality.RttMs.HasValue ? QualityFlags.Rtt : 0);
        facts.WriteByte((byte)known);
        if (quality.Mos is { } mos) facts.WriteFixed64(BitConverter.DoubleToUInt64Bits(mos));
        if (quality.LossPercent is { } loss) facts.WriteFixed64(BitConverter.DoubleToUInt64Bits(loss));
        if (quality.JitterMs is { } jitter) facts.WriteFixed64(BitConverter.DoubleToUInt64Bits(jitter));
        if (quality.RttMs is { } rtt) facts.WriteFixed64(BitConverter.DoubleToUInt64Bits(rtt));
    }

    private static CallQuality DecodeQuality(ref PackedReader facts)
    {
        var known = (QualityFlags)facts.ReadByte();
        var mos = ReadFigure(ref facts, known, QualityFlags.Mos);
        var loss = ReadFigure(ref facts, known, QualityFlags.Loss);
        var jitter = ReadFigure(ref facts, known, QualityFlags.Jitter);
        return new CallQuality(mos, loss, jitter, ReadFigure(ref facts, known, QualityFlags.Rtt));
    }

    private static double? ReadFigure(ref PackedReader facts, QualityFlags known, QualityFlags flag) =>
        known.HasFlag(flag) ? BitConverter.UInt64BitsToDouble(facts.ReadFixed64()) : null;
}

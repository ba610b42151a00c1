using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>A call of the leg stage as saved: its log and the few facts beside it. What was concluded follows from them.</summary>
internal static class OpenCallState
{
    public static void Write(StateWriter writer, OpenCall call)
    {
        writer.Write(call.CallId);
        writer.Write(call.ClockOffset);
        writer.Write(call.Source);
        writer.Write(call.Deadline);
        writer.Write(call.LastSeen);
        writer.Write(call.SessionExpires);
        writer.Write(call.MessageCount);
        writer.Write(call.GivenCount);
        writer.Write(call.GivenFacts);
        writer.Write(call.IsSettled);
        writer.Write(call.ForgetAt);
        writer.Write(call.FirstParties is not null);
        if (call.FirstParties is { } parties) WriteParties(writer, parties);
        writer.Write(call.TagCount - 1);
        for (var index = 1; index < call.TagCount; index++) writer.Write(call.TagAt(index));
        writer.Write(call.PointCount);
        foreach (var point in call.Points) WritePoint(writer, point);
        writer.Write(call.SightingCount);
        foreach (ref readonly var sighting in call.Sightings) Write(writer, sighting);
        writer.Write(call.Invites.Length);
        foreach (var invite in call.Invites) WriteInvite(writer, invite);
        TokenState.Write(writer, call.Tokens);
        writer.Write(call.Kept is not null);
        call.Kept?.Write(writer);
    }

    public static OpenCall Read(StateReader reader, AssemblyOptions options, ObservationPoints points, out long deadline)
    {
        var call = new OpenCall();
        call.Begin(reader.ReadOctets().ToArray(), reader.ReadLong(), reader.ReadSharedText());
        deadline = reader.ReadLong();
        call.LastSeen = reader.ReadLong();
        call.SessionExpires = reader.ReadUInt32();
        call.MessageCount = reader.ReadInt();
        call.NoteGiven(reader.ReadInt(), reader.ReadUInt64());
        call.IsSettled = reader.ReadBool();
        call.ForgetAt = reader.ReadLong();
        if (reader.ReadBool()) call.FirstParties = new FirstParties(reader.ReadParty(), reader.ReadParty());
        for (var count = reader.ReadInt(); count > 0; count--) call.AddTag(reader.ReadOctets());
        for (var count = reader.ReadInt(); count > 0; count--) call.TryAddPoint(points.Of(ReadPoint(reader)));
        for (var count = reader.ReadInt(); count > 0; count--) call.Add(ReadSighting(reader));
        for (var count = reader.ReadInt(); count > 0; count--) call.AddInvite(ReadInvite(reader, call));
        call.Tokens = TokenState.Read(reader);
        if (reader.ReadBool()) call.Kept = KeptMessages.Read(reader, options);
        return call;
    }

    public static void Write(StateWriter writer, Sighting sighting)
    {
        writer.Write(sighting.Time);
        writer.Write(sighting.Transaction);
        writer.Write(sighting.CSeq);
        writer.Write(sighting.Status);
        writer.Write((byte)sighting.Method);
        writer.Write(sighting.From);
        writer.Write(sighting.To);
        writer.Write(sighting.Point);
        writer.Write((byte)sighting.Flags);
        writer.Write(sighting.Cause);
    }

    public static Sighting ReadSighting(StateReader reader) => new()
    {
        Time = reader.ReadLong(),
        Transaction = reader.ReadUInt64(),
        CSeq = reader.ReadUInt32(),
        Status = reader.ReadUInt16(),
        Method = (SipMethod)reader.ReadByte(),
        From = reader.ReadByte(),
        To = reader.ReadByte(),
        Point = reader.ReadByte(),
        Flags = (SightingFlags)reader.ReadByte(),
        Cause = reader.ReadByte(),
    };

    private static void WriteParties(StateWriter writer, FirstParties parties)
    {
        writer.Write(parties.From);
        writer.Write(parties.To);
    }

    private static void WritePoint(StateWriter writer, ObservationPoint point)
    {
        writer.Write(point.First);
        writer.Write(point.Second);
        writer.Write((byte)point.Transport);
        writer.Write(point.Agent);
    }

    private static ObservationPoint ReadPoint(StateReader reader) =>
        new(reader.ReadEndpoint(), reader.ReadEndpoint(), (TransportKind)reader.ReadByte(), reader.ReadUInt32());

    private static void WriteInvite(StateWriter writer, InviteFacts invite)
    {
        writer.Write(invite.Transaction);
        writer.Write(invite.CSeq);
        writer.Write(invite.From);
        writer.Write(invite.Point);
        writer.Write(invite.ViaDepth);
        writer.Write(invite.IsBackwards);
        writer.Write(invite.Target);
        writer.Write(invite.Caller);
        writer.Write(invite.IsAsserted);
        writer.Write(invite.IsPrivate);
    }

    private static InviteFacts ReadInvite(StateReader reader, OpenCall call)
    {
        var (transaction, cseq, from, point) = (reader.ReadUInt64(), reader.ReadUInt32(), reader.ReadByte(), reader.ReadByte());
        return new InviteFacts
        {
            Transaction = transaction,
            CSeq = cseq,
            From = from,
            Point = point,
            ViaDepth = reader.ReadByte(),
            Hop = call.Points[point],
            IsBackwards = reader.ReadBool(),
            Target = reader.ReadParty(),
            Caller = reader.ReadParty(),
            IsAsserted = reader.ReadBool(),
            IsPrivate = reader.ReadBool(),
        };
    }
}

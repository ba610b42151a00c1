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
        writer.Write((long)call.SessionExpires);
        writer.Write(call.MessageCount);
        writer.Write(call.Given?.Revision ?? -1);
        writer.Write(call.IsSettled);
        writer.Write(call.FirstFrom);
        writer.Write(call.FirstTo);
        writer.Write(call.Tags[1..].ToArray(), tag => writer.Write(tag));
        writer.Write(call.Points.ToArray(), point => WritePoint(writer, point));
        writer.Write(call.Sightings.ToArray(), sighting => Write(writer, sighting));
        writer.Write(call.Invites, invite => WriteInvite(writer, invite));
        TokenState.Write(writer, call.Tokens);
        writer.Write(call.Kept is not null);
        call.Kept?.Write(writer);
    }

    public static OpenCall Read(StateReader reader, AssemblyOptions options, out long deadline, out int revision)
    {
        var call = new OpenCall(reader.ReadOctets(), reader.ReadLong(), reader.ReadText());
        deadline = reader.ReadLong();
        call.LastSeen = reader.ReadLong();
        call.SessionExpires = (uint)reader.ReadLong();
        call.MessageCount = reader.ReadInt();
        revision = reader.ReadInt();
        call.IsSettled = reader.ReadBool();
        call.FirstFrom = reader.ReadParty();
        call.FirstTo = reader.ReadParty();
        foreach (var tag in reader.ReadList(reader.ReadOctets)) call.AddTag(tag);
        foreach (var point in reader.ReadList(() => ReadPoint(reader))) call.TryAddPoint(point);
        foreach (var sighting in reader.ReadList(() => ReadSighting(reader))) call.Add(sighting);
        call.Invites.AddRange(reader.ReadList(() => ReadInvite(reader)));
        call.Tokens = TokenState.Read(reader);
        if (reader.ReadBool()) call.Kept = KeptMessages.Read(reader, options);
        return call;
    }

    public static void Write(StateWriter writer, Sighting sighting)
    {
        writer.Write(sighting.Time);
        writer.Write((long)sighting.Transaction);
        writer.Write((long)sighting.CSeq);
        writer.Write((int)sighting.Status);
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
        Transaction = (ulong)reader.ReadLong(),
        CSeq = (uint)reader.ReadLong(),
        Status = (ushort)reader.ReadInt(),
        Method = (SipMethod)reader.ReadByte(),
        From = reader.ReadByte(),
        To = reader.ReadByte(),
        Point = reader.ReadByte(),
        Flags = (SightingFlags)reader.ReadByte(),
        Cause = reader.ReadByte(),
    };

    private static void WritePoint(StateWriter writer, ObservationPoint point)
    {
        writer.Write(point.First);
        writer.Write(point.Second);
        writer.Write((byte)point.Transport);
        writer.Write((long)point.Agent);
    }

    private static ObservationPoint ReadPoint(StateReader reader) =>
        new(reader.ReadEndpoint(), reader.ReadEndpoint(), (TransportKind)reader.ReadByte(), (uint)reader.ReadLong());

    private static void WriteInvite(StateWriter writer, InviteFacts invite)
    {
        writer.Write((long)invite.Transaction);
        writer.Write((long)invite.CSeq);
        writer.Write(invite.From);
        writer.Write(invite.Point);
        writer.Write(invite.ViaDepth);
        writer.Write(invite.Sender);
        writer.Write(invite.Receiver);
        writer.Write(invite.Target);
        writer.Write(invite.Caller);
        writer.Write(invite.IsAsserted);
        writer.Write(invite.IsPrivate);
    }

    private static InviteFacts ReadInvite(StateReader reader) => new()
    {
        Transaction = (ulong)reader.ReadLong(),
        CSeq = (uint)reader.ReadLong(),
        From = reader.ReadByte(),
        Point = reader.ReadByte(),
        ViaDepth = reader.ReadByte(),
        Sender = reader.ReadEndpoint(),
        Receiver = reader.ReadEndpoint(),
        Target = reader.ReadParty(),
        Caller = reader.ReadParty(),
        IsAsserted = reader.ReadBool(),
        IsPrivate = reader.ReadBool(),
    };
}

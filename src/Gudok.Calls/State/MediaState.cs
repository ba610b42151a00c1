namespace Gudok.Calls;

/// <summary>The media of a call that was given out, as saved: behind the call, where it has any.</summary>
internal static class MediaState
{
    public static void Write(StateWriter writer, ObservedCall call)
    {
        writer.Write((byte)call.OneWayAudio);
        writer.Write(call.Media.Count);
        for (var index = 0; index < call.Media.Count; index++) Write(writer, call.Media[index]);
    }

    public static ObservedCall Read(StateReader reader, ObservedCall call)
    {
        var unheard = (OneWayAudio)reader.ReadByte();
        var media = reader.ReadList(() => ReadStream(reader));
        return call with { OneWayAudio = unheard, Media = media, Quality = MediaSummary.Of(media) };
    }

    private static void Write(StateWriter writer, MediaStream stream)
    {
        writer.Write(stream.Leg);
        writer.Write((byte)stream.Direction);
        writer.Write((byte)stream.Origin);
        writer.Write(stream.Codec);
        writer.Write(stream.Packets);
        writer.Write(stream.Lost);
        Write(writer, stream.LossPercent);
        Write(writer, stream.JitterMs);
        Write(writer, stream.JitterMaxMs);
        Write(writer, stream.RttMs);
        Write(writer, stream.Mos);
        writer.Write(stream.StartedAt);
        writer.Write(stream.EndedAt);
        writer.Write(stream.Worst is not null);
        if (stream.Worst is { } worst)
        {
            writer.Write(worst.OffsetMs);
            Write(writer, worst.LossPercent);
            Write(writer, worst.JitterMs);
            Write(writer, worst.Mos);
        }

        Write(writer, stream.SilentPercent);
        writer.Write((long?)stream.DtmfEvents);
    }

    private static MediaStream ReadStream(StateReader reader) => new()
    {
        Leg = reader.ReadInt(),
        Direction = (MediaDirection)reader.ReadByte(),
        Origin = (MediaOrigin)reader.ReadByte(),
        Codec = reader.ReadOptionalText(),
        Packets = reader.ReadOptionalLong(),
        Lost = reader.ReadOptionalLong(),
        LossPercent = ReadFigure(reader),
        JitterMs = ReadFigure(reader),
        JitterMaxMs = ReadFigure(reader),
        RttMs = ReadFigure(reader),
        Mos = ReadFigure(reader),
        StartedAt = reader.ReadOptionalInstant(),
        EndedAt = reader.ReadOptionalInstant(),
        Worst = reader.ReadBool() ? ReadWorst(reader) : null,
        SilentPercent = ReadFigure(reader),
        DtmfEvents = (int?)reader.ReadOptionalLong(),
    };

    private static MediaWindow ReadWorst(StateReader reader) => new(reader.ReadLong())
    {
        LossPercent = ReadFigure(reader),
        JitterMs = ReadFigure(reader),
        Mos = ReadFigure(reader),
    };

    private static void Write(StateWriter writer, double? figure) =>
        writer.Write(figure is { } known ? MediaFigure.Thousandths(known) : (long?)null);

    private static double? ReadFigure(StateReader reader) => reader.ReadOptionalLong() is { } thousandths ? MediaFigure.Of(thousandths) : null;
}

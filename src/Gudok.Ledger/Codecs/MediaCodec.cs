using Gudok.Calls;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The streams of a record among its details: a CBOR map each, figures in thousandths. Keys are stored and never change.</summary>
internal static class MediaCodec
{
    private const int Leg = 1, Direction = 2, Origin = 3, Codec = 4, Packets = 5, Lost = 6, Loss = 7, Jitter = 8, JitterMax = 9;
    private const int Rtt = 10, Mos = 11, StartedAt = 12, EndedAt = 13, Worst = 14, Silent = 15, Dtmf = 16;
    private const int WorstOffset = 1, WorstLoss = 2, WorstJitter = 3, WorstMos = 4;

    public static void Encode(IReadOnlyList<MediaStream> media, CborWriter cbor)
    {
        cbor.WriteArray(media.Count);
        for (var index = 0; index < media.Count; index++) Encode(media[index], cbor);
    }

    public static MediaStream[] Decode(ref CborReader cbor)
    {
        var count = cbor.ReadArray();
        if (count > MediaStream.MostOfCall) throw PackedReader.Broken();
        var media = new MediaStream[count];
        for (var index = 0; index < count; index++) media[index] = DecodeStream(ref cbor);
        return media;
    }

    private static void Encode(MediaStream stream, CborWriter cbor)
    {
        cbor.WriteMap(3 + (stream.Codec is null ? 0 : 1) + One(stream.Packets) + One(stream.Lost) + One(stream.LossPercent) + One(stream.JitterMs)
            + One(stream.JitterMaxMs) + One(stream.RttMs) + One(stream.Mos) + One(stream.StartedAt) + One(stream.EndedAt)
            + (stream.Worst is null ? 0 : 1) + One(stream.SilentPercent) + One(stream.DtmfEvents));
        Write(cbor, Leg, stream.Leg);
        Write(cbor, Direction, (long)stream.Direction);
        Write(cbor, Origin, (long)stream.Origin);
        if (stream.Codec is { } codec)
        {
            cbor.WriteInteger(Codec);
            cbor.WriteText(codec);
        }

        Write(cbor, Packets, stream.Packets);
        Write(cbor, Lost, stream.Lost);
        WriteFigure(cbor, Loss, stream.LossPercent);
        WriteFigure(cbor, Jitter, stream.JitterMs);
        WriteFigure(cbor, JitterMax, stream.JitterMaxMs);
        WriteFigure(cbor, Rtt, stream.RttMs);
        WriteFigure(cbor, Mos, stream.Mos);
        Write(cbor, StartedAt, stream.StartedAt?.Micros);
        Write(cbor, EndedAt, stream.EndedAt?.Micros);
        if (stream.Worst is { } worst) Encode(worst, cbor);
        WriteFigure(cbor, Silent, stream.SilentPercent);
        Write(cbor, Dtmf, stream.DtmfEvents);
    }

    private static void Encode(MediaWindow worst, CborWriter cbor)
    {
        cbor.WriteInteger(Worst);
        cbor.WriteMap(1 + One(worst.LossPercent) + One(worst.JitterMs) + One(worst.Mos));
        Write(cbor, WorstOffset, worst.OffsetMs);
        WriteFigure(cbor, WorstLoss, worst.LossPercent);
        WriteFigure(cbor, WorstJitter, worst.JitterMs);
        WriteFigure(cbor, WorstMos, worst.Mos);
    }

    private static MediaStream DecodeStream(ref CborReader cbor)
    {
        var stream = new MediaStream();
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--) stream = With(stream, cbor.ReadInteger(), ref cbor);
        return stream;
    }

    private static MediaStream With(MediaStream stream, long key, ref CborReader cbor) => key switch
    {
        Leg => stream with { Leg = (int)cbor.ReadInteger() },
        Direction => stream with { Direction = (MediaDirection)cbor.ReadInteger() },
        Origin => stream with { Origin = (MediaOrigin)cbor.ReadInteger() },
        Codec => stream with { Codec = cbor.ReadText() },
        Packets => stream with { Packets = cbor.ReadInteger() },
        Lost => stream with { Lost = cbor.ReadInteger() },
        Loss => stream with { LossPercent = ReadFigure(ref cbor) },
        Jitter => stream with { JitterMs = ReadFigure(ref cbor) },
        JitterMax => stream with { JitterMaxMs = ReadFigure(ref cbor) },
        Rtt => stream with { RttMs = ReadFigure(ref cbor) },
        Mos => stream with { Mos = ReadFigure(ref cbor) },
        StartedAt => stream with { StartedAt = new Instant(cbor.ReadInteger()) },
        EndedAt => stream with { EndedAt = new Instant(cbor.ReadInteger()) },
        Worst => stream with { Worst = DecodeWorst(ref cbor) },
        Silent => stream with { SilentPercent = ReadFigure(ref cbor) },
        Dtmf => stream with { DtmfEvents = (int)cbor.ReadInteger() },
        _ => throw PackedReader.Broken(),
    };

    private static MediaWindow DecodeWorst(ref CborReader cbor)
    {
        var worst = new MediaWindow(0);
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            worst = cbor.ReadInteger() switch
            {
                WorstOffset => worst with { OffsetMs = cbor.ReadInteger() },
                WorstLoss => worst with { LossPercent = ReadFigure(ref cbor) },
                WorstJitter => worst with { JitterMs = ReadFigure(ref cbor) },
                WorstMos => worst with { Mos = ReadFigure(ref cbor) },
                _ => throw PackedReader.Broken(),
            };
        }

        return worst;
    }

    private static double ReadFigure(ref CborReader cbor) => MediaFigure.Of(cbor.ReadInteger());

    private static int One<T>(T? value)
        where T : struct => value.HasValue ? 1 : 0;

    private static void Write(CborWriter cbor, int key, long? value)
    {
        if (value is not { } number) return;
        cbor.WriteInteger(key);
        cbor.WriteInteger(number);
    }

    private static void WriteFigure(CborWriter cbor, int key, double? value) =>
        Write(cbor, key, value is { } figure ? MediaFigure.Thousandths(figure) : null);
}

using System.Text.Json.Nodes;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Reads the streams among disclosed details in words.</summary>
internal static class EvidenceMedia
{
    public static JsonArray Streams(ref CborReader cbor)
    {
        var streams = new JsonArray();
        for (var count = cbor.ReadArray(); count > 0; count--)
        {
            var stream = new JsonObject();
            for (var pairs = cbor.ReadMap(); pairs > 0; pairs--) ReadPair(cbor.ReadInteger(), ref cbor, stream);
            streams.Add((JsonNode)stream);
        }

        return streams;
    }

    private static void ReadPair(long key, ref CborReader cbor, JsonObject stream)
    {
        switch (key)
        {
            case 1: stream["leg"] = cbor.ReadInteger(); break;
            case 2: stream["direction"] = EvidenceWords.Word(EvidenceWords.MediaDirections, cbor.ReadInteger()); break;
            case 3: stream["origin"] = EvidenceWords.Word(EvidenceWords.MediaOrigins, cbor.ReadInteger()); break;
            case 4: stream["codec"] = cbor.ReadText(); break;
            case 5: stream["packets"] = cbor.ReadInteger(); break;
            case 6: stream["lost"] = cbor.ReadInteger(); break;
            case 7: stream["lossPercent"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
            case 8: stream["jitterMs"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
            case 9: stream["jitterMaxMs"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
            case 10: stream["rttMs"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
            case 11: stream["mos"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
            case 12: stream["startedAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
            case 13: stream["endedAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
            case 14: stream["worst"] = Worst(ref cbor); break;
            case 15: stream["silentPercent"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
            case 16: stream["dtmfEvents"] = cbor.ReadInteger(); break;
            default: throw new InvalidDataException("A stream is none that this program knows.");
        }
    }

    private static JsonObject Worst(ref CborReader cbor)
    {
        var worst = new JsonObject();
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            switch (cbor.ReadInteger())
            {
                case 1: worst["offsetMs"] = cbor.ReadInteger(); break;
                case 2: worst["lossPercent"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
                case 3: worst["jitterMs"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
                case 4: worst["mos"] = EvidenceWords.Thousandths(cbor.ReadInteger()); break;
                default: throw new InvalidDataException("A stretch of a stream is none that this program knows.");
            }
        }

        return worst;
    }
}

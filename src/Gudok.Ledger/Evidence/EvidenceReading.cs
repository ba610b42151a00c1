using System.Text.Json.Nodes;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Reads form and details in words: each member in the order in which it stands in the octets.</summary>
internal static class EvidenceReading
{
    private static readonly string?[] DetailTexts =
    [
        null, "sessionId", "source", "channelId", null, "operator", "department", "service", "topic", "kind", "application", null, "handling", "region",
    ];

    /// <summary>The form in words.</summary>
    /// <param name="form">The octets.</param>
    /// <param name="roles">Takes the roles committed to.</param>
    public static JsonObject OfForm(ReadOnlySpan<byte> form, List<long> roles)
    {
        var cbor = new CborReader(form);
        var reading = new JsonObject();
        var before = -1L;
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            var key = cbor.ReadInteger();
            if (key <= before) throw new InvalidDataException("A form is not in order.");
            before = key;
            ReadFormPair(key, ref cbor, reading, roles);
        }

        return cbor.IsAtEnd && reading.ContainsKey("id") ? reading : throw new InvalidDataException("A form is not whole.");
    }

    /// <summary>The details in words.</summary>
    public static JsonObject OfDetails(ReadOnlySpan<byte> details)
    {
        var cbor = new CborReader(details);
        var reading = new JsonObject();
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            var key = cbor.ReadInteger();
            if (key == 4) reading["legs"] = DetailLegs(ref cbor);
            else if (key == 11) reading["priority"] = cbor.ReadInteger();
            else if (key == 17) reading["media"] = EvidenceMedia.Streams(ref cbor);
            else if (key == 18) reading["oneWayAudio"] = EvidenceWords.Word(EvidenceWords.Unheard, cbor.ReadInteger());
            else if (key is > 0 and < 14) reading[DetailTexts[key]!] = cbor.ReadText();
            else throw new InvalidDataException("A detail is none that this program knows.");
        }

        return cbor.IsAtEnd ? reading : throw new InvalidDataException("Details are not whole.");
    }

    private static void ReadFormPair(long key, ref CborReader cbor, JsonObject reading, List<long> roles)
    {
        switch (key)
        {
            case 0 when cbor.ReadInteger() == LeafForm.FormVersion: break;
            case 1: reading["id"] = EvidenceWords.Id(cbor.ReadBytes()); break;
            case 2: reading["startedAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
            case 3: reading["ringingAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
            case 4: reading["answeredAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
            case 5: reading["endedAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
            case 6: reading["setupMs"] = cbor.ReadInteger(); break;
            case 7: reading["talkMs"] = cbor.ReadInteger(); break;
            case 8: reading["earlyMediaMs"] = cbor.ReadInteger(); break;
            case 9: reading["direction"] = EvidenceWords.Word(EvidenceWords.Directions, cbor.ReadInteger()); break;
            case 10: reading["disposition"] = EvidenceWords.Word(EvidenceWords.Dispositions, cbor.ReadInteger()); break;
            case 11: reading["sipStatus"] = cbor.ReadInteger(); break;
            case 12: reading["cause"] = cbor.ReadInteger(); break;
            case 13: reading["endedBy"] = EvidenceWords.Word(EvidenceWords.Ends, cbor.ReadInteger()); break;
            case 14: reading["transfer"] = EvidenceWords.Word(EvidenceWords.Transfers, cbor.ReadInteger()); break;
            case 15: ReadMarks(cbor.ReadInteger(), reading); break;
            case 16: reading["linkId"] = EvidenceWords.Hex(cbor.ReadBytes()); break;
            case 17: reading["quality"] = Quality(ref cbor); break;
            case 18: reading["legs"] = FormLegs(ref cbor); break;
            case 19: reading["committed"] = Roles(ref cbor, roles); break;
            case 20: reading["sameAs"] = SameAs(ref cbor); break;
            case 21: reading["correctedAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
            default: throw new InvalidDataException("A form is none that this program knows.");
        }
    }

    private static void ReadMarks(long marks, JsonObject reading)
    {
        if (marks is < 0 or > 31) throw new InvalidDataException("Marks are none.");
        reading["withheld"] = (marks & 1) != 0;
        reading["complete"] = (marks & 2) != 0;
        reading["startEstimated"] = (marks & 4) != 0;
        reading["endEstimated"] = (marks & 8) != 0;
        reading["lossSuspected"] = (marks & 16) != 0;
    }

    private static JsonObject Quality(ref CborReader cbor)
    {
        string[] names = ["mos", "lossPercent", "jitterMs", "rttMs"];
        var quality = new JsonObject();
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            var name = EvidenceWords.Word(names, cbor.ReadInteger() - 1);
            quality[name] = EvidenceWords.Figure(cbor.ReadDouble());
        }

        return quality;
    }

    private static JsonArray FormLegs(ref CborReader cbor)
    {
        var legs = new JsonArray();
        for (var count = cbor.ReadArray(); count > 0; count--)
        {
            var leg = new JsonObject();
            for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
            {
                switch (cbor.ReadInteger())
                {
                    case 1: leg["startedAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
                    case 2: leg["answeredAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
                    case 3: leg["endedAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
                    case 4: leg["disposition"] = EvidenceWords.Word(EvidenceWords.Dispositions, cbor.ReadInteger()); break;
                    case 5: leg["sipStatus"] = cbor.ReadInteger(); break;
                    default: throw new InvalidDataException("A leg is none that this program knows.");
                }
            }

            legs.Add((JsonNode)leg);
        }

        return legs;
    }

    private static JsonArray DetailLegs(ref CborReader cbor)
    {
        var legs = new JsonArray();
        for (var count = cbor.ReadArray(); count > 0; count--)
        {
            var leg = new JsonObject();
            for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
            {
                switch (cbor.ReadInteger())
                {
                    case 1: leg["callId"] = cbor.ReadText(); break;
                    case 2: leg["fromTag"] = cbor.ReadText(); break;
                    case 3: leg["toTag"] = cbor.ReadText(); break;
                    case 4: leg["from"] = EvidenceWords.Endpoint(cbor.ReadBytes()); break;
                    case 5: leg["to"] = EvidenceWords.Endpoint(cbor.ReadBytes()); break;
                    default: throw new InvalidDataException("A leg is none that this program knows.");
                }
            }

            legs.Add((JsonNode)leg);
        }

        return legs;
    }

    private static JsonArray Roles(ref CborReader cbor, List<long> roles)
    {
        var names = new JsonArray();
        for (var count = cbor.ReadArray(); count > 0; count--)
        {
            roles.Add(cbor.ReadInteger());
            names.Add((JsonNode)EvidenceWords.Role(roles[^1]));
        }

        return names;
    }

    private static JsonObject SameAs(ref CborReader cbor)
    {
        var places = new JsonObject();
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            var place = EvidenceWords.Role(cbor.ReadInteger());
            var role = cbor.ReadInteger();
            places[place] = role == 0 ? "nobody committed to" : EvidenceWords.Role(role);
        }

        return places;
    }
}

using System.Text.Json.Nodes;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Reads form and details of an amendment in words.</summary>
internal static class EvidenceAmendment
{
    // A map of four: no record has so few.
    private const string FirstOctet = "a4";

    private static readonly string?[] DetailTexts =
    [
        null, null, null, null, null, null, null, "service", "topic", "kind", "application", null, "handling", null, "actor",
    ];

    /// <summary>Whether a form is that of an amendment.</summary>
    /// <param name="form">Its octets in hexadecimal digits.</param>
    public static bool IsForm(string form) => form.StartsWith(FirstOctet, StringComparison.Ordinal);

    /// <summary>The form in words.</summary>
    public static JsonObject OfForm(ReadOnlySpan<byte> form)
    {
        var cbor = new CborReader(form);
        var reading = new JsonObject();
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            switch (cbor.ReadInteger())
            {
                case 0 when cbor.ReadInteger() == LeafForm.FormVersion: break;
                case 1: reading["id"] = EvidenceWords.Id(cbor.ReadBytes()); break;
                case 21: reading["amendedAt"] = EvidenceWords.Time(cbor.ReadInteger()); break;
                case 22: reading["amendment"] = cbor.ReadInteger(); break;
                default: throw new InvalidDataException("A form is none that this program knows.");
            }
        }

        return cbor.IsAtEnd && reading.Count == 3 ? reading : throw new InvalidDataException("A form is not whole.");
    }

    /// <summary>The details in words. Of a note it says that there is one: its text is sealed.</summary>
    public static JsonObject OfDetails(ReadOnlySpan<byte> details)
    {
        var cbor = new CborReader(details);
        var reading = new JsonObject();
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            var key = cbor.ReadInteger();
            if (key == 11) reading["priority"] = cbor.ReadInteger();
            else if (key == 15) reading["transferredTo"] = cbor.ReadBytes() is { IsEmpty: false } id ? EvidenceWords.Id(id) : "";
            else if (key == 16) reading["note"] = cbor.ReadBytes().IsEmpty ? "" : "sealed";
            else if (key >= 0 && key < DetailTexts.Length && DetailTexts[key] is { } name) reading[name] = cbor.ReadText();
            else throw new InvalidDataException("A detail is none that this program knows.");
        }

        return cbor.IsAtEnd ? reading : throw new InvalidDataException("Details are not whole.");
    }
}

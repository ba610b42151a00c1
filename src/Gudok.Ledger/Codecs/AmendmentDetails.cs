using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Who amended what: a deterministic CBOR map, whose keys go on from those of <see cref="DetailsCodec"/> and never change.</summary>
internal static class AmendmentDetails
{
    private const int Service = 7, Topic = 8, Kind = 9, Application = 10, Priority = 11, Handling = 12, Actor = 14, TransferredTo = 15, Note = 16;

    public static void Encode(CallAmendment amendment, CborWriter cbor)
    {
        var changes = amendment.Changes;
        cbor.WriteMap(1 + One(changes.Service) + One(changes.Topic) + One(changes.Kind) + One(changes.Application) + One(changes.Handling)
            + One(changes.Note) + (changes.Priority is null ? 0 : 1) + (changes.TransferredTo is null ? 0 : 1));
        Write(cbor, Service, changes.Service);
        Write(cbor, Topic, changes.Topic);
        Write(cbor, Kind, changes.Kind);
        Write(cbor, Application, changes.Application);
        if (changes.Priority is { } priority)
        {
            cbor.WriteInteger(Priority);
            cbor.WriteInteger(priority);
        }

        Write(cbor, Handling, changes.Handling);
        Write(cbor, Actor, amendment.Actor);
        if (changes.TransferredTo is { } other) WriteId(cbor, other);
        if (changes.Note is not { } note) return;
        cbor.WriteInteger(Note);
        cbor.WriteBytes(note.Data.Span);
    }

    /// <summary>Reads the map; the note's parties are kept apart, as an id of a party never leaves the process.</summary>
    public static (string Actor, AmendedValues Changes) Decode(ReadOnlySpan<byte> details, IReadOnlyList<PartyId> noteParties)
    {
        var cbor = new CborReader(details);
        var words = new string?[Actor + 1];
        int? priority = null;
        RecordId? other = null;
        SealedNote? note = null;
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            var key = cbor.ReadInteger();
            if (key == Priority) priority = (int)cbor.ReadInteger();
            else if (key == TransferredTo) other = ReadId(cbor.ReadBytes());
            else if (key == Note) note = new SealedNote(noteParties, cbor.ReadBytes().ToArray());
            else if (key is >= Service and <= Actor) words[key] = cbor.ReadText();
            else throw PackedReader.Broken();
        }

        return (words[Actor] ?? throw PackedReader.Broken(), new AmendedValues
        {
            Service = words[Service],
            Topic = words[Topic],
            Kind = words[Kind],
            Application = words[Application],
            Priority = priority,
            Handling = words[Handling],
            TransferredTo = other,
            Note = note,
        });
    }

    private static int One(object? value) => value is null ? 0 : 1;

    private static void Write(CborWriter cbor, int key, string? text)
    {
        if (text is null) return;
        cbor.WriteInteger(key);
        cbor.WriteText(text);
    }

    private static void WriteId(CborWriter cbor, RecordId id)
    {
        Span<byte> octets = stackalloc byte[RecordId.Length];
        id.Write(octets);
        cbor.WriteInteger(TransferredTo);
        cbor.WriteBytes(id == default ? [] : octets);
    }

    private static RecordId ReadId(ReadOnlySpan<byte> octets) => octets.Length switch
    {
        0 => default,
        RecordId.Length => RecordId.Read(octets),
        _ => throw PackedReader.Broken(),
    };
}

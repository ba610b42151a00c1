using System.Buffers.Binary;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>A held record in octets: deterministic CBOR (docs/ledger-format.md). Keys are stored and never change.</summary>
internal static class HeldRecordCodec
{
    private const int FormVersion = 1;
    private const int Version = 0, Id = 1, Entries = 2, Proof = 3;
    private const int Kind = 0, Position = 1, Start = 2, Parties = 3, Facts = 4, Commitments = 5, MadeAt = 6, Amendment = 7, NoteParties = 8,
        Salt = 9, Details = 10, LeafHash = 11;

    public static byte[] Encode(HeldRecord held)
    {
        var cbor = new CborWriter();
        Span<byte> id = stackalloc byte[RecordId.Length];
        held.Id.Write(id);
        cbor.WriteMap(4);
        cbor.WriteInteger(Version);
        cbor.WriteInteger(FormVersion);
        cbor.WriteInteger(Id);
        cbor.WriteBytes(id);
        cbor.WriteInteger(Entries);
        cbor.WriteArray(held.Entries.Count);
        foreach (var entry in held.Entries) Encode(entry, cbor);
        Write(cbor, Proof, held.Proof);
        return cbor.Written.ToArray();
    }

    public static HeldRecord Decode(ReadOnlySpan<byte> octets)
    {
        var cbor = new CborReader(octets);
        var id = default(RecordId);
        var entries = new List<HeldEntry>();
        byte[] proof = [];
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            switch (cbor.ReadInteger())
            {
                case Version when cbor.ReadInteger() == FormVersion: break;
                case Id: id = RecordId.Read(cbor.ReadBytes()); break;
                case Entries:
                    for (var count = cbor.ReadArray(); count > 0; count--) entries.Add(DecodeEntry(id, ref cbor));
                    break;
                case Proof: proof = cbor.ReadBytes().ToArray(); break;
                default: throw PackedReader.Broken();
            }
        }

        return entries is [{ Kind: HeldKind.Record }, ..] ? new HeldRecord(entries, proof) : throw PackedReader.Broken();
    }

    private static void Encode(HeldEntry entry, CborWriter cbor)
    {
        var details = new CborWriter();
        cbor.WriteMap(entry.Kind switch { HeldKind.Record => 9, HeldKind.Correction => 10, HeldKind.Amendment => 8 });
        Write(cbor, Kind, (long)entry.Kind);
        Write(cbor, Position, entry.Position);
        if (entry.Record is { } record)
        {
            DetailsCodec.Encode(record, details);
            Write(cbor, Start, record.StartedAt.Micros);
            Write(cbor, Parties, Pack([record.Caller, record.Callee, record.Dialled]));
            var packed = new PackedWriter();
            FactsCodec.Encode(record, packed);
            Write(cbor, Facts, packed.Written);
            packed.Reset();
            CommitmentCodec.Encode(entry.Commitments, packed);
            Write(cbor, Commitments, packed.Written);
            if (entry.MadeAt is { } madeAt) Write(cbor, MadeAt, madeAt.Micros);
        }
        else
        {
            AmendmentDetails.Encode(entry.Amendment!, details);
            Write(cbor, MadeAt, entry.MadeAt!.Value.Micros);
            Write(cbor, Amendment, entry.Version);
            Write(cbor, NoteParties, Pack(entry.Amendment!.Changes.Note?.Parties ?? []));
        }

        Write(cbor, Salt, entry.Salt);
        Write(cbor, Details, details.Written);
        Write(cbor, LeafHash, entry.Leaf);
    }

    private static HeldEntry DecodeEntry(RecordId id, ref CborReader cbor)
    {
        var numbers = new long[LeafHash + 1];
        var octets = new byte[LeafHash + 1][];
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            var key = cbor.ReadInteger();
            if (key is Kind or Position or Start or MadeAt or Amendment) numbers[key] = cbor.ReadInteger();
            else if (key is > 0 and <= LeafHash) octets[key] = cbor.ReadBytes().ToArray();
            else throw PackedReader.Broken();
        }

        var kind = (HeldKind)numbers[Kind];
        var entry = new HeldEntry(kind, numbers[Position], kind == HeldKind.Record ? null : new Instant(numbers[MadeAt]), (int)numbers[Amendment], octets[Salt], octets[LeafHash]);
        return kind == HeldKind.Amendment ? entry with { Amendment = DecodeAmendment(id, entry, octets) } : DecodeRecord(id, numbers[Start], entry, octets);
    }

    private static CallAmendment DecodeAmendment(RecordId id, HeldEntry entry, byte[][] octets)
    {
        var (actor, changes) = AmendmentDetails.Decode(octets[Details], Unpack(octets[NoteParties]));
        return new CallAmendment(id, entry.MadeAt!.Value, actor, changes);
    }

    private static HeldEntry DecodeRecord(RecordId id, long start, HeldEntry entry, byte[][] octets)
    {
        var parties = Unpack(octets[Parties]);
        var facts = FactsCodec.Decode(id, start, parties[0].Value, parties[1].Value, parties[2].Value, octets[Facts]);
        var packed = new PackedReader(octets[Commitments]);
        return entry with { Record = DetailsCodec.Apply(facts, octets[Details]), Commitments = CommitmentCodec.Decode(ref packed) };
    }

    private static byte[] Pack(IReadOnlyList<PartyId> parties)
    {
        var octets = new byte[8 * parties.Count];
        for (var at = 0; at < parties.Count; at++) BinaryPrimitives.WriteUInt64LittleEndian(octets.AsSpan(8 * at), parties[at].Value);
        return octets;
    }

    private static PartyId[] Unpack(byte[] octets)
    {
        var parties = new PartyId[octets.Length / 8];
        for (var at = 0; at < parties.Length; at++) parties[at] = new PartyId(BinaryPrimitives.ReadUInt64LittleEndian(octets.AsSpan(8 * at)));
        return parties;
    }

    private static void Write(CborWriter cbor, int key, long value)
    {
        cbor.WriteInteger(key);
        cbor.WriteInteger(value);
    }

    private static void Write(CborWriter cbor, int key, ReadOnlySpan<byte> value)
    {
        cbor.WriteInteger(key);
        cbor.WriteBytes(value);
    }
}

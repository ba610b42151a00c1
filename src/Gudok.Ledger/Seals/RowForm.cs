using System.Buffers.Binary;
using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The plain columns of rows as bytes: their hash is sealed with the page, so that a changed PartyId or a swapped row shows.</summary>
internal static class RowForm
{
    /// <summary>Octets of a call key in a row: the upper 12 bits in two, the lower 62 in eight, big-endian.</summary>
    public const int KeyLength = 10;

    public static void WriteKey(CallKey key, Span<byte> octets)
    {
        BinaryPrimitives.WriteUInt16BigEndian(octets, key.High);
        BinaryPrimitives.WriteUInt64BigEndian(octets[2..], key.Low);
    }

    public static CallKey ReadKey(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != KeyLength) throw PackedReader.Broken();
        return new CallKey(BinaryPrimitives.ReadUInt16BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[2..]));
    }

    public static void Append(
        PackedWriter form, CallRecord record, ReadOnlySpan<byte> facts, ReadOnlySpan<byte> leaf)
    {
        form.WriteFixed64((ulong)record.StartedAt.Micros);
        WriteKey(record.Id.Key, form.Take(KeyLength));
        form.WriteFixed64(record.Caller.Value);
        form.WriteFixed64(record.Callee.Value);
        form.WriteFixed64(record.Dialled.Value);
        form.WriteUnsigned((ulong)facts.Length);
        form.Write(facts);
        form.Write(leaf);
    }

    /// <summary>The columns that corrections and amendments share.</summary>
    public static void AppendAddition(
        PackedWriter form, int number, long position, Instant madeAt, RecordId id, RecordPlace of, CorrectionPlace? prior)
    {
        form.WriteUnsigned((ulong)number);
        form.WriteSigned(position);
        form.WriteSigned(madeAt.Micros);
        id.Write(form.Take(RecordId.Length));
        form.WriteSigned(of.Segment.Packed);
        form.WriteUnsigned((ulong)of.Row);
        form.WriteSigned(prior?.Segment.Packed ?? -1);
        form.WriteSigned(prior?.Number ?? -1);
    }

    public static void Hash(PackedWriter form, Span<byte> hash) => SHA256.HashData(form.Written, hash);
}

using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Writes and reads rows of the table of corrections. One seal each: they are few. Not thread-safe.</summary>
/// <remarks>Plaintext: hash of the plain columns (32) ‖ salt (16) ‖ details. Sealed under the day key of the call, not of the day it
/// is made, so that it dies with the call.</remarks>
internal sealed class CorrectionCodec(byte[] fileId, IDayKeys dayKeys)
{
    public const string Insert = "insert into corrections values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    public const string Select = "select n,position,made,id,segment,row,prior_segment,prior_n,start,caller,callee,dialled,facts,leaf,details,"
        + "commitments from corrections where n=?";

    private const int HashLength = SHA256.HashSizeInBytes;
    private readonly PackedWriter _facts = new();
    private readonly PackedWriter _form = new();
    private readonly PackedWriter _commitments = new();
    private readonly PackedWriter _plaintext = new();
    private readonly CborWriter _details = new();
    private readonly LeafForm _leafForm = new();

    public void Write(LedgerStatement insert, int number, long position, PendingCorrection pending)
    {
        var record = pending.Correction.Record;
        Span<byte> leaf = stackalloc byte[Leaf.HashLength];
        Span<byte> id = stackalloc byte[RecordId.Length];
        record.Id.Write(id);
        Encode(pending, leaf);
        AppendForm(number, position, pending.Correction, pending.Of, pending.Prior, _facts.Written, leaf);
        RowForm.Hash(_form, _plaintext.Head(HashLength));
        var sealedBytes = new byte[_plaintext.Length + DaySeal.Overhead];
        using var seal = new DaySeal(dayKeys.GetOrCreate(pending.Of.Segment.Day), fileId);
        seal.Seal(SealKind.Correction, (UInt128)number, _plaintext.Written, sealedBytes);
        insert.Bind(1, number).Bind(2, position).Bind(3, pending.Correction.MadeAt.Micros).Bind(4, id)
            .Bind(5, pending.Of.Segment.Packed).Bind(6, pending.Of.Row);
        if (pending.Prior is { } prior) insert.Bind(7, prior.Segment.Packed).Bind(8, prior.Number);
        else insert.BindNull(7).BindNull(8);
        insert.Bind(9, record.StartedAt.Micros).Bind(10, record.Caller.Value).Bind(11, record.Callee.Value).Bind(12, record.Dialled.Value)
            .Bind(13, _facts.Written).Bind(14, leaf).Bind(15, sealedBytes).Bind(16, _commitments.Written).Run();
    }

    /// <summary>Reads the row that a statement stands on.</summary>
    public StoredCorrection Read(LedgerStatement row)
    {
        var number = row.Int32(0);
        var position = row.Int64(1);
        var of = new RecordPlace(SegmentName.Unpack(row.Int64(4)), row.Int32(5));
        CorrectionPlace? prior = row.IsNull(6) ? null : new CorrectionPlace(SegmentName.Unpack(row.Int64(6)), row.Int32(7));
        if (row.Blob(3).Length != RecordId.Length) throw PackedReader.Broken();
        var facts = FactsCodec.Decode(RecordId.Read(row.Blob(3)), row.Int64(8), row.UInt64(9), row.UInt64(10), row.UInt64(11), row.Blob(12));
        if (!dayKeys.TryGet(of.Segment.Day, out var key)) throw new InvalidDataException("The key of the call's day is gone.");
        using var seal = new DaySeal(key, fileId);
        var plaintext = seal.Open(SealKind.Correction, (UInt128)number, row.Blob(14));
        if (plaintext.Length < HashLength + Leaf.SaltLength) throw PackedReader.Broken();
        var salt = plaintext.AsSpan(HashLength, Leaf.SaltLength);
        var details = plaintext.AsSpan(HashLength + Leaf.SaltLength);
        var packed = new PackedReader(row.Blob(15));
        var commitments = CommitmentCodec.Decode(ref packed);
        var madeAt = new Instant(row.Int64(2));
        var correction = new CallCorrection(facts.Id, madeAt, DetailsCodec.Apply(facts, details), commitments);
        Span<byte> hashes = stackalloc byte[2 * HashLength];
        _leafForm.Hash(correction.Record, madeAt, salt, details, commitments, hashes);
        AppendForm(number, position, correction, of, prior, row.Blob(12), row.Blob(13));
        RowForm.Hash(_form, hashes[HashLength..]);
        var isSound = packed.IsAtEnd && hashes[..HashLength].SequenceEqual(row.Blob(13))
            && hashes[HashLength..].SequenceEqual(plaintext.AsSpan(0, HashLength));
        return new StoredCorrection(correction, of, prior, position, isSound);
    }

    private void Encode(PendingCorrection pending, Span<byte> leaf)
    {
        var (_, madeAt, record, commitments) = pending.Correction;
        _facts.Reset();
        FactsCodec.Encode(record, _facts);
        _details.Reset();
        DetailsCodec.Encode(record, _details);
        _plaintext.Reset();
        _plaintext.Take(HashLength);
        var salt = _plaintext.Take(Leaf.SaltLength);
        RandomNumberGenerator.Fill(salt);
        _leafForm.Hash(record, madeAt, salt, _details.Written, commitments, leaf);
        _plaintext.Write(_details.Written);
        _commitments.Reset();
        CommitmentCodec.Encode(commitments, _commitments);
    }

    private void AppendForm(
        int number,
        long position,
        CallCorrection correction,
        RecordPlace of,
        CorrectionPlace? prior,
        ReadOnlySpan<byte> facts,
        ReadOnlySpan<byte> leaf)
    {
        _form.Reset();
        _form.WriteUnsigned((ulong)number);
        _form.WriteSigned(position);
        _form.WriteSigned(correction.MadeAt.Micros);
        correction.Id.Write(_form.Take(RecordId.Length));
        _form.WriteSigned(of.Segment.Packed);
        _form.WriteUnsigned((ulong)of.Row);
        _form.WriteSigned(prior?.Segment.Packed ?? -1);
        _form.WriteSigned(prior?.Number ?? -1);
        RowForm.Append(_form, correction.Record, facts, leaf);
    }
}

using System.Security.Cryptography;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Seals corrections and opens them again. One seal each: they are few. Not thread-safe.</summary>
/// <remarks>Plaintext: hash of the plain columns (32) ‖ salt (16) ‖ details. Sealed under the day key of the call, not of the day it
/// is made, so that it dies with the call.</remarks>
internal sealed class CorrectionCodec(byte[] fileId, IDayKeys dayKeys)
{
    private const int HashLength = SHA256.HashSizeInBytes;
    private readonly PackedWriter _facts = new();
    private readonly PackedWriter _form = new();
    private readonly PackedWriter _commitments = new();
    private readonly PackedWriter _plaintext = new();
    private readonly CborWriter _details = new();
    private readonly LeafForm _leafForm = new();

    /// <summary>The columns under which a correction is stored.</summary>
    public CorrectionColumns Encode(int number, long position, PendingCorrection pending)
    {
        var record = pending.Correction.Record;
        var leaf = new byte[Leaf.HashLength];
        Encode(pending, leaf);
        AppendForm(number, position, pending.Correction, pending.Of, pending.Prior, _facts.Written, leaf);
        RowForm.Hash(_form, _plaintext.Head(HashLength));
        var sealedBytes = new byte[_plaintext.Length + DaySeal.Overhead];
        using var seal = new DaySeal(dayKeys.GetOrCreate(pending.Of.Segment.Part), fileId);
        seal.Seal(SealKind.Correction, (ulong)number, _plaintext.Written, sealedBytes);
        return new CorrectionColumns
        {
            Number = number,
            Position = position,
            MadeAt = pending.Correction.MadeAt,
            Id = record.Id,
            Of = pending.Of,
            Prior = pending.Prior,
            Start = record.StartedAt.Micros,
            Caller = record.Caller.Value,
            Callee = record.Callee.Value,
            Dialled = record.Dialled.Value,
            Facts = _facts.Written.ToArray(),
            Leaf = leaf,
            Details = sealedBytes,
            Commitments = _commitments.Written.ToArray(),
        };
    }

    /// <summary>Reads a correction back.</summary>
    /// <exception cref="InvalidDataException">It does not open: it was changed, or its day's key is gone.</exception>
    public StoredCorrection Decode(CorrectionColumns row)
    {
        var facts = FactsCodec.Decode(row.Id, row.Start, row.Caller, row.Callee, row.Dialled, row.Facts);
        if (!dayKeys.TryGet(row.Of.Segment.Part, out var key)) throw new InvalidDataException("The key of the call's day is gone.");
        using var seal = new DaySeal(key, fileId);
        var plaintext = seal.Open(SealKind.Correction, (ulong)row.Number, row.Details);
        if (plaintext.Length < HashLength + Leaf.SaltLength) throw PackedReader.Broken();
        var salt = plaintext.AsMemory(HashLength, Leaf.SaltLength);
        var details = plaintext.AsMemory(HashLength + Leaf.SaltLength);
        var packed = new PackedReader(row.Commitments);
        var commitments = CommitmentCodec.Decode(ref packed);
        var correction = new CallCorrection(facts.Id, row.MadeAt, DetailsCodec.Apply(facts, details.Span), commitments);
        Span<byte> hashes = stackalloc byte[2 * HashLength];
        _leafForm.Hash(correction.Record, row.MadeAt, salt.Span, details.Span, commitments, hashes);
        AppendForm(row.Number, row.Position, correction, row.Of, row.Prior, row.Facts, row.Leaf);
        RowForm.Hash(_form, hashes[HashLength..]);
        var isSound = packed.IsAtEnd && hashes[..HashLength].SequenceEqual(row.Leaf)
            && hashes[HashLength..].SequenceEqual(plaintext.AsSpan(0, HashLength));
        return new StoredCorrection(correction, row.Of, row.Prior, row.Position, salt, details, isSound) { Leaf = row.Leaf };
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
        RowForm.AppendAddition(_form, number, position, correction.MadeAt, correction.Id, of, prior);
        RowForm.Append(_form, correction.Record, facts, leaf);
    }
}

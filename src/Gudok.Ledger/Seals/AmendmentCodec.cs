using System.Security.Cryptography;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Seals amendments and opens them again. One seal each: they are few. Not thread-safe.</summary>
/// <remarks>Plaintext: hash of the plain columns (32) ‖ salt (16) ‖ count of the note's parties ‖ PartyIds (8 each) ‖ details. Sealed under
/// the day key of the call, not of the day it is made, so that it dies with the call.</remarks>
internal sealed class AmendmentCodec(byte[] fileId, IDayKeys dayKeys)
{
    private const int HashLength = SHA256.HashSizeInBytes;
    private readonly PackedWriter _form = new();
    private readonly PackedWriter _plaintext = new();
    private readonly CborWriter _details = new();

    /// <summary>The columns under which an amendment is stored.</summary>
    public AmendmentColumns Encode(int number, long position, PendingAmendment pending)
    {
        var (amendment, of, prior, version) = pending;
        _details.Reset();
        AmendmentDetails.Encode(amendment, _details);
        _plaintext.Reset();
        _plaintext.Take(HashLength);
        RandomNumberGenerator.Fill(_plaintext.Take(Leaf.SaltLength));
        var noteParties = amendment.Changes.Note?.Parties ?? [];
        _plaintext.WriteUnsigned((ulong)noteParties.Count);
        foreach (var party in noteParties) _plaintext.WriteFixed64(party.Value);
        _plaintext.Write(_details.Written);
        var leaf = new byte[Leaf.HashLength];
        AmendmentLeaf.Hash(amendment, version, _plaintext.From(HashLength)[..Leaf.SaltLength], _details.Written, leaf);
        var row = new AmendmentColumns
        {
            Number = number,
            Position = position,
            MadeAt = amendment.MadeAt,
            Id = amendment.Id,
            Of = of,
            Prior = prior,
            Version = version,
            Leaf = leaf,
            Details = new byte[_plaintext.Length + DaySeal.Overhead],
        };
        HashColumns(row, _plaintext.Head(HashLength));
        using var seal = new DaySeal(dayKeys.GetOrCreate(of.Segment.Part), fileId);
        seal.Seal(SealKind.Amendment, (ulong)number, _plaintext.Written, row.Details);
        return row;
    }

    /// <summary>Reads an amendment back.</summary>
    /// <exception cref="InvalidDataException">It does not open: it was changed, or its day's key is gone.</exception>
    public StoredAmendment Decode(AmendmentColumns row)
    {
        if (!dayKeys.TryGet(row.Of.Segment.Part, out var key)) throw new InvalidDataException("The key of the call's day is gone.");
        using var seal = new DaySeal(key, fileId);
        var packed = new PackedReader(seal.Open(SealKind.Amendment, (ulong)row.Number, row.Details));
        var hash = packed.Take(HashLength);
        var salt = packed.Take(Leaf.SaltLength);
        var noteParties = new PartyId[packed.ReadCount(2 * FactsCodec.MostLegs + 3)];
        for (var index = 0; index < noteParties.Length; index++) noteParties[index] = new PartyId(packed.ReadFixed64());
        var details = packed.Take(packed.Left);
        var (actor, changes) = AmendmentDetails.Decode(details, noteParties);
        var amendment = new CallAmendment(row.Id, row.MadeAt, actor, changes);
        Span<byte> hashes = stackalloc byte[2 * HashLength];
        AmendmentLeaf.Hash(amendment, row.Version, salt, details, hashes[..HashLength]);
        HashColumns(row, hashes[HashLength..]);
        var isSound = hashes[..HashLength].SequenceEqual(row.Leaf) && hashes[HashLength..].SequenceEqual(hash);
        return new StoredAmendment(amendment, row.Of, row.Prior, row.Version, row.Position, isSound) { Salt = salt.ToArray(), Leaf = row.Leaf };
    }

    private void HashColumns(AmendmentColumns row, Span<byte> hash)
    {
        _form.Reset();
        RowForm.AppendAddition(_form, row.Number, row.Position, row.MadeAt, row.Id, row.Of, row.Prior);
        _form.WriteUnsigned((ulong)row.Version);
        _form.Write(row.Leaf);
        RowForm.Hash(_form, hash);
    }
}

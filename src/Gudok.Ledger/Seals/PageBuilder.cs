using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Collects the rows of one page: the plaintext of its seal and its commitments. Not thread-safe; reused page by page.</summary>
/// <remarks>Plaintext: hash of the plain columns (32), then for each row salt (16) ‖ length ‖ details.</remarks>
internal sealed class PageBuilder
{
    /// <summary>The most rows under one seal.</summary>
    public const int MostRows = 256;

    private const int HashLength = SHA256.HashSizeInBytes;
    private readonly PackedWriter _plaintext = new();
    private readonly PackedWriter _commitments = new();
    private readonly PackedWriter _form = new();
    private readonly PackedWriter _facts = new();
    private readonly CborWriter _details = new();
    private readonly LeafForm _leafForm = new();
    private readonly byte[] _salts = new byte[MostRows * Leaf.SaltLength];
    private readonly byte[] _leaf = new byte[Leaf.HashLength];
    private byte[] _sealed = [];

    public int Count { get; private set; }

    /// <summary>Facts of the row added last.</summary>
    public ReadOnlySpan<byte> Facts => _facts.Written;

    /// <summary>Leaf of the row added last.</summary>
    public ReadOnlySpan<byte> RowLeaf => _leaf;

    /// <summary>Commitments of all rows added.</summary>
    public ReadOnlySpan<byte> Commitments => _commitments.Written;

    public void Begin()
    {
        _plaintext.Reset();
        _plaintext.Take(HashLength);
        _commitments.Reset();
        _form.Reset();
        RandomNumberGenerator.Fill(_salts);
        Count = 0;
    }

    /// <summary>Adds a row.</summary>
    /// <param name="record">The record.</param>
    /// <param name="commitments">Of its parties, in order of role.</param>
    /// <param name="hasMessages">Whether messages are kept beside it: then their absence shows, as long as those of its day are there.</param>
    public void Add(CallRecord record, IReadOnlyList<PartyCommitment> commitments, bool hasMessages)
    {
        var salt = _salts.AsSpan(Count++ * Leaf.SaltLength, Leaf.SaltLength);
        _facts.Reset();
        FactsCodec.Encode(record, _facts, hasMessages);
        _details.Reset();
        DetailsCodec.Encode(record, _details);
        _leafForm.Hash(record, null, salt, _details.Written, commitments, _leaf);
        _plaintext.Write(salt);
        _plaintext.WriteUnsigned((ulong)_details.Written.Length);
        _plaintext.Write(_details.Written);
        CommitmentCodec.Encode(commitments, _commitments);
        RowForm.Append(_form, record, _facts.Written, _leaf);
    }

    /// <summary>Seals the page; the result is valid until the next page.</summary>
    /// <param name="seal">The segment's seal.</param>
    /// <param name="first">Number of the page's first row: the page's name.</param>
    /// <param name="position">The log position after the page's last record.</param>
    public ReadOnlySpan<byte> Seal(DaySeal seal, int first, long position)
    {
        WritePageForm(_form, first, Count, position);
        // Nothing was taken from the plaintext since Begin but writes behind the first octets.
        RowForm.Hash(_form, _plaintext.Head(HashLength));
        var length = _plaintext.Length + DaySeal.Overhead;
        if (_sealed.Length < length) _sealed = new byte[length * 2];
        seal.Seal(SealKind.Page, (ulong)first, _plaintext.Written, _sealed.AsSpan(0, length));
        return _sealed.AsSpan(0, length);
    }

    /// <summary>What of the page itself is hashed with its rows.</summary>
    public static void WritePageForm(PackedWriter form, int first, int count, long position)
    {
        form.WriteUnsigned((ulong)first);
        form.WriteUnsigned((ulong)count);
        form.WriteSigned(position);
    }
}

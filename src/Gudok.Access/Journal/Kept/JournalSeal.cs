using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Access;

/// <summary>Seals what entries say of people, and makes the hashes by which they are found. Thread-safe.</summary>
/// <remarks>AES-256-GCM under a key of the entry's day: nonce (12, random) ‖ ciphertext of salt (16) ‖ part ‖ tag (16); associated data is the
/// entry's plain part, so that neither can be put beside another. The leaf commits to SHA-256(salt ‖ part).</remarks>
internal sealed class JournalSeal : IDisposable
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyLength = 32;

    private readonly byte[] _root;
    private readonly byte[] _terms;

    public JournalSeal(KeyRing keys)
    {
        _root = keys.Derive(KeyPurpose.Journal);
        _terms = Derive("terms");
    }

    /// <summary>Seals an entry and computes its leaf.</summary>
    public JournalRow Seal(long number, long at, JournalEntry entry)
    {
        var (kind, outcome) = (AccessWords.Word(entry.Actor.Kind), AccessWords.Word(entry.Outcome));
        var plain = JournalRow.PlainPart(number, at, kind, entry.Act, outcome);
        byte[] salted = [.. RandomNumberGenerator.GetBytes(Leaf.SaltLength), .. SealedPart.Write(entry)];
        var sealedPart = new byte[NonceLength + salted.Length + TagLength];
        RandomNumberGenerator.Fill(sealedPart.AsSpan(0, NonceLength));
        using (var cipher = CipherOf(at))
        {
            cipher.Encrypt(
                sealedPart.AsSpan(0, NonceLength), salted, sealedPart.AsSpan(NonceLength, salted.Length), sealedPart.AsSpan(NonceLength + salted.Length), plain);
        }

        return new JournalRow(number, at, kind, entry.Act, outcome, sealedPart, LeafOf(plain, salted));
    }

    /// <summary>Opens a row.</summary>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public JournalEntry Open(JournalRow row)
    {
        var plain = row.PlainPart();
        var length = row.Sealed.Length - NonceLength - TagLength;
        if (length < Leaf.SaltLength) throw new InvalidDataException("The sealed part of an entry is cut short.");
        var salted = new byte[length];
        try
        {
            using var cipher = CipherOf(row.At);
            cipher.Decrypt(row.Sealed.AsSpan(0, NonceLength), row.Sealed.AsSpan(NonceLength, length), row.Sealed.AsSpan(NonceLength + length), salted, plain);
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new InvalidDataException("The sealed part of an entry does not open: it, or what stands beside it, was changed.", fault);
        }

        if (!LeafOf(plain, salted).AsSpan().SequenceEqual(row.Leaf)) throw new InvalidDataException("The leaf of an entry is not that of what it says.");
        return SealedPart.Read(row, salted.AsSpan(Leaf.SaltLength));
    }

    /// <summary>What an entry can be found by.</summary>
    public IReadOnlyCollection<long> TermsOf(JournalEntry entry)
    {
        var terms = new HashSet<long> { Term("actor", entry.Actor.Id), Term("actor", entry.Actor.Name) };
        foreach (var one in entry.Objects) terms.Add(Term("object", one));
        if (entry.Actor.Address is { } address) terms.Add(Term("address", address));
        if (entry.Correlation is { } correlation) terms.Add(Term("correlation", correlation));
        return terms;
    }

    /// <summary>The hash that stands for a word in the table of terms: whoever has the file alone cannot try names.</summary>
    public long Term(string of, string word)
    {
        var hash = HMACSHA256.HashData(_terms, Encoding.UTF8.GetBytes(of + "\0" + word.ToUpperInvariant()));
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_root);
        CryptographicOperations.ZeroMemory(_terms);
    }

    private static byte[] LeafOf(byte[] plain, byte[] salted)
    {
        Span<byte> commitment = stackalloc byte[Leaf.HashLength];
        Leaf.CommitField(salted.AsSpan(0, Leaf.SaltLength), salted.AsSpan(Leaf.SaltLength), commitment);
        var leaf = new byte[Leaf.HashLength];
        Leaf.Hash(plain, commitment, leaf);
        return leaf;
    }

    private AesGcm CipherOf(long at)
    {
        var day = DateOnly.FromDayNumber((int)Math.Clamp(JournalRow.DayOf(at), 0, DateOnly.MaxValue.DayNumber));
        var key = Derive(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        try
        {
            return new AesGcm(key, TagLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] Derive(string word)
    {
        var key = new byte[KeyLength];
        ShortHkdf.Expand(_root, Encoding.ASCII.GetBytes("gudok/1/journal/" + word), key);
        return key;
    }
}

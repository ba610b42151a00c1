using System.Security.Cryptography;

namespace Gudok.Backup;

/// <summary>The SHA-256 of every page of a file as it stands in the backup place: tells which pages changed, and seals the whole.</summary>
/// <param name="pageBytes">Octets of a page.</param>
internal sealed class PageTable(int pageBytes)
{
    /// <summary>Octets of a hash.</summary>
    public const int HashLength = 32;

    private byte[] _hashes = [];

    /// <summary>Octets of a page; the last of a file that is no database may be shorter.</summary>
    public int PageBytes => pageBytes;

    /// <summary>Pages that are known.</summary>
    public int Count { get; private set; }

    /// <summary>Takes note of a page; false if it is known already as it is.</summary>
    /// <param name="page">Its number from 0.</param>
    /// <param name="octets">Its octets.</param>
    public bool Set(int page, ReadOnlySpan<byte> octets)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        SHA256.HashData(octets, hash);
        Reserve(page + 1);
        var known = _hashes.AsSpan(page * HashLength, HashLength);
        if (page < Count && known.SequenceEqual(hash)) return false;
        hash.CopyTo(known);
        Count = Math.Max(Count, page + 1);
        return true;
    }

    /// <summary>Forgets the pages behind the end of the file.</summary>
    public void Cut(int count)
    {
        if (count >= Count) return;
        _hashes.AsSpan(count * HashLength, (Count - count) * HashLength).Clear();
        Count = count;
    }

    /// <summary>SHA-256 over the hashes of all pages in order, hexadecimal.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(_hashes.AsSpan(0, Count * HashLength)));

    private void Reserve(int count)
    {
        if (count * HashLength > _hashes.Length) Array.Resize(ref _hashes, Math.Max(count, _hashes.Length / HashLength * 2) * HashLength);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gudok.Backup;

/// <summary>Writes one sealed file of the backup place: beside its name first, so that what bears the name is whole.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    private const string Draft = ".tmp";

    private readonly string _path;
    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _plain = new byte[ArchiveStream.ChunkLength];
    private readonly byte[] _sealed = new byte[ArchiveStream.LengthLength + ArchiveStream.ChunkLength + ArchiveStream.TagLength];
    private int _filled;
    private long _chunk;
    private long _octets;
    private bool _isWhole;

    public ArchiveWriter(string path, ArchiveHead head, ArchiveKeys keys)
    {
        _path = path;
        _cipher = keys.CipherOf(head, Path.GetFileName(path));
        _file = new FileStream(path + Draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        Put(head.ToBytes());
    }

    /// <summary>Adds plain octets.</summary>
    public void Write(ReadOnlySpan<byte> octets)
    {
        while (octets.Length > 0)
        {
            // A full chunk waits until it is known not to be the last.
            if (_filled == _plain.Length) Seal(isLast: false);
            var taken = Math.Min(octets.Length, _plain.Length - _filled);
            octets[..taken].CopyTo(_plain.AsSpan(_filled));
            _filled += taken;
            octets = octets[taken..];
        }
    }

    /// <summary>Ends the file; it is durable, under its name, when this returns.</summary>
    public PartRef Complete()
    {
        Seal(isLast: true);
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path + Draft, _path, overwrite: true);
        _isWhole = true;
        return new PartRef(Path.GetFileName(_path), _octets, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_plain);
        _cipher.Dispose();
        _hash.Dispose();
        _file.Dispose();
        if (!_isWhole) File.Delete(_path + Draft);
    }

    private void Seal(bool isLast)
    {
        BinaryPrimitives.WriteInt32BigEndian(_sealed, _filled);
        var text = _sealed.AsSpan(ArchiveStream.LengthLength, _filled);
        var tag = _sealed.AsSpan(ArchiveStream.LengthLength + _filled, ArchiveStream.TagLength);
        _cipher.Encrypt(ArchiveStream.NonceOf(_chunk++, isLast), _plain.AsSpan(0, _filled), text, tag);
        Put(_sealed.AsSpan(0, ArchiveStream.LengthLength + _filled + ArchiveStream.TagLength));
        _filled = 0;
    }

    private void Put(ReadOnlySpan<byte> octets)
    {
        _file.Write(octets);
        _hash.AppendData(octets);
        _octets += octets.Length;
    }
}

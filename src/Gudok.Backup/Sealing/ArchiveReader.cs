using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gudok.Backup;

/// <summary>Reads one sealed file of the backup place; nothing of it is handed out before its seal is opened.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private readonly string _name;
    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly byte[] _sealed = new byte[ArchiveStream.ChunkLength + ArchiveStream.TagLength];
    private readonly byte[] _plain = new byte[ArchiveStream.ChunkLength];
    private long _chunk;
    private int _at;
    private int _filled;
    private bool _isOver;

    private ArchiveReader(string name, FileStream file, ArchiveHead head, AesGcm cipher)
    {
        _name = name;
        _file = file;
        Head = head;
        _cipher = cipher;
    }

    public ArchiveHead Head { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="BackupException">It is not there, is no archive, or its key is destroyed.</exception>
    public static ArchiveReader Open(string place, string name, ArchiveKeys keys)
    {
        var file = OpenFile(place, name);
        try
        {
            var head = ReadHead(file, name);
            return new ArchiveReader(name, file, head, keys.CipherOf(head, name));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The head of a file, for which no key is needed.</summary>
    public static ArchiveHead HeadOf(string place, string name)
    {
        using var file = OpenFile(place, name);
        return ReadHead(file, name);
    }

    /// <summary>Fills a buffer; false at the end of the file.</summary>
    /// <exception cref="BackupException">GDK-8001: a chunk was changed, or the file ends within the buffer.</exception>
    public bool TryFill(Span<byte> buffer)
    {
        var taken = 0;
        while (taken < buffer.Length)
        {
            if (_at == _filled && !NextChunk()) return taken == 0 ? false : throw Broken();
            var part = Math.Min(buffer.Length - taken, _filled - _at);
            _plain.AsSpan(_at, part).CopyTo(buffer[taken..]);
            _at += part;
            taken += part;
        }

        return true;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_plain);
        _cipher.Dispose();
        _file.Dispose();
    }

    private static FileStream OpenFile(string place, string name)
    {
        try
        {
            return new FileStream(Path.Combine(place, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupException(BackupFaults.ArchiveBroken, $"{name} is missing.");
        }
    }

    private static ArchiveHead ReadHead(FileStream file, string name)
    {
        var bytes = new byte[ArchiveHead.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return ArchiveHead.Read(bytes.AsSpan(0, read), name);
    }

    private bool NextChunk()
    {
        if (_isOver) return false;
        Span<byte> head = stackalloc byte[ArchiveStream.LengthLength];
        if (_file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) throw Broken();
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 0 or > ArchiveStream.ChunkLength) throw Broken();
        var octets = _sealed.AsSpan(0, length + ArchiveStream.TagLength);
        if (_file.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false) < octets.Length) throw Broken();
        _isOver = _file.Position == _file.Length;
        try
        {
            _cipher.Decrypt(ArchiveStream.NonceOf(_chunk++, _isOver), octets[..length], octets[length..], _plain.AsSpan(0, length));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Broken();
        }

        (_at, _filled) = (0, length);
        return length > 0 || NextChunk();
    }

    private BackupException Broken() => new(
        BackupFaults.ArchiveBroken, $"{_name} was changed or is cut short: copy it anew from where the backup place is kept twice, or restore an earlier run.");
}

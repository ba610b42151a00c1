using System.IO.Compression;

namespace Gudok.Capture;

/// <summary>A file that may be packed with gzip, read as what it holds.</summary>
internal sealed class PackedFile : IDisposable
{
    private readonly Stream _raw;
    private readonly Stream _content;

    private PackedFile(Stream raw, Stream content)
    {
        _raw = raw;
        _content = content;
    }

    /// <summary>What it holds, from the beginning.</summary>
    public Stream Content => _content;

    /// <summary>Octets of the file that were read; 0 if that is not known.</summary>
    public long Position => _raw.CanSeek ? _raw.Position : 0;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PackedFile Open(string path) =>
        Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan));

    /// <summary>Opens a stream, which need not be able to seek.</summary>
    public static PackedFile Open(Stream raw)
    {
        var magic = new byte[2];
        var have = raw.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        var all = new Gudok.Calls.RejoinedStream(magic.AsMemory(0, have), raw);
        return new PackedFile(raw, magic is [0x1F, 0x8B] ? new GZipStream(all, CompressionMode.Decompress) : all);
    }

    /// <summary>The beginning of what it holds.</summary>
    public static byte[] Head(string path, int length)
    {
        using var file = Open(path);
        var head = new byte[length];
        return head[..file.Content.ReadAtLeast(head, length, throwOnEndOfStream: false)];
    }

    public void Dispose()
    {
        _content.Dispose();
        _raw.Dispose();
    }
}

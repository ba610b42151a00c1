using Microsoft.Win32.SafeHandles;

namespace Gudok.Backup;

/// <summary>A file that is no database being written: closed segments, indexes, lists, settings.</summary>
internal sealed class PlainFile(string path) : IPageSource
{
    /// <summary>The pages that such a file is cut into: those of the ledger's databases, so that a segment that closes stays what it was.</summary>
    public const int CutBytes = 8192;

    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    private readonly long _octets = new FileInfo(path).Length;

    public int PageBytes => CutBytes;

    public long Octets => _octets;

    public IReadOnlyCollection<int>? Changed => null;

    public int Read(int page, Span<byte> buffer)
    {
        var wanted = (int)Math.Min(PageBytes, _octets - (long)page * PageBytes);
        FileOctets.Fill(_file, buffer[..wanted], (long)page * PageBytes, path);
        return wanted;
    }

    public void Dispose() => _file.Dispose();
}

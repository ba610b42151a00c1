namespace Gudok.Backup;

/// <summary>What is to be copied without touching a disk of this machine: keys leave no trace there.</summary>
internal sealed class MemoryPages(ReadOnlyMemory<byte> octets) : IPageSource
{
    public int PageBytes => PlainFile.CutBytes;

    public long Octets => octets.Length;

    public IReadOnlyCollection<int>? Changed => null;

    public int Read(int page, Span<byte> buffer)
    {
        var from = page * PageBytes;
        var wanted = Math.Min(PageBytes, octets.Length - from);
        octets.Span.Slice(from, wanted).CopyTo(buffer);
        return wanted;
    }

    public void Dispose()
    {
        // Nothing is held open.
    }
}

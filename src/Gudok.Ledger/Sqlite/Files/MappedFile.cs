using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Gudok.Ledger;

/// <summary>A file that is never written again, mapped for reading. Little-endian, as its machine.</summary>
/// <remarks>Never disposed by hand: readers may still be in it when it is replaced; the handles' finalizers let it go after the last.</remarks>
internal sealed class MappedFile
{
    private readonly MemoryMappedViewAccessor? _view;

    public MappedFile(string path)
    {
        Path = path;
        Length = new FileInfo(path).Length;
        if (Length == 0) throw new LedgerException(LedgerFaults.Damaged, $"{path} is empty.");
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
    }

    public string Path { get; }

    public long Length { get; }

    public byte Byte(long offset) => _view!.ReadByte(offset);

    public int Int32(long offset) => _view!.ReadInt32(offset);

    public uint UInt32(long offset) => _view!.ReadUInt32(offset);

    public long Int64(long offset) => _view!.ReadInt64(offset);

    public ulong UInt64(long offset) => _view!.ReadUInt64(offset);

    public byte[] Bytes(long offset, int count)
    {
        var bytes = new byte[count];
        _view!.SafeMemoryMappedViewHandle.ReadSpan((ulong)offset, bytes.AsSpan());
        return bytes;
    }

    public T[] Array<T>(long offset, int count)
        where T : unmanaged
    {
        var values = new T[count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        _view!.SafeMemoryMappedViewHandle.ReadSpan((ulong)offset, bytes);
        return values;
    }
}

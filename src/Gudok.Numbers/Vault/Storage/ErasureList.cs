using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Gudok.Numbers;

/// <summary>The ids of the erased, one after another: what a restored backup must forget again.</summary>
/// <remarks>An entry is id (8, big-endian) ‖ its complement (8): a torn last entry is seen and cut off. Apart from the databases, so that
/// it can be kept when they are replaced by a backup. Reading is thread-safe, adding is for one at a time.</remarks>
internal sealed class ErasureList : IDisposable
{
    private const int EntryLength = 16;

    private readonly FileStream _file;
    private readonly ConcurrentDictionary<PartyId, bool> _ids = new();

    private ErasureList(FileStream file) => _file = file;

    public int Count => _ids.Count;

    public IEnumerable<PartyId> Ids => _ids.Keys;

    public static ErasureList Open(string path)
    {
        var list = new ErasureList(PrivateFile.Open(path, FileMode.OpenOrCreate));
        Span<byte> entry = stackalloc byte[EntryLength];
        long end = 0;
        while (list._file.ReadAtLeast(entry, EntryLength, throwOnEndOfStream: false) == EntryLength)
        {
            var id = BinaryPrimitives.ReadUInt64BigEndian(entry);
            if (BinaryPrimitives.ReadUInt64BigEndian(entry[8..]) != ~id) break;
            list._ids[new PartyId(id)] = true;
            end += EntryLength;
        }

        list._file.SetLength(end);
        list._file.Position = end;
        return list;
    }

    public bool Contains(PartyId id) => _ids.ContainsKey(id);

    /// <summary>Adds an id; durable when it returns.</summary>
    public void Add(PartyId id)
    {
        if (_ids.ContainsKey(id)) return;
        Span<byte> entry = stackalloc byte[EntryLength];
        BinaryPrimitives.WriteUInt64BigEndian(entry, id.Value);
        BinaryPrimitives.WriteUInt64BigEndian(entry[8..], ~id.Value);
        var end = _file.Position;
        try
        {
            _file.Write(entry);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _file.SetLength(end);
            _file.Position = end;
            throw;
        }

        _ids[id] = true;
    }

    public void Dispose() => _file.Dispose();
}

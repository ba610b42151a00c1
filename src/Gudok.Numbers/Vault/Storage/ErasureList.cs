using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Gudok.Numbers;

/// <summary>The ids of the erased, one after another: what a restored backup must forget again.</summary>
/// <remarks>An entry is id (8, big-endian) ‖ its complement (8): a torn last entry is seen and cut off. Apart from the databases, so that
/// it can be kept when they are replaced by a backup. Reading is thread-safe, adding is for one at a time.</remarks>
internal sealed class ErasureList : IErasures
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
        long end = 0;
        foreach (var id in Read(list._file))
        {
            list._ids[id] = true;
            end += EntryLength;
        }

        list._file.SetLength(end);
        list._file.Position = end;
        return list;
    }

    /// <summary>The ids in a list that another may be adding to; none if there is no list.</summary>
    public static IReadOnlyList<PartyId> ReadIds(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return [.. Read(file)];
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

    private static IEnumerable<PartyId> Read(FileStream file)
    {
        var entry = new byte[EntryLength];
        while (file.ReadAtLeast(entry, EntryLength, throwOnEndOfStream: false) == EntryLength)
        {
            var id = BinaryPrimitives.ReadUInt64BigEndian(entry);
            if (BinaryPrimitives.ReadUInt64BigEndian(entry.AsSpan(8)) != ~id) break;
            yield return new PartyId(id);
        }
    }
}

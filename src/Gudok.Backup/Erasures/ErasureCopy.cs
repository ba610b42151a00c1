using System.Buffers.Binary;
using System.Security.Cryptography;
using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>The list of the erased in a backup place: whatever backup is put back, they are forgotten again.</summary>
/// <remarks>An entry is PartyId (8, big-endian) ‖ the first 24 octets of HMAC-SHA-256(key; place in the list (8) ‖ PartyId (8)). Whoever owns the
/// place but not the keys can neither add to it nor take from its midst unseen.</remarks>
/// <param name="place">The backup place.</param>
/// <param name="ring">The installation's keys.</param>
internal sealed class ErasureCopy(string place, KeyRing ring)
{
    private const string FileName = "erased.list";
    private const int EntryLength = 32;
    private const int IdLength = 8;

    // All writers are in the process that owns the data folder: commands, continuous copying, the relay.
    private static readonly Lock _turn = new();

    private readonly string _path = Path.Combine(place, FileName);
    private HashSet<PartyId>? _known;

    /// <summary>Adds those that the list lacks; durable when it returns.</summary>
    public void Add(IEnumerable<PartyId> erased)
    {
        var wanted = erased.ToList();
        lock (_turn) Add(wanted);
    }

    /// <summary>Reads the list; empty if there is none. An entry cut short at the end is passed over.</summary>
    /// <exception cref="BackupException">GDK-8001: an entry was changed.</exception>
    public HashSet<PartyId> Read()
    {
        var ids = new HashSet<PartyId>();
        if (!File.Exists(_path)) return ids;
        var octets = File.ReadAllBytes(_path);
        for (var at = 0; at + EntryLength <= octets.Length; at += EntryLength)
        {
            var id = new PartyId(BinaryPrimitives.ReadUInt64BigEndian(octets.AsSpan(at)));
            if (!Entries([id], at / EntryLength).AsSpan().SequenceEqual(octets.AsSpan(at, EntryLength)))
                throw new BackupException(BackupFaults.ArchiveBroken, $"{FileName}: entry {at / EntryLength + 1} was changed. Put the file back as it was; without it the erased would come back.");
            ids.Add(id);
        }

        return ids;
    }

    private void Add(List<PartyId> wanted)
    {
        if (_known is not null && File.Exists(_path) && wanted.TrueForAll(_known.Contains)) return;
        _known = null;
        var known = Read();
        var missing = wanted.Where(id => !known.Contains(id)).Distinct().ToList();
        using (var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0))
        {
            // What was cut short at the end is written over.
            file.SetLength(known.Count * EntryLength);
            file.Position = file.Length;
            file.Write(Entries(missing, known.Count));
            file.Flush(flushToDisk: true);
        }

        known.UnionWith(missing);
        _known = known;
    }

    private byte[] Entries(List<PartyId> ids, int first)
    {
        var key = ring.Derive(KeyPurpose.BackupErased);
        var octets = new byte[ids.Count * EntryLength];
        Span<byte> sealedText = stackalloc byte[2 * IdLength];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (var index = 0; index < ids.Count; index++)
        {
            BinaryPrimitives.WriteInt64BigEndian(sealedText, first + index);
            BinaryPrimitives.WriteUInt64BigEndian(sealedText[IdLength..], ids[index].Value);
            HMACSHA256.HashData(key, sealedText, hash);
            sealedText[IdLength..].CopyTo(octets.AsSpan(index * EntryLength));
            hash[..(EntryLength - IdLength)].CopyTo(octets.AsSpan(index * EntryLength + IdLength));
        }

        CryptographicOperations.ZeroMemory(key);
        return octets;
    }
}

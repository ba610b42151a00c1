using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>The file of one day's messages. Not thread-safe.</summary>
/// <remarks>The messages come sealed under their parties' keys; whose keys those are, and a hash of the sealed bytes, is sealed here under
/// the day key: SHA-256(data) (32) ‖ PartyIds (8 each, little-endian).</remarks>
internal sealed class MessageFile : IDisposable
{
    private const int RowBits = 20;
    private const int HashLength = SHA256.HashSizeInBytes;
    private const string Schema = """
        create table if not exists file(id blob not null);
        create table if not exists messages(place integer primary key, id blob not null, keys blob not null, data blob not null)
        """;

    private readonly LedgerDb _db;
    private readonly DaySeal _seal;
    private readonly LedgerStatement _put;
    private readonly LedgerStatement _find;
    private readonly PackedWriter _plaintext = new();
    private byte[] _sealed = [];

    public MessageFile(string path, DateOnly day, byte[] dayKey)
    {
        Day = day;
        _db = LedgerDb.OpenToWrite(path, Schema);
        _seal = new DaySeal(dayKey, EnsureId(_db));
        _put = _db.Prepare("insert or replace into messages values(?,?,?,?)");
        _find = _db.Prepare("select id,keys,data from messages where place=?");
    }

    public DateOnly Day { get; }

    public void Append(IReadOnlyList<(RecordPlace Place, LedgerEntry Entry)> entries)
    {
        _db.Execute("begin immediate");
        try
        {
            foreach (var (place, entry) in entries) Put(place, entry.Record.Id, entry.Messages!);
            _db.Execute("commit");
        }
        catch
        {
            _db.Rollback();
            throw;
        }
    }

    public SealedMessages? Find(RecordPlace place, RecordId id)
    {
        _find.Bind(1, Number(place));
        var isThere = _find.Step() && _find.Blob(0).Length == RecordId.Length && RecordId.Read(_find.Blob(0)) == id;
        var found = isThere ? Read(_find) : null;
        _find.Reset();
        return found;
    }

    public RecordId? FirstDamaged(CancellationToken cancellationToken)
    {
        using var rows = _db.Prepare("select id,keys,data from messages");
        while (rows.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Read(rows);
            }
            catch (InvalidDataException)
            {
                return rows.Blob(0).Length == RecordId.Length ? RecordId.Read(rows.Blob(0)) : default(RecordId);
            }
        }

        return null;
    }

    public void Dispose()
    {
        _seal.Dispose();
        _db.Dispose();
    }

    private static long Number(RecordPlace place) => (long)place.Segment.Number << RowBits | (uint)place.Row;

    private void Put(RecordPlace place, RecordId id, SealedMessages messages)
    {
        _plaintext.Reset();
        SHA256.HashData(messages.Data.Span, _plaintext.Take(HashLength));
        foreach (var party in messages.Parties) _plaintext.WriteFixed64(party.Value);
        var length = _plaintext.Length + DaySeal.Overhead;
        if (_sealed.Length < length) _sealed = new byte[length * 2];
        _seal.Seal(SealKind.Messages, id.Value, _plaintext.Written, _sealed.AsSpan(0, length));
        Span<byte> octets = stackalloc byte[RecordId.Length];
        id.Write(octets);
        _put.Bind(1, Number(place)).Bind(2, octets).Bind(3, _sealed.AsSpan(0, length)).Bind(4, messages.Data.Span).Run();
    }

    private SealedMessages Read(LedgerStatement row)
    {
        if (row.Blob(0).Length != RecordId.Length) throw PackedReader.Broken();
        var keys = _seal.Open(SealKind.Messages, RecordId.Read(row.Blob(0)).Value, row.Blob(1));
        var packed = new PackedReader(keys);
        Span<byte> hash = stackalloc byte[HashLength];
        SHA256.HashData(row.Blob(2), hash);
        if (!packed.Take(HashLength).SequenceEqual(hash)) throw new InvalidDataException("Kept messages were changed.");
        var parties = new List<PartyId>();
        while (!packed.IsAtEnd) parties.Add(new PartyId(packed.ReadFixed64()));
        return new SealedMessages(parties, row.Blob(2).ToArray());
    }

    private static byte[] EnsureId(LedgerDb db)
    {
        using (var select = db.Prepare("select id from file"))
        {
            if (select.Step()) return select.Blob(0).ToArray();
        }

        var id = RandomNumberGenerator.GetBytes(DaySeal.FileIdLength);
        using var insert = db.Prepare("insert into file values(?)");
        insert.Bind(1, id).Run();
        return id;
    }
}

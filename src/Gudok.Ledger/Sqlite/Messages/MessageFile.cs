using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>The file of the messages of one part of a day. Not thread-safe.</summary>
internal sealed class MessageFile : IDisposable
{
    private const int RowBits = 20;
    private const string Schema = """
        create table if not exists file(id blob not null);
        create table if not exists messages(place integer primary key, id blob not null, keys blob not null, data blob not null)
        """;

    private readonly LedgerDb _db;
    private readonly DaySeal _seal;
    private readonly LedgerStatement _put;
    private readonly LedgerStatement _find;
    private readonly MessageSeal _messages;

    public MessageFile(string path, DayPart part, byte[] dayKey)
    {
        Part = part;
        _db = LedgerDb.OpenToWrite(path, Schema);
        _seal = new DaySeal(dayKey, EnsureId(_db));
        _messages = new MessageSeal(_seal);
        _put = _db.Prepare("insert or replace into messages values(?,?,?,?)");
        _find = _db.Prepare("select id,keys,data from messages where place=?");
    }

    public DayPart Part { get; }

    public void Append(IReadOnlyList<(RecordPlace Place, LedgerEntry Entry)> entries)
    {
        _db.Begin();
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

    /// <summary>The messages of every call of the part.</summary>
    public IEnumerable<(RecordId Id, SealedMessages Messages)> All()
    {
        using var rows = _db.Prepare("select id,keys,data from messages");
        while (rows.Step()) yield return (RecordId.Read(rows.Blob(0)), Read(rows));
    }

    public void Dispose()
    {
        _seal.Dispose();
        _db.Dispose();
    }

    /// <summary>The place that a number of the table stands for.</summary>
    public static RecordPlace PlaceOf(DayPart part, long number) =>
        new(new SegmentName(part, (int)Math.Clamp(number >> RowBits, 0, SegmentName.MostOfPart - 1)), (int)(number & ((1 << RowBits) - 1)));

    private static long Number(RecordPlace place) => (long)place.Segment.Number << RowBits | (uint)place.Row;

    private void Put(RecordPlace place, RecordId id, SealedMessages messages)
    {
        Span<byte> octets = stackalloc byte[RecordId.Length];
        id.Write(octets);
        _put.Bind(1, Number(place)).Bind(2, octets).Bind(3, _messages.Seal(id, messages)).Bind(4, messages.Data.Span).Run();
    }

    private SealedMessages Read(LedgerStatement row)
    {
        if (row.Blob(0).Length != RecordId.Length) throw PackedReader.Broken();
        return _messages.Open(RecordId.Read(row.Blob(0)), row.Blob(1), row.Blob(2));
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

using System.Security.Cryptography;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>held.db: legal holds, what is kept apart for them, what stays of dropped days, whom they owe a look, and the classes of retention. Its parts share one connection under a lock.</summary>
internal sealed class HeldFile : IDisposable
{
    /// <summary>The day, on which no call starts, under whose key held records are sealed.</summary>
    public static readonly DayPart KeyDay = DayPart.OfDefault(DateOnly.MaxValue);

    private const string Schema = """
        create table if not exists file(id blob not null);
        create table if not exists holds(id blob primary key, call blob, party integer, actor blob not null, reason blob not null,
          made integer not null, until integer, released integer, released_by blob) without rowid;
        create table if not exists records(id blob primary key, sealed blob not null) without rowid;
        create table if not exists messages(id blob primary key, keys blob not null, data blob not null) without rowid;
        create table if not exists drops(day integer primary key, at integer not null, records integer not null, corrections integer not null,
          amendments integer not null, held integer not null, positions blob not null, leaves blob not null, done integer not null);
        create table if not exists residue(segment integer not null, minute integer not null, way integer not null, calls integer not null,
          talk integer not null, setup integer not null, with_setup integer not null, primary key(segment, minute, way)) without rowid;
        create table if not exists classes(number integer primary key, name blob not null, purpose blob not null, record_days integer not null,
          message_days integer not null);
        create table if not exists owed(party integer primary key)
        """;

    private readonly LedgerDb _db;

    public HeldFile(string path, IDayKeys dayKeys, RetentionTerms terms)
    {
        _db = LedgerDb.OpenToWrite(path, Schema);
        // What is released must be gone from the file's free pages too.
        _db.Execute("pragma secure_delete=on");
        var turn = new Lock();
        var id = EnsureId(_db);
        Holds = new HoldTable(_db, turn);
        Records = new HeldTable(_db, turn, () => new DaySeal(dayKeys.GetOrCreate(KeyDay), id));
        Messages = new HeldMessages(_db, turn, () => new DaySeal(dayKeys.GetOrCreate(KeyDay), id));
        Drops = new DropTable(_db, turn);
        Owed = new OwedTable(_db, turn);
        Classes = new ClassTable(_db, turn, terms);
    }

    public HoldTable Holds { get; }

    public HeldTable Records { get; }

    public HeldMessages Messages { get; }

    public DropTable Drops { get; }

    public OwedTable Owed { get; }

    public ClassTable Classes { get; }

    public void Dispose() => _db.Dispose();

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

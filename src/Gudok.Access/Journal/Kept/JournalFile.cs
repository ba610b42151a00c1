using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>The writing connection of <c>journal.db</c>. One thread at a time.</summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "journal.db";

    private const int PageBytes = 4096;
    private readonly SqliteFile _db;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _term;
    private readonly SqliteStatement _day;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="AccessException">GDK-7203: it was written by a newer version.</exception>
    public JournalFile(string path)
    {
        _db = SqliteFile.OpenToWrite(path, PageBytes);
        try
        {
            RequireVersion(_db, path);
            _db.Execute($"begin; {JournalSchema.Create}; pragma user_version={JournalSchema.FormatVersion}; commit");
            _insert = _db.Prepare("insert into entries values(?,?,?,?,?,?,?,?)");
            _term = _db.Prepare("insert into terms values(?,?)");
            _day = _db.Prepare(
                "insert into days values(?1,1,?2,?2) on conflict(day) do update set count=count+1, first=min(first,?2), last=max(last,?2)");
        }
        catch
        {
            _db.Dispose();
            throw;
        }
    }

    /// <summary>The greatest number that an entry has, or had before its day was dropped.</summary>
    public long LastNumber => Scalar("select max(ifnull((select max(number) from entries),0), ifnull((select max(last) from gone),0))");

    /// <summary>How many entries a day has.</summary>
    public long CountOf(long day) => Scalar($"select ifnull((select count from days where day={day}),0)");

    /// <summary>Refuses a file of a newer version.</summary>
    public static void RequireVersion(SqliteFile db, string path)
    {
        using var version = db.Prepare("pragma user_version");
        if (version.Step() && version.Int64(0) > JournalSchema.FormatVersion)
            throw new AccessException(AccessFaults.JournalNewer, $"{path} was written by a newer version of Gudok: install that one.");
    }

    /// <summary>Writes rows in one durable step, all or none.</summary>
    public void Append(IReadOnlyList<(JournalRow Row, IReadOnlyCollection<long> Terms)> rows) => _db.InTransaction(() =>
    {
        foreach (var (row, terms) in rows)
        {
            _insert.Bind(1, row.Number).Bind(2, row.Day).Bind(3, row.At).Bind(4, row.Kind).Bind(5, row.Act).Bind(6, row.Outcome).Bind(7, row.Sealed).Bind(8, row.Leaf).Run();
            foreach (var term in terms) _term.Bind(1, term).Bind(2, row.Number).Run();
            _day.Bind(1, row.Day).Bind(2, row.Number).Run();
        }
    });

    /// <summary>Destroys a day down to the raw bytes; which numbers it had stays.</summary>
    public void Drop(long day)
    {
        _db.InTransaction(() =>
        {
            // Runs of numbers: a clock that was set back has put entries between those of other days.
            _db.Execute($"""
                insert into gone select min(number), max(number), {day} from
                  (select number, number - row_number() over (order by number) as run from entries where day={day}) group by run;
                delete from terms where number in (select number from entries where day={day});
                delete from entries where day={day};
                delete from days where day={day}
                """);
        });
        _db.Truncate();
    }

    public void Dispose() => _db.Dispose();

    private long Scalar(string sql)
    {
        using var statement = _db.Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }
}

using SQLitePCL;

namespace Gudok.Numbers;

/// <summary>One connection to one SQLite file, spoken to directly: binding through the provider costs more than the insert itself.</summary>
/// <remarks>Not thread-safe: whoever owns it serialises its use. Failures of the disk come as <see cref="IOException"/>.</remarks>
internal sealed class SqliteFile : IDisposable
{
    private const int BusyTimeoutMs = 10_000;

    private readonly sqlite3 _db;
    private readonly string _path;
    private readonly List<SqliteStatement> _statements = [];

    static SqliteFile() => Batteries_V2.Init();

    private SqliteFile(string path, int flags)
    {
        _path = path;
        var result = raw.sqlite3_open_v2(path, out _db, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        Check(result);
        Check(raw.sqlite3_busy_timeout(_db, BusyTimeoutMs));
    }

    /// <summary>Opens for writing with what survives a loss of power, and makes the file, readable by its owner only, if absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pageBytes">SQLite's page size, used when the file is made.</param>
    public static SqliteFile OpenToWrite(string path, int pageBytes)
    {
        PrivateFile.Touch(path);
        var file = new SqliteFile(path, raw.SQLITE_OPEN_READWRITE);
        if (SqliteDisk.IsReadOnly(file._db))
        {
            file.Dispose();
            throw file.CannotWrite(SqliteDisk.WhyNotWritten(raw.SQLITE_READONLY)!);
        }

        file.Execute($"pragma page_size={pageBytes}");
        file.Execute("pragma journal_mode=wal; pragma synchronous=full; pragma secure_delete=on; pragma temp_store=memory; "
            + "pragma cache_size=-65536; pragma wal_autocheckpoint=4000; pragma mmap_size=0");
        return file;
    }

    /// <summary>Opens for reading beside a writer.</summary>
    public static SqliteFile OpenToRead(string path)
    {
        var file = new SqliteFile(path, raw.SQLITE_OPEN_READWRITE);
        file.Execute("pragma query_only=on; pragma cache_size=-16384; pragma temp_store=memory; pragma mmap_size=0");
        return file;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_db, sql));

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var handle));
        var statement = new SqliteStatement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Begins to write.</summary>
    /// <exception cref="IOException">GDK-2109: the file is gone from its place, and what is written would be lost.</exception>
    public void Begin()
    {
        if (SqliteDisk.HasMoved(_db)) throw CannotWrite("it was moved or deleted while it is open; put it back, or stop Gudok and restore it from the backup");
        Execute("begin immediate");
    }

    /// <summary>Runs a change in one transaction that is durable, or undone, when it returns.</summary>
    public void InTransaction(Action change)
    {
        Begin();
        try
        {
            change();
            Execute("commit");
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Undoes an open transaction; does nothing if there is none.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_db) == 0) Execute("rollback");
    }

    /// <summary>Moves all of the write-ahead log into the file and cuts the log to nothing, so that no former page stays readable.</summary>
    public void Truncate()
    {
        Check(raw.sqlite3_wal_checkpoint_v2(_db, null, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _));
    }

    public void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        if (result is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB) throw new VaultException(NumbersFaults.VaultDamaged,
            $"{_path} is damaged. Restore it from the backup.");
        throw SqliteDisk.WhyNotWritten(result) is { } why
            ? CannotWrite(why)
            : new IOException($"{NumbersFaults.CannotWrite}: {_path}: {raw.sqlite3_errstr(result).utf8_to_string()} ({result}).");
    }

    private IOException CannotWrite(string why) =>
        new($"{NumbersFaults.CannotWrite}: {_path}: {why}. What was acknowledged is kept, nothing of the last step is there.");

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _db.Dispose();
    }
}

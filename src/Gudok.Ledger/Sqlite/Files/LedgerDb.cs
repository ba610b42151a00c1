using Gudok.Numbers;
using SQLitePCL;

namespace Gudok.Ledger;

/// <summary>One connection to one SQLite file of the ledger. Not thread-safe.</summary>
internal sealed class LedgerDb : IDisposable
{
    /// <summary>The format that this program writes; kept in the file's <c>user_version</c>.</summary>
    public const int FormatVersion = 1;

    private const int PageBytes = 8192;
    /// <summary>The last octet of a result; what stands above tells it apart further.</summary>
    private const int PrimaryCode = 0xff;
    private const int BusyTimeoutMs = 10_000;
    private readonly sqlite3 _db;
    private readonly List<LedgerStatement> _statements = [];

    static LedgerDb() => Batteries_V2.Init();

    private LedgerDb(string path, int flags, string? address = null)
    {
        Path = path;
        Check(raw.sqlite3_open_v2(address ?? path, out _db, flags | raw.SQLITE_OPEN_NOMUTEX, null));
        Check(raw.sqlite3_busy_timeout(_db, BusyTimeoutMs));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens for writing, with what survives loss of power, and makes the file by its schema if there is none.</summary>
    public static LedgerDb OpenToWrite(string path, string schema)
    {
        var db = new LedgerDb(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        try
        {
            if (SqliteDisk.IsReadOnly(db._db)) db.Check(raw.SQLITE_READONLY);
            db.Execute($"pragma page_size={PageBytes}");
            db.Execute("pragma journal_mode=wal; pragma synchronous=full; pragma temp_store=memory; pragma cache_size=-16384; "
                + "pragma wal_autocheckpoint=4000; pragma mmap_size=0");
            db.CheckVersion();
            db.Execute($"begin; {schema}; pragma user_version={FormatVersion}; commit");
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Opens for reading beside a writer, or a file that nobody writes any more.</summary>
    public static LedgerDb OpenToRead(string path, bool isImmutable)
    {
        var address = isImmutable ? $"file:{Uri.EscapeDataString(path)}?immutable=1" : path;
        var flags = isImmutable ? raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI : raw.SQLITE_OPEN_READWRITE;
        var db = new LedgerDb(path, flags, address);
        try
        {
            db.Execute("pragma query_only=on; pragma cache_size=-1024; pragma temp_store=memory");
            db.CheckVersion();
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Begins to write.</summary>
    /// <exception cref="LedgerException">GDK-4006: the file is gone from its place, and what is written would be lost.</exception>
    public void Begin()
    {
        RequireInPlace();
        Execute("begin immediate");
    }

    /// <summary>Refuses to write to a file whose name is gone: it would be lost with the process.</summary>
    public void RequireInPlace()
    {
        if (!SqliteDisk.HasMoved(_db)) return;
        throw new LedgerException(
            LedgerFaults.FileMissing,
            $"{Path} was moved or deleted while it is open. Put it back, or stop Gudok and restore it from the backup: nothing is written meanwhile.");
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_db, sql));

    public LedgerStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var handle));
        var statement = new LedgerStatement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Whether the structure of the file holds: every page, row and index is where it should be.</summary>
    public bool IsIntact()
    {
        using var check = Prepare("pragma integrity_check(1)");
        return check.Step() && check.Text(0) == "ok";
    }

    /// <summary>Undoes an open transaction; does nothing if there is none.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_db) == 0) Execute("rollback");
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

    /// <summary>Moves all of the log into the file, waiting for readers that are still in it.</summary>
    public void Checkpoint() => Check(raw.sqlite3_wal_checkpoint_v2(_db, null, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _));

    public void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        var detail = _db is null ? "" : raw.sqlite3_errmsg(_db).utf8_to_string();
        var text = $"{Path}: {raw.sqlite3_errstr(result).utf8_to_string()} ({result}) {detail}";
        if (SqliteDisk.WhyNotWritten(result) is { } why) throw CannotWrite(why);
        throw (result & PrimaryCode) switch
        {
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_ERROR or raw.SQLITE_SCHEMA => new LedgerException(LedgerFaults.Damaged, text),
            _ => new LedgerException(LedgerFaults.CannotWrite, text),
        };
    }

    private LedgerException CannotWrite(string why) =>
        new(LedgerFaults.CannotWrite, $"{Path}: {why}. What was acknowledged is kept, nothing of the last step is there.");

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _db.Dispose();
    }

    private void CheckVersion()
    {
        var version = Scalar("pragma user_version");
        if (version > FormatVersion)
        {
            throw new LedgerException(LedgerFaults.NewerFormat, $"{Path} was written by a newer version of Gudok: install that one.");
        }
    }
}

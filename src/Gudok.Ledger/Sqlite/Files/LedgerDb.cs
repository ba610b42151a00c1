using SQLitePCL;

namespace Gudok.Ledger;

/// <summary>One connection to one SQLite file of the ledger. Not thread-safe.</summary>
internal sealed class LedgerDb : IDisposable
{
    /// <summary>The format that this program writes; kept in the file's <c>user_version</c>.</summary>
    public const int FormatVersion = 1;

    private const int PageBytes = 8192;
    private const int BusyTimeoutMs = 10_000;
    private readonly sqlite3 _db;
    private readonly List<LedgerStatement> _statements = [];

    static LedgerDb() => Batteries_V2.Init();

    private LedgerDb(string path, int flags)
    {
        Path = path;
        Check(raw.sqlite3_open_v2(path, out _db, flags | raw.SQLITE_OPEN_NOMUTEX, null));
        Check(raw.sqlite3_busy_timeout(_db, BusyTimeoutMs));
    }

    public string Path { get; }

    /// <summary>Opens for writing, with what survives loss of power, and makes the file by its schema if there is none.</summary>
    public static LedgerDb OpenToWrite(string path, string schema)
    {
        var db = new LedgerDb(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        try
        {
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
        var uri = isImmutable ? $"file:{Uri.EscapeDataString(path)}?immutable=1" : path;
        var flags = isImmutable ? raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI : raw.SQLITE_OPEN_READWRITE;
        var db = new LedgerDb(uri, flags);
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

    /// <summary>Undoes an open transaction; does nothing if there is none.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_db) == 0) Execute("rollback");
    }

    /// <summary>Moves all of the log into the file, waiting for readers that are still in it.</summary>
    public void Checkpoint() => Check(raw.sqlite3_wal_checkpoint_v2(_db, null, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _));

    public void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        var detail = _db is null ? "" : raw.sqlite3_errmsg(_db).utf8_to_string();
        var text = $"{Path}: {raw.sqlite3_errstr(result).utf8_to_string()} ({result}) {detail}";
        throw result is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_ERROR or raw.SQLITE_SCHEMA
            ? new LedgerException(LedgerFaults.Damaged, text)
            : new IOException(text);
    }

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

namespace Gudok.Numbers;

/// <summary>vault.db.</summary>
internal sealed class SqlitePartyRows : IPartyRows
{
    // A page of numbers is about 6 KB: pages of 4 KiB waste least of it.
    private const int PageBytes = 4096;

    private readonly SqliteFile _file;
    private SqliteStatement _read = null!;
    private SqliteStatement _write = null!;
    private SqliteStatement _count = null!;

    private SqlitePartyRows(SqliteFile file) => _file = file;

    public static SqlitePartyRows OpenToWrite(string path)
    {
        var store = new SqlitePartyRows(SqliteFile.OpenToWrite(path, PageBytes));
        store._file.Execute("create table if not exists parties(page integer primary key, count integer not null, entries blob not null)");
        store._file.Execute("create table if not exists meta(name text primary key, value blob not null) without rowid");
        store.Prepare();
        return store;
    }

    public static SqlitePartyRows OpenToRead(string path)
    {
        var store = new SqlitePartyRows(SqliteFile.OpenToRead(path));
        store.Prepare();
        return store;
    }

    public long LastPage()
    {
        using var query = _file.Prepare("select coalesce(max(page), -1) from parties");
        return query.Step() ? query.Int64(0) : -1;
    }

    public int CountOf(long page)
    {
        _count.Bind(1, page);
        var count = _count.Step() ? _count.Int32(0) : 0;
        _count.Reset();
        return count;
    }

    public byte[] Read(long page)
    {
        _read.Bind(1, page);
        var entries = _read.Step() ? _read.Blob(0).ToArray() : [];
        _read.Reset();
        return entries;
    }

    public void Write(long page, int count, ReadOnlySpan<byte> entries) => _write.Bind(1, page).Bind(2, count).Bind(3, entries).Run();

    public byte[]? ReadMeta(string name)
    {
        using var query = _file.Prepare($"select value from meta where name='{name}'");
        return query.Step() ? query.Blob(0).ToArray() : null;
    }

    public void WriteMeta(string name, byte[] value)
    {
        using var insert = _file.Prepare($"insert into meta values('{name}',?)");
        insert.Bind(1, value).Run();
    }

    public void Begin() => _file.Begin();

    public void Commit() => _file.Execute("commit");

    public void Rollback() => _file.Rollback();

    public void Dispose() => _file.Dispose();

    private void Prepare()
    {
        _read = _file.Prepare("select entries from parties where page=?");
        _write = _file.Prepare("insert or replace into parties values(?,?,?)");
        _count = _file.Prepare("select count from parties where page=?");
    }
}

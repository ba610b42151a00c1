namespace Gudok.Numbers;

/// <summary>vault.db: pages of sealed parties, in the order of the pages of keys.db. Not thread-safe.</summary>
internal sealed class PartyStore : IDisposable
{
    // A page of numbers is about 6 KB: pages of 4 KiB waste least of it.
    private const int PageBytes = 4096;

    private SqliteStatement _read = null!;
    private SqliteStatement _write = null!;
    private SqliteStatement _count = null!;

    private PartyStore(SqliteFile file) => File = file;

    public SqliteFile File { get; }

    public static PartyStore OpenToWrite(string path)
    {
        var store = new PartyStore(SqliteFile.OpenToWrite(path, PageBytes));
        store.File.Execute("create table if not exists parties(page integer primary key, count integer not null, entries blob not null)");
        store.File.Execute("create table if not exists meta(name text primary key, value blob not null) without rowid");
        store.Prepare();
        return store;
    }

    public static PartyStore OpenToRead(string path)
    {
        var store = new PartyStore(SqliteFile.OpenToRead(path));
        store.Prepare();
        return store;
    }

    /// <summary>The number of the last page; −1 if there is none.</summary>
    public long LastPage()
    {
        using var query = File.Prepare("select coalesce(max(page), -1) from parties");
        return query.Step() ? query.Int64(0) : -1;
    }

    public int CountOf(long page)
    {
        _count.Bind(1, page);
        var count = _count.Step() ? _count.Int32(0) : 0;
        _count.Reset();
        return count;
    }

    /// <summary>The sealed entries of a page, copied; empty if there is no such page.</summary>
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
        using var query = File.Prepare($"select value from meta where name='{name}'");
        return query.Step() ? query.Blob(0).ToArray() : null;
    }

    public void WriteMeta(string name, byte[] value)
    {
        using var insert = File.Prepare($"insert into meta values('{name}',?)");
        insert.Bind(1, value).Run();
    }

    public void Dispose() => File.Dispose();

    private void Prepare()
    {
        _read = File.Prepare("select entries from parties where page=?");
        _write = File.Prepare("insert or replace into parties values(?,?,?)");
        _count = File.Prepare("select count from parties where page=?");
    }
}

namespace Gudok.Numbers;

/// <summary>keys.db.</summary>
internal sealed class SqliteKeyRows : IKeyRows
{
    private const int PageBytes = 8192;
    private readonly SqliteFile _file;
    private readonly SqliteStatement[] _read;
    private readonly SqliteStatement[] _write;
    private bool _owesPurge;

    private SqliteKeyRows(SqliteFile file)
    {
        _file = file;
        _read = [.. Enum.GetValues<KeyTable>().Select(table => file.Prepare($"select epoch, {Slots(table)} from {Name(table)} where {Number(table)}=?"))];
        _write = [.. Enum.GetValues<KeyTable>().Select(table => file.Prepare($"insert or replace into {Name(table)} values(?,?,?)"))];
    }

    public static SqliteKeyRows OpenToWrite(string path)
    {
        var file = SqliteFile.OpenToWrite(path, PageBytes);
        file.Execute("create table if not exists keys(page integer primary key, epoch integer not null, slots blob not null)");
        file.Execute("create table if not exists lookup(page integer primary key, epoch integer not null, slots blob not null)");
        file.Execute("create table if not exists day_keys(day integer primary key, epoch integer not null, wrapped blob not null)");
        return new SqliteKeyRows(file);
    }

    public static SqliteKeyRows OpenToRead(string path) => new(SqliteFile.OpenToRead(path));

    public int Read(KeyTable table, long number, Span<byte> slots, out int epoch)
    {
        var read = _read[(int)table];
        read.Bind(1, number);
        try
        {
            var isThere = read.Step();
            epoch = isThere ? read.Int32(0) : 0;
            if (!isThere) return 0;
            var blob = read.Blob(1);
            if (blob.Length > slots.Length) throw PageSeal.Broken(number);
            blob.CopyTo(slots);
            return blob.Length;
        }
        finally
        {
            read.Reset();
        }
    }

    public void Write(KeyTable table, long number, int epoch, ReadOnlySpan<byte> slots) =>
        _write[(int)table].Bind(1, number).Bind(2, epoch).Bind(3, slots).Run();

    public void Delete(KeyTable table, long number) => _file.Execute($"delete from {Name(table)} where {Number(table)}={number}");

    public void Scan(KeyTable table, KeyRowVisitor visit)
    {
        using var scan = _file.Prepare($"select {Number(table)}, epoch, {Slots(table)} from {Name(table)} order by 1");
        while (scan.Step()) visit(scan.Int64(0), scan.Int32(1), scan.Blob(2));
        scan.Reset();
    }

    public long Last(KeyTable table)
    {
        using var query = _file.Prepare($"select coalesce(max({Number(table)}), -1) from {Name(table)}");
        return query.Step() ? query.Int64(0) : -1;
    }

    public IReadOnlyList<long> NotUnder(KeyTable table, int epoch)
    {
        var numbers = new List<long>();
        using var query = _file.Prepare($"select {Number(table)} from {Name(table)} where epoch<>? order by 1");
        query.Bind(1, epoch);
        while (query.Step()) numbers.Add(query.Int64(0));
        return numbers;
    }

    public IReadOnlySet<int> EpochsInUse()
    {
        var epochs = new HashSet<int>();
        using var query = _file.Prepare("select epoch from keys union select epoch from lookup union select epoch from day_keys");
        while (query.Step()) epochs.Add(query.Int32(0));
        return epochs;
    }

    public void Begin() => _file.Begin();

    public void Commit()
    {
        _file.Execute("commit");
        Settle();
    }

    public void Rollback() => _file.Rollback();

    public void RequirePurgeable(KeyTable table, long number)
    {
        // Nobody else has the file.
    }

    // What is deleted SQLite overwrites by itself; its log it must be told to empty, which it does behind a commit only.
    public void Purge(KeyTable table, long number) => _owesPurge = true;

    public void Settle()
    {
        if (!_owesPurge) return;
        _file.Truncate();
        _owesPurge = false;
    }

    public void PurgeAll() => _file.Truncate();

    public void Dispose() => _file.Dispose();

    private static string Name(KeyTable table) => table switch
    {
        KeyTable.Keys => "keys",
        KeyTable.Lookup => "lookup",
        KeyTable.DayKeys => "day_keys",
    };

    private static string Number(KeyTable table) => table == KeyTable.DayKeys ? "day" : "page";

    private static string Slots(KeyTable table) => table == KeyTable.DayKeys ? "wrapped" : "slots";
}

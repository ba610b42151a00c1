using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>keys.db: pages of party keys and of their blind indexes, each sealed under the key of an epoch. Not thread-safe.</summary>
internal sealed class KeyStore : IDisposable
{
    private const int PageBytes = 8192;

    private readonly EpochKeys _epochs;
    private readonly byte[] _sealed = new byte[KeyPage.Slots * KeyPage.KeyEntry + PageSeal.Overhead];
    private SqliteStatement _readKeys = null!;
    private SqliteStatement _readLookup = null!;
    private SqliteStatement _writeKeys = null!;
    private SqliteStatement _writeLookup = null!;

    private KeyStore(SqliteFile file, EpochKeys epochs)
    {
        File = file;
        _epochs = epochs;
    }

    public SqliteFile File { get; }

    public static KeyStore OpenToWrite(string path, EpochKeys epochs)
    {
        var store = new KeyStore(SqliteFile.OpenToWrite(path, PageBytes), epochs);
        store.File.Execute("create table if not exists keys(page integer primary key, epoch integer not null, slots blob not null)");
        store.File.Execute("create table if not exists lookup(page integer primary key, epoch integer not null, slots blob not null)");
        store.File.Execute("create table if not exists day_keys(day integer primary key, epoch integer not null, wrapped blob not null)");
        store.Prepare();
        return store;
    }

    public static KeyStore OpenToRead(string path, EpochKeys epochs)
    {
        var store = new KeyStore(SqliteFile.OpenToRead(path), epochs);
        store.Prepare();
        return store;
    }

    /// <summary>Fills a page from the file; false if there is none of that number.</summary>
    public bool TryRead(long number, KeyPage page)
    {
        page.StartAt(number);
        page.Count = Read(_readKeys, number, PageField.Keys, page.KeyBuffer) / KeyPage.KeyEntry;
        var lookups = Read(_readLookup, number, PageField.Lookup, page.LookupBuffer) / KeyPage.LookupEntry;
        if (lookups != page.Count) throw Damaged($"page {number} has {page.Count} keys and {lookups} blind indexes");
        return page.Count > 0;
    }

    /// <summary>Fills only the keys of a page: what reading parties back needs.</summary>
    public bool TryReadKeys(long number, KeyPage page)
    {
        page.StartAt(number);
        page.Count = Read(_readKeys, number, PageField.Keys, page.KeyBuffer) / KeyPage.KeyEntry;
        return page.Count > 0;
    }

    /// <summary>Writes a page, new or changed, under an epoch. Within the caller's transaction.</summary>
    public void Write(KeyPage page, int epoch)
    {
        var key = KeyOf(epoch);
        var length = PageSeal.Seal(key, PageField.Keys, page.Number, page.Keys, _sealed);
        _writeKeys.Bind(1, page.Number).Bind(2, epoch).Bind(3, _sealed.AsSpan(0, length)).Run();
        length = PageSeal.Seal(key, PageField.Lookup, page.Number, page.Lookups, _sealed);
        _writeLookup.Bind(1, page.Number).Bind(2, epoch).Bind(3, _sealed.AsSpan(0, length)).Run();
    }

    public void Delete(long number)
    {
        File.Execute($"delete from keys where page={number}");
        File.Execute($"delete from lookup where page={number}");
    }

    /// <summary>The number of the last page; −1 if there is none.</summary>
    public long LastPage()
    {
        using var query = File.Prepare("select coalesce(max(page), -1) from keys");
        return query.Step() ? query.Int64(0) : -1;
    }

    public int EpochOf(long number)
    {
        using var query = File.Prepare($"select epoch from keys where page={number}");
        return query.Step() ? query.Int32(0) : throw Damaged($"page {number} is not there");
    }

    /// <summary>Visits all pages of blind indexes in order. The span is valid during the call.</summary>
    public void ScanLookups(LookupVisitor visit)
    {
        var plain = new byte[KeyPage.Slots * KeyPage.LookupEntry];
        var scan = File.Prepare("select page, epoch, slots from lookup order by page");
        while (scan.Step())
        {
            var number = scan.Int64(0);
            var length = PageSeal.Open(KeyOf(scan.Int32(1)), PageField.Lookup, number, scan.Blob(2), plain);
            visit(number, plain.AsSpan(0, length));
        }

        scan.Reset();
        CryptographicOperations.ZeroMemory(plain);
    }

    /// <summary>The numbers of the pages that are not under an epoch yet.</summary>
    public List<long> PagesNotUnder(int epoch)
    {
        var pages = new List<long>();
        using var query = File.Prepare("select page from keys where epoch<>? union select page from lookup where epoch<>?");
        query.Bind(1, epoch).Bind(2, epoch);
        while (query.Step()) pages.Add(query.Int64(0));
        return pages;
    }

    /// <summary>The epochs that anything in the file is under.</summary>
    public HashSet<int> EpochsInUse()
    {
        var epochs = new HashSet<int>();
        using var query = File.Prepare("select epoch from keys union select epoch from lookup union select epoch from day_keys");
        while (query.Step()) epochs.Add(query.Int32(0));
        return epochs;
    }

    public void Dispose() => File.Dispose();

    private void Prepare()
    {
        _readKeys = File.Prepare("select epoch, slots from keys where page=?");
        _readLookup = File.Prepare("select epoch, slots from lookup where page=?");
        _writeKeys = File.Prepare("insert or replace into keys values(?,?,?)");
        _writeLookup = File.Prepare("insert or replace into lookup values(?,?,?)");
    }

    private int Read(SqliteStatement statement, long number, PageField field, Span<byte> plain)
    {
        statement.Bind(1, number);
        try
        {
            return statement.Step() ? PageSeal.Open(KeyOf(statement.Int32(0)), field, number, statement.Blob(1), plain) : 0;
        }
        finally
        {
            statement.Reset();
        }
    }

    private SecretKey KeyOf(int epoch) => _epochs.Find(epoch) ?? throw EpochKeys.Lacking(epoch);

    private static VaultException Damaged(string what) =>
        new(NumbersFaults.VaultDamaged, $"keys.db: {what}. Restore keys.db from the backup.");
}

/// <summary>Receives one page of blind indexes.</summary>
internal delegate void LookupVisitor(long page, ReadOnlySpan<byte> lookups);

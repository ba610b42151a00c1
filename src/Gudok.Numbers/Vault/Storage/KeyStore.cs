using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>Pages of party keys and of their blind indexes, each sealed under the key of an epoch. Not thread-safe.</summary>
internal sealed class KeyStore(IKeyRows rows, EpochKeys epochs) : IDisposable
{
    private readonly byte[] _sealed = new byte[KeyPage.Slots * KeyPage.KeyEntry + PageSeal.Overhead];

    /// <summary>The rows beneath: for transactions, and for the day keys.</summary>
    public IKeyRows Rows => rows;

    public static KeyStore OpenToRead(string path, EpochKeys epochs) => new(SqliteKeyRows.OpenToRead(path), epochs);

    /// <summary>Fills a page from the store; false if there is none of that number.</summary>
    public bool TryRead(long number, KeyPage page)
    {
        page.StartAt(number);
        page.Count = Read(KeyTable.Keys, number, PageField.Keys, page.KeyBuffer) / KeyPage.KeyEntry;
        var length = Read(KeyTable.Lookup, number, PageField.Lookup, page.LookupBuffer);
        (length, page.Version) = LookupForm.Read(page.LookupBuffer[..length]);
        var lookups = length / KeyPage.LookupEntry;
        if (lookups != page.Count) throw Damaged($"page {number} has {page.Count} keys and {lookups} blind indexes");
        return page.Count > 0;
    }

    /// <summary>Fills only the keys of a page: what reading parties back needs.</summary>
    public bool TryReadKeys(long number, KeyPage page)
    {
        page.StartAt(number);
        page.Count = Read(KeyTable.Keys, number, PageField.Keys, page.KeyBuffer) / KeyPage.KeyEntry;
        return page.Count > 0;
    }

    /// <summary>Writes a page, new or changed, under an epoch. Within the caller's transaction.</summary>
    public void Write(KeyPage page, int epoch)
    {
        var key = KeyOf(epoch);
        var length = PageSeal.Seal(key, PageField.Keys, page.Number, page.Keys, _sealed);
        rows.Write(KeyTable.Keys, page.Number, epoch, _sealed.AsSpan(0, length));
        var lookups = page.LookupBuffer[..LookupForm.End(page.LookupBuffer, page.Lookups.Length, page.Version)];
        length = PageSeal.Seal(key, PageField.Lookup, page.Number, lookups, _sealed);
        rows.Write(KeyTable.Lookup, page.Number, epoch, _sealed.AsSpan(0, length));
    }

    public void Delete(long number)
    {
        rows.Delete(KeyTable.Keys, number);
        rows.Delete(KeyTable.Lookup, number);
    }

    /// <summary>Refuses, before anything is changed, if what a page was before could not be destroyed now.</summary>
    public void RequirePurgeable(long number)
    {
        rows.RequirePurgeable(KeyTable.Keys, number);
        rows.RequirePurgeable(KeyTable.Lookup, number);
    }

    /// <summary>Leaves nothing readable of what a page was before. Within the caller's transaction.</summary>
    public void Purge(long number)
    {
        rows.Purge(KeyTable.Keys, number);
        rows.Purge(KeyTable.Lookup, number);
    }

    /// <summary>The number of the last page; −1 if there is none.</summary>
    public long LastPage() => rows.Last(KeyTable.Keys);

    public int EpochOf(long number) =>
        rows.Read(KeyTable.Keys, number, _sealed, out var epoch) > 0 ? epoch : throw Damaged($"page {number} is not there");

    /// <summary>Visits all pages of blind indexes in order. The span is valid during the call.</summary>
    public void ScanLookups(LookupVisitor visit)
    {
        var plain = new byte[LookupForm.LongestPage];
        rows.Scan(KeyTable.Lookup, (number, epoch, slots) =>
        {
            var length = PageSeal.Open(KeyOf(epoch), PageField.Lookup, number, slots, plain);
            (length, var version) = LookupForm.Read(plain.AsSpan(0, length));
            visit(number, version, plain.AsSpan(0, length));
        });
        CryptographicOperations.ZeroMemory(plain);
    }

    /// <summary>The numbers of the pages that are not under an epoch yet.</summary>
    public List<long> PagesNotUnder(int epoch) => [.. rows.NotUnder(KeyTable.Keys, epoch).Union(rows.NotUnder(KeyTable.Lookup, epoch))];

    /// <summary>Runs a change in one transaction that is durable, or undone, when it returns.</summary>
    public void InTransaction(Action change)
    {
        rows.Begin();
        try
        {
            change();
            rows.Commit();
        }
        catch
        {
            rows.Rollback();
            throw;
        }
    }

    public void Dispose() => rows.Dispose();

    private int Read(KeyTable table, long number, PageField field, Span<byte> plain)
    {
        var length = rows.Read(table, number, _sealed, out var epoch);
        return length > 0 ? PageSeal.Open(KeyOf(epoch), field, number, _sealed.AsSpan(0, length), plain) : 0;
    }

    private SecretKey KeyOf(int epoch) => epochs.Find(epoch) ?? throw EpochKeys.Lacking(epoch);

    private static VaultException Damaged(string what) =>
        new(NumbersFaults.VaultDamaged, $"The vault's keys: {what}. Restore them from the backup.");
}

/// <summary>Receives one page of blind indexes.</summary>
internal delegate void LookupVisitor(long page, int version, ReadOnlySpan<byte> lookups);

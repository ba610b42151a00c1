namespace Gudok.Numbers;

/// <summary>The table of sealed parties, as a store keeps it: pages in the order of the pages of keys. Not thread-safe.</summary>
internal interface IPartyRows : IDisposable
{
    /// <summary>The number of the last page; −1 if there is none.</summary>
    long LastPage();

    /// <summary>How many parties are on a page; 0 if there is no such page.</summary>
    int CountOf(long page);

    /// <summary>The sealed entries of a page, copied; empty if there is no such page.</summary>
    byte[] Read(long page);

    void Write(long page, int count, ReadOnlySpan<byte> entries);

    byte[]? ReadMeta(string name);

    void WriteMeta(string name, byte[] value);

    /// <summary>Begins a transaction: what is written is durable, all or none, when <see cref="Commit"/> returns.</summary>
    void Begin();

    void Commit();

    /// <summary>Undoes an open transaction; does nothing if there is none.</summary>
    void Rollback();
}

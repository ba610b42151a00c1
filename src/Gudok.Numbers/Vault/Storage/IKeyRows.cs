namespace Gudok.Numbers;

/// <summary>The tables of sealed keys, as a store keeps them: rows of number, epoch and sealed octets. Not thread-safe.</summary>
internal interface IKeyRows : IDisposable
{
    /// <summary>Reads a row.</summary>
    /// <param name="table">Which table.</param>
    /// <param name="number">Page or day.</param>
    /// <param name="slots">Takes the sealed octets.</param>
    /// <param name="epoch">The week whose key sealed them.</param>
    /// <returns>How many octets; 0 if there is no such row.</returns>
    int Read(KeyTable table, long number, Span<byte> slots, out int epoch);

    /// <summary>Writes a row, new or in place of the former.</summary>
    void Write(KeyTable table, long number, int epoch, ReadOnlySpan<byte> slots);

    void Delete(KeyTable table, long number);

    /// <summary>Visits all rows in order of number.</summary>
    void Scan(KeyTable table, KeyRowVisitor visit);

    /// <summary>The greatest number; −1 if there is no row.</summary>
    long Last(KeyTable table);

    /// <summary>The numbers of rows that are not under an epoch, in order.</summary>
    IReadOnlyList<long> NotUnder(KeyTable table, int epoch);

    /// <summary>The epochs that any row is under.</summary>
    IReadOnlySet<int> EpochsInUse();

    /// <summary>Begins a transaction: what is written is durable, all or none, when <see cref="Commit"/> returns.</summary>
    void Begin();

    void Commit();

    /// <summary>Undoes an open transaction; does nothing if there is none.</summary>
    void Rollback();

    /// <summary>Refuses, before anything is changed, if what a row was before could not be destroyed now.</summary>
    /// <exception cref="IOException">Somebody is in the way; the message says who.</exception>
    void RequirePurgeable(KeyTable table, long number);

    /// <summary>Leaves nothing readable, in the files of the table, of what a row was before. Within the transaction that changes the row; done when
    /// that is committed.</summary>
    void Purge(KeyTable table, long number);

    /// <summary>Does what of a purge failed behind its commit.</summary>
    void Settle();

    /// <summary>Leaves nothing readable of what any row was before: done ere the keys of former weeks are destroyed.</summary>
    void PurgeAll();
}

/// <summary>Which table of sealed keys.</summary>
internal enum KeyTable
{
    /// <summary>Keys and salts of parties, by page.</summary>
    Keys,

    /// <summary>Blind indexes of parties, by page.</summary>
    Lookup,

    /// <summary>The ledger's day keys, by day.</summary>
    DayKeys,
}

/// <summary>Receives one row; the octets are valid during the call.</summary>
internal delegate void KeyRowVisitor(long number, int epoch, ReadOnlySpan<byte> slots);

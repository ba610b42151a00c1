namespace Gudok;

/// <summary>Where ledger and vault are kept.</summary>
internal enum StorageKind
{
    /// <summary>In files of the data folder.</summary>
    Sqlite,

    /// <summary>In two databases on PostgreSQL.</summary>
    Postgres,
}

using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>A vault in a database, but for the list of the erased, which the data folder has too.</summary>
internal sealed class ServerStorage : IVaultStorage
{
    private readonly Database _database;
    private readonly VaultOwner _owner = new();
    private readonly string _folder;
    private readonly VaultTables _tables;

    public ServerStorage(Database database, string folder)
    {
        _database = database;
        _folder = folder;
        _tables = new VaultTables(database, _owner);
    }

    /// <summary>Takes the vault for this process.</summary>
    public void Take(NpgsqlConnection session) => _owner.Take(session);

    public IPartyRows OpenParties() => _tables;

    public IKeyRows OpenKeys(IPartyRows parties) => _tables.Last(KeyTable.Keys) < 0 && parties.LastPage() >= 0
        ? throw new VaultException(NumbersFaults.KeyMissing, "The vault's database has parties but no keys. Restore it from the backup.")
        : _tables;

    public (IKeyRows Keys, IPartyRows Parties) OpenToRead()
    {
        var tables = new VaultTables(_database, _owner);
        return (tables, tables);
    }

    public IErasures OpenErasures() => new Erasures(_tables, ErasureList.Open(Path.Combine(_folder, VaultFiles.Erased)));

    public void Dispose()
    {
        _owner.Dispose();
        _database.Dispose();
    }
}

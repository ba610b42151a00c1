namespace Gudok.Numbers;

/// <summary>A vault in a data folder: vault.db, keys.db and the list of the erased.</summary>
internal sealed class FolderStorage : IVaultStorage
{
    private readonly string _folder;

    /// <summary>Names a folder.</summary>
    /// <exception cref="VaultException">GDK-2106: it has keys.db without vault.db. Taken for an empty vault, it would lose all keys.</exception>
    public FolderStorage(string folder)
    {
        _folder = folder;
        if (File.Exists(PathOf(VaultFiles.Keys)) && !File.Exists(PathOf(VaultFiles.Vault)))
        {
            throw new VaultException(NumbersFaults.VaultDamaged, $"{folder} has keys.db but no vault.db. Restore vault.db from the backup.");
        }
    }

    public IPartyRows OpenParties() => SqlitePartyRows.OpenToWrite(PathOf(VaultFiles.Vault));

    public IKeyRows OpenKeys(IPartyRows parties)
    {
        if (!File.Exists(PathOf(VaultFiles.Keys)) && parties.LastPage() >= 0)
        {
            throw new VaultException(NumbersFaults.KeyMissing, $"{_folder} has vault.db but no keys.db. Restore keys.db from the backup of keys.");
        }

        return SqliteKeyRows.OpenToWrite(PathOf(VaultFiles.Keys));
    }

    public (IKeyRows Keys, IPartyRows Parties) OpenToRead() =>
        (SqliteKeyRows.OpenToRead(PathOf(VaultFiles.Keys)), SqlitePartyRows.OpenToRead(PathOf(VaultFiles.Vault)));

    public IErasures OpenErasures() => ErasureList.Open(PathOf(VaultFiles.Erased));

    public void Dispose()
    {
        // The files are closed by those who opened them.
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}

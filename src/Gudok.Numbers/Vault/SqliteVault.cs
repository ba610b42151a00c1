namespace Gudok.Numbers;

/// <summary>The vault on one machine: vault.db and keys.db in the data folder.</summary>
public sealed class SqliteVault : PagedVault
{
    private SqliteVault(VaultOptions options, KeyRing keys, TimeProvider clock)
        : base(options, keys, clock, new FolderStorage(options.Folder))
    {
    }

    /// <summary>Opens the vault of a data folder, or makes it. Exact search works when this returns; search by part follows.</summary>
    /// <param name="options">Folder and limits.</param>
    /// <param name="keys">The keys from <see cref="KeySource"/>; stay the caller's to dispose, after the vault.</param>
    /// <param name="clock">Tells the week.</param>
    /// <param name="cancellationToken">Cancels before the files are opened.</param>
    /// <exception cref="VaultException">GDK-2102 wrong keys, GDK-2104 or GDK-2106 a file was changed or is damaged.</exception>
    public static async ValueTask<SqliteVault> OpenAsync(
        VaultOptions options, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        PrivateFile.CreateFolder(options.Folder);
        return await Task.Run(() => new SqliteVault(options, keys, clock), cancellationToken).ConfigureAwait(false);
    }
}

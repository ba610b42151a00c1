namespace Gudok.Numbers.Postgres;

/// <summary>The vault on PostgreSQL, in a database and by a role of its own.</summary>
/// <remarks>One process at a time has a vault open. What waits for the server blocks its thread: parties in use are in memory.</remarks>
public sealed class PostgresVault : PagedVault
{
    private PostgresVault(VaultOptions options, KeyRing keys, TimeProvider clock, ServerStorage storage)
        : base(options, keys, clock, storage)
    {
    }

    /// <summary>Opens the vault of a database, and makes its tables or brings them up to date. Exact search works when this returns; search
    /// by part follows.</summary>
    /// <param name="options">Where the database is, the data folder, and limits.</param>
    /// <param name="keys">The keys from <see cref="KeySource"/>; stay the caller's to dispose, after the vault.</param>
    /// <param name="clock">Tells the week.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="DatabaseException">The database cannot be used; one line says why.</exception>
    /// <exception cref="VaultException">GDK-2102 wrong keys, GDK-2104 or GDK-2106 something was changed or is damaged.</exception>
    public static async ValueTask<PostgresVault> OpenAsync(
        VaultOptions options, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        PrivateFile.CreateFolder(options.Folder);
        var database = new Database(options.Postgres, VaultSchema.Schema.What);
        var storage = new ServerStorage(database, options.Folder);
        try
        {
            await database.RunOnceAsync(VaultSchema.Schema.EnsureAsync, cancellationToken).ConfigureAwait(false);
            storage.Take(await database.OpenSessionAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            storage.Dispose();
            throw;
        }

        return await Task.Run(() => new PostgresVault(options, keys, clock, storage), CancellationToken.None).ConfigureAwait(false);
    }
}

using Gudok.Backup;
using Gudok.Ledger.Postgres;
using Gudok.Numbers.Postgres;

namespace Gudok;

/// <summary>Ledger and vault on a server, as a backup copies them and puts them back.</summary>
internal sealed class ServerTables(PostgresCallLedger ledger, VaultDump vault) : IServerTables
{
    private const string LedgerFolder = "ledger";
    private const string VaultFolder = "vault";

    /// <summary>Where a restored folder has the tables until they are in their databases.</summary>
    private const string Folder = "postgres";

    public Task ReadLedgerAsync(Func<ServerTable, CancellationToken, Task> take, CancellationToken cancellationToken) =>
        ledger.DumpAsync((dump, stop) => take(As(LedgerFolder, dump), stop), cancellationToken);

    public Task ReadVaultAsync(Func<ServerTable, CancellationToken, Task> take, CancellationToken cancellationToken) =>
        vault.ReadPartiesAsync((dump, stop) => take(As(VaultFolder, dump), stop), cancellationToken);

    public Task ReadKeysAsync(Func<ServerTable, CancellationToken, Task> take, CancellationToken cancellationToken) =>
        vault.ReadKeysAsync((dump, stop) => take(As(VaultFolder, dump), stop), cancellationToken);

    /// <summary>Puts the tables of a restored folder into the empty databases that the settings name, then does the rest; if that fails they are
    /// empty again. Does only the rest where the folder has no tables.</summary>
    /// <param name="folder">The folder that was put together.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="restAsync">The rest.</param>
    /// <param name="cancellationToken">Cancels; the databases are left empty.</param>
    public static async Task RestoreAsync(string folder, GudokSettings settings, Func<Task> restAsync, CancellationToken cancellationToken)
    {
        var tables = Path.Combine(folder, Folder);
        if (!Directory.Exists(tables))
        {
            await restAsync().ConfigureAwait(false);
            return;
        }

        var (ledger, vault) = (new LedgerRestore(settings.Ledger.Postgres), new VaultDump(settings.Vault.Postgres));
        await ledger.LoadAsync(Path.Combine(tables, LedgerFolder), cancellationToken).ConfigureAwait(false);
        try
        {
            await vault.LoadAsync(Path.Combine(tables, VaultFolder), cancellationToken).ConfigureAwait(false);
            try
            {
                Directory.Delete(tables, recursive: true);
                await restAsync().ConfigureAwait(false);
            }
            catch
            {
                await vault.ClearAsync(CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            await ledger.ClearAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static ServerTable As(string folder, TableDump dump) => new($"{folder}/{dump.Name}", dump.Version, dump.WriteAsync);
}

namespace Gudok.Backup;

/// <summary>A ledger and a vault on a database server, table by table: each becomes a file of an archive.</summary>
public interface IServerTables
{
    /// <summary>Gives what belongs to the archive of the ledger, all of one moment.</summary>
    /// <param name="take">Takes one table after another.</param>
    /// <param name="cancellationToken">Stops between two tables.</param>
    Task ReadLedgerAsync(Func<ServerTable, CancellationToken, Task> take, CancellationToken cancellationToken);

    /// <summary>Gives what belongs to the archive of the vault: called after the ledger, so that every party of that is there.</summary>
    /// <param name="take">Takes one table after another.</param>
    /// <param name="cancellationToken">Stops between two tables.</param>
    Task ReadVaultAsync(Func<ServerTable, CancellationToken, Task> take, CancellationToken cancellationToken);

    /// <summary>Gives what belongs to the archive of the keys: called after the vault, so that every party has its key.</summary>
    /// <param name="take">Takes one table after another.</param>
    /// <param name="cancellationToken">Stops between two tables.</param>
    Task ReadKeysAsync(Func<ServerTable, CancellationToken, Task> take, CancellationToken cancellationToken);
}

/// <summary>A table, or a part of one, as a file.</summary>
/// <param name="Name">Its path within the archive, with slashes.</param>
/// <param name="Version">Four numbers that are the same as long as nothing in it changed; null if only reading tells.</param>
/// <param name="WriteAsync">Writes its octets.</param>
public sealed record ServerTable(string Name, (long First, long Second, long Third, long Fourth)? Version, Func<Stream, CancellationToken, Task> WriteAsync);

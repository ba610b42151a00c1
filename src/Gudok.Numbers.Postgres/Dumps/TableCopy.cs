using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Copies rows out of a database and into one, as octets.</summary>
internal static class TableCopy
{
    /// <summary>A dump of what a query finds.</summary>
    /// <param name="connection">In the transaction whose moment it is to be of.</param>
    /// <param name="name">The dump's name.</param>
    /// <param name="query">The query.</param>
    /// <param name="version">Its version, or null.</param>
    public static TableDump Of(NpgsqlConnection connection, string name, string query, (long, long, long, long)? version = null) =>
        new(name, version, (output, cancellationToken) => WriteAsync(connection, query, output, cancellationToken));

    /// <summary>Writes what a query finds.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, string query, Stream output, CancellationToken cancellationToken)
    {
        var rows = await connection.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", cancellationToken).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false)) await rows.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads rows of a file into a table.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="table">The table, with its schema, and its columns in brackets if they are not all.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels; the transaction is to be undone.</param>
    public static async Task ReadAsync(NpgsqlConnection connection, string table, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var rows = await connection.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", cancellationToken).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false)) await file.CopyToAsync(rows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs SQL that gives no rows.</summary>
    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses to load into a database that holds something.</summary>
    /// <exception cref="DatabaseException">GDK-2212: it does.</exception>
    public static async Task RequireEmptyAsync(NpgsqlConnection connection, string what, string isEmpty, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {isEmpty}", connection);
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true) return;
        throw new DatabaseException(
            DatabaseFaults.NotEmpty, $"the {what}'s database {connection.Database} holds a {what} already: restore into a new, empty database, and name it in the settings.");
    }
}

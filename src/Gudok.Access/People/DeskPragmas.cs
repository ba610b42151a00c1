using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gudok.Access;

/// <summary>Sets on each connection what survives a loss of power and leaves nothing of what was deleted in the file.</summary>
internal sealed class DeskPragmas : DbConnectionInterceptor
{
    private const string Pragmas = "pragma journal_mode=wal; pragma synchronous=full; pragma secure_delete=on; pragma foreign_keys=on; pragma temp_store=memory;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = CommandFor(connection);
        command?.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = CommandFor(connection);
        if (command is not null) await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // The framework looks with a connection for reading only whether the database is there.
    private static DbCommand? CommandFor(DbConnection connection)
    {
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly) return null;
        var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        return command;
    }
}

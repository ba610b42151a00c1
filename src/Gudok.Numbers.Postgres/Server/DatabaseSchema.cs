using System.Globalization;
using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>The tables of a database: makes them, brings old ones up to date, refuses newer ones.</summary>
/// <param name="What">What the database holds: <c>ledger</c> or <c>vault</c>. Kept, so that neither is taken for the other.</param>
/// <param name="Steps">SQL that leads from each version to the next; never changed once released.</param>
internal sealed record DatabaseSchema(string What, IReadOnlyList<string> Steps)
{
    // Any two that begin at once wait for each other.
    private const long MigrationLock = 0x6775646f6b;

    /// <summary>Brings the tables to this version, in one transaction.</summary>
    /// <exception cref="DatabaseException">GDK-2207 the server is not durable, GDK-2208 the tables are newer or another's.</exception>
    public async Task<bool> EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await RequireDurabilityAsync(connection, cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({MigrationLock})", cancellationToken).ConfigureAwait(false);
        var version = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (version == Steps.Count) return true;
        for (var step = version; step < Steps.Count; step++) await ExecuteAsync(connection, Steps[step], cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"delete from gudok.version; insert into gudok.version values({Steps.Count}, '{What}')"),
            cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select to_regclass('gudok.version') is not null", connection);
        if (await ask.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
        {
            await ExecuteAsync(
                connection,
                "create schema if not exists gudok; create table gudok.version(version integer not null, holds text not null)",
                cancellationToken).ConfigureAwait(false);
            return 0;
        }

        await using var read = new NpgsqlCommand("select version, holds from gudok.version", connection);
        await using var row = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await row.ReadAsync(cancellationToken).ConfigureAwait(false)) return 0;
        var (version, holds) = (row.GetInt32(0), row.GetString(1));
        if (holds != What) throw new DatabaseException(DatabaseFaults.OtherSchema, $"the database {connection.Database} holds a {holds}, not a {What}. Name another in the settings.");
        if (version > Steps.Count) throw new DatabaseException(DatabaseFaults.OtherSchema, $"the {What}'s database {connection.Database} was written by a newer version of Gudok. Start that version.");
        return version;
    }

    private async Task RequireDurabilityAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var setting in (string[])["fsync", "full_page_writes", "synchronous_commit"])
        {
            await using var show = new NpgsqlCommand($"show {setting}", connection);
            if (await show.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not "off") continue;
            throw new DatabaseException(
                DatabaseFaults.NotDurable, $"the server of the {What}'s database runs with {setting}=off: it would lose what it acknowledged. Set it on.");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

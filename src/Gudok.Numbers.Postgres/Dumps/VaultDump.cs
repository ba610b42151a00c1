using System.Data;
using System.Globalization;
using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Copies a vault out of its database, and puts one back into an empty database.</summary>
/// <param name="server">Where the database is.</param>
public sealed class VaultDump(PostgresOptions server)
{
    private const string Empty = "not exists(select 1 from gudok.parties) and not exists(select 1 from gudok.keys) and not exists(select 1 from gudok.erased)";

    /// <summary>Gives the parties, sealed under their own keys.</summary>
    public Task ReadPartiesAsync(Func<TableDump, CancellationToken, Task> take, CancellationToken cancellationToken) => OnDatabaseAsync(
        async (connection, stop) =>
        {
            await take(TableCopy.Of(connection, "meta", "select * from gudok.meta order by name"), stop).ConfigureAwait(false);
            for (var part = 0L; part <= await LastPartAsync(connection, "parties", stop).ConfigureAwait(false); part++)
            {
                await take(TableCopy.Of(connection, NameOf("parties", part), Pages("parties", part)), stop).ConfigureAwait(false);
            }
        },
        cancellationToken);

    /// <summary>Gives the keys. A part at a time, keys and blind indexes of one moment; an erasure waits for one part only.</summary>
    public Task ReadKeysAsync(Func<TableDump, CancellationToken, Task> take, CancellationToken cancellationToken) => OnDatabaseAsync(
        async (connection, stop) =>
        {
            for (var part = 0L; part <= await LastPartAsync(connection, "keys", stop).ConfigureAwait(false); part++)
            {
                string[] tables = ["keys", "lookup"];
                var octets = await ReadOfOneMomentAsync(connection, [.. tables.Select(table => Pages(table, part))], stop).ConfigureAwait(false);
                for (var at = 0; at < tables.Length; at++) await take(InMemory(NameOf(tables[at], part), octets[at]), stop).ConfigureAwait(false);
            }

            var rest = await ReadOfOneMomentAsync(
                connection, ["select * from gudok.day_keys order by page", "select * from gudok.erased order by id"], stop).ConfigureAwait(false);
            await take(InMemory("day_keys", rest[0]), stop).ConfigureAwait(false);
            await take(InMemory("erased", rest[1]), stop).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Puts a vault into an empty database, in one transaction.</summary>
    /// <param name="folder">The folder with the dumps.</param>
    /// <param name="cancellationToken">Cancels; the database stays empty.</param>
    /// <exception cref="DatabaseException">GDK-2212: the database holds a vault already.</exception>
    public Task LoadAsync(string folder, CancellationToken cancellationToken) => OnDatabaseAsync(
        async (connection, stop) =>
        {
            await VaultSchema.Schema.EnsureAsync(connection, stop).ConfigureAwait(false);
            await TableCopy.RequireEmptyAsync(connection, VaultSchema.Schema.What, Empty, stop).ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
            await TableCopy.ExecuteAsync(connection, "delete from gudok.meta", stop).ConfigureAwait(false);
            foreach (var path in Directory.EnumerateFiles(folder, "*.copy", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                await LoadAsync(connection, Path.GetRelativePath(folder, path), path, stop).ConfigureAwait(false);
            }

            // Keys are copied after parties; those whose parties came too late go, as a kill between the two would leave them.
            foreach (var table in (string[])["keys", "lookup"])
            {
                await TableCopy.ExecuteAsync(
                    connection, $"delete from gudok.{table} where page>(select coalesce(max(page), -1) from gudok.parties)", stop).ConfigureAwait(false);
            }

            await transaction.CommitAsync(stop).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Takes back what was loaded.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) =>
        OnDatabaseAsync((connection, stop) => TableCopy.ExecuteAsync(connection, "drop schema gudok cascade", stop), cancellationToken);

    private static async Task LoadAsync(NpgsqlConnection connection, string name, string path, CancellationToken cancellationToken)
    {
        var table = name.Split('/', '.')[0];
        if (table is "keys" or "lookup")
        {
            var part = long.Parse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture);
            await TableCopy.ExecuteAsync(connection, VaultSchema.MakePartition(table, part), cancellationToken).ConfigureAwait(false);
        }

        await TableCopy.ReadAsync(connection, $"gudok.{table}", path, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<byte[][]> ReadOfOneMomentAsync(NpgsqlConnection connection, string[] queries, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        // Before the first look: a part that is written anew meanwhile would seem empty to an older one.
        await TableCopy.ExecuteAsync(connection, "lock table gudok.keys, gudok.lookup, gudok.day_keys in access share mode", cancellationToken).ConfigureAwait(false);
        var octets = new byte[queries.Length][];
        for (var at = 0; at < queries.Length; at++)
        {
            using var output = new MemoryStream();
            await TableCopy.WriteAsync(connection, queries[at], output, cancellationToken).ConfigureAwait(false);
            octets[at] = output.ToArray();
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return octets;
    }

    private static async Task<long> LastPartAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select coalesce(max(page), -1) from gudok.{table}", connection);
        var last = (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        return last < 0 ? -1 : last / VaultSchema.PartitionPages;
    }

    private static string Pages(string table, long part) => string.Create(
        CultureInfo.InvariantCulture,
        $"select * from gudok.{table} where page>={part * VaultSchema.PartitionPages} and page<{(part + 1) * VaultSchema.PartitionPages} order by page");

    private static string NameOf(string table, long part) => string.Create(CultureInfo.InvariantCulture, $"{table}/{part:D6}");

    private static TableDump InMemory(string name, byte[] octets) =>
        new(name, null, async (output, cancellationToken) => await output.WriteAsync(octets, cancellationToken).ConfigureAwait(false));

    private async Task OnDatabaseAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await using var database = new Database(server, VaultSchema.Schema.What);
        await database.RunOnceAsync(
            async (connection, stop) =>
            {
                await work(connection, stop).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }
}

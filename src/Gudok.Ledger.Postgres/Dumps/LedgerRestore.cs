using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Puts a ledger back into an empty database.</summary>
/// <param name="server">Where the database is.</param>
public sealed class LedgerRestore(PostgresOptions server)
{
    private const string Empty =
        "(select position=0 from gudok.log) and not exists(select 1 from gudok.heads) and not exists(select 1 from gudok.days) and not exists(select 1 from gudok.holds)";

    /// <summary>Loads dumps, in one transaction.</summary>
    /// <param name="folder">The folder with the dumps.</param>
    /// <param name="cancellationToken">Cancels; the database stays empty.</param>
    /// <exception cref="DatabaseException">GDK-2212: the database holds a ledger already.</exception>
    public async Task LoadAsync(string folder, CancellationToken cancellationToken)
    {
        await using var database = await LedgerSchema.OpenAsync(server, cancellationToken).ConfigureAwait(false);
        await database.RunOnceAsync(
            async (connection, stop) =>
            {
                await TableCopy.RequireEmptyAsync(connection, "ledger", Empty, stop).ConfigureAwait(false);
                await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
                await TableCopy.ExecuteAsync(connection, "delete from gudok.log", stop).ConfigureAwait(false);
                foreach (var (table, path) in LedgerDump.Whole.Select(table => (table, Path.Combine(folder, $"{table}.copy"))))
                {
                    // Dumps made before there was this table lack it.
                    if (table == LedgerDump.Newest && !File.Exists(path)) continue;
                    await LoadAsync(connection, table, path, stop).ConfigureAwait(false);
                }

                await MakeTablesAsync(connection, stop).ConfigureAwait(false);
                foreach (var path in Directory.EnumerateDirectories(folder).SelectMany(Directory.EnumerateFiles).Order(StringComparer.Ordinal))
                {
                    await LoadPartAsync(connection, path, stop).ConfigureAwait(false);
                }

                await transaction.CommitAsync(stop).ConfigureAwait(false);
                await TableCopy.ExecuteAsync(connection, "analyze", stop).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes back what was loaded.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var database = await LedgerSchema.OpenAsync(server, cancellationToken).ConfigureAwait(false);
        await database.RunOnceAsync(
            async (connection, stop) =>
            {
                await TableCopy.ExecuteAsync(connection, "drop schema gudok cascade", stop).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task MakeTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var classes = new List<int> { RetentionClass.Default };
        foreach (var number in await NumbersAsync(connection, "select number::integer from gudok.classes order by number", cancellationToken).ConfigureAwait(false))
        {
            classes.Add(number);
            await using var batch = Sql.Batch(connection, ClassTables.Make(number, classes));
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var day in await DaysAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            await DayPartitions.AddCallsAsync(connection, day.Part, cancellationToken).ConfigureAwait(false);
            if (day.HasStands) await DayPartitions.AddStandsAsync(connection, day.Part, cancellationToken).ConfigureAwait(false);
            if (day.HasMessages) await DayPartitions.AddMessagesAsync(connection, day.Part, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task LoadPartAsync(NpgsqlConnection connection, string path, CancellationToken cancellationToken)
    {
        var table = Path.GetFileName(Path.GetDirectoryName(path)!);
        var name = Path.GetFileNameWithoutExtension(path);
        if (!SegmentName.TryReadFolder(name, out var part)) throw new LedgerException(LedgerFaults.Damaged, $"The backup has a part {name} of no day.");
        var own = table is "calls" or "stands" ? ClassTables.NameOf(table, part.Class) : table;
        await LoadAsync(connection, own, path, cancellationToken).ConfigureAwait(false);
    }

    private static Task LoadAsync(NpgsqlConnection connection, string table, string path, CancellationToken cancellationToken) =>
        TableCopy.ReadAsync(connection, $"gudok.{table}", path, cancellationToken);

    private static async Task<List<int>> NumbersAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var numbers = new List<int>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) numbers.Add(rows.GetInt32(0));
        return numbers;
    }

    private static async Task<List<StoredPart>> DaysAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, $"select {DayTable.Columns} from gudok.days");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var days = new List<StoredPart>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) days.Add(DayTable.Read(rows));
        return days;
    }
}

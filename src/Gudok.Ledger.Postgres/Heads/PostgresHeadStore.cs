using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Seals;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>The chain of heads in the ledger's database (<c>docs/formats/postgres.md</c>). Thread-safe.</summary>
public sealed class PostgresHeadStore : IHeadStore
{
    private readonly Database _database;

    private PostgresHeadStore(Database database) => _database = database;

    /// <summary>Opens the heads of a ledger's database, and makes its tables or brings them up to date.</summary>
    /// <param name="server">Where the ledger's database is.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="DatabaseException">The database cannot be used; one line says why.</exception>
    public static async Task<PostgresHeadStore> OpenAsync(PostgresOptions server, CancellationToken cancellationToken) =>
        new(await LedgerSchema.OpenAsync(server, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public async ValueTask<SignedHead?> LastAsync(CancellationToken cancellationToken)
    {
        var lines = await LinesAsync(Sql.Command("select line from gudok.heads order by number desc limit 1"), cancellationToken).ConfigureAwait(false);
        return lines.Count > 0 ? Read(lines[0]) : null;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<TreeHead>> TreesAsync(string log, CancellationToken cancellationToken) => await _database.RunAsync(
        async (connection, stop) =>
        {
            await using var command = Sql.Command(
                connection, "select h.line, e.edge from gudok.edges e join gudok.heads h on h.number=e.number where e.log=$1", log);
            await using var rows = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            var heads = new List<TreeHead>();
            while (await rows.ReadAsync(stop).ConfigureAwait(false)) heads.Add(new TreeHead(Read(rows.GetString(0)), rows.GetFieldValue<byte[]>(1)));
            return heads;
        },
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask AppendAsync(IReadOnlyList<TreeHead> heads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(heads);
        if (heads.Count == 0) return;
        await _database.RunAsync(
            async (connection, stop) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
                // A second signer waits here, and then finds the number taken.
                await using (var turn = Sql.Command(connection, "lock table gudok.heads in exclusive mode")) await turn.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
                if (await IsThereAsync(connection, heads[0].Head, stop).ConfigureAwait(false)) return true;
                await using var batch = new NpgsqlBatch(connection);
                foreach (var head in heads) Add(batch, head);
                await batch.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> ReadAsync(long from, int most, CancellationToken cancellationToken) =>
        await LinesAsync(Sql.Command("select line from gudok.heads where number>=$1 order by number limit $2", from, most), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> ReadAsync(TreeName tree, CancellationToken cancellationToken) => await LinesAsync(
        Sql.Command("select line from gudok.heads where log=$1 and day=$2 order by number", tree.Log, tree.Day.DayNumber), cancellationToken)
        .ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<DateOnly>> DaysAsync(string log, CancellationToken cancellationToken) => await _database.RunAsync(
        async (connection, stop) =>
        {
            await using var command = Sql.Command(connection, "select distinct day from gudok.heads where log=$1 order by day", log);
            await using var rows = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            var days = new List<DateOnly>();
            while (await rows.ReadAsync(stop).ConfigureAwait(false)) days.Add(DateOnly.FromDayNumber(rows.GetInt32(0)));
            return days;
        },
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<long> MarkAsync(string witness, CancellationToken cancellationToken) => await _database.RunAsync(
        async (connection, stop) =>
        {
            await using var command = Sql.Command(connection, "select number from gudok.marks where witness=$1", witness);
            return await command.ExecuteScalarAsync(stop).ConfigureAwait(false) as long? ?? 0;
        },
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask SetMarkAsync(string witness, long number, CancellationToken cancellationToken) => await _database.RunAsync(
        async (connection, stop) =>
        {
            await using var command = Sql.Command(
                connection, "insert into gudok.marks values($1,$2) on conflict(witness) do update set number=excluded.number", witness, number);
            return await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // Whether a commit that nobody heard of wrote the head already.
    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, SignedHead head, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection, "select (select max(number) from gudok.heads), (select line from gudok.heads where number=$1)", head.Number);
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        var last = row.IsDBNull(0) ? 0 : row.GetInt64(0);
        if (!row.IsDBNull(1) && row.GetString(1) == head.ToString()) return true;
        return head.Number == last + 1
            ? false
            : throw new SealException(SealsFaults.ChainTaken, $"Head {last} in the ledger's database was signed by another process: stop one of the two.");
    }

    private static void Add(NpgsqlBatch batch, TreeHead head)
    {
        var (number, tree) = (head.Head.Number, head.Head.Tree);
        batch.BatchCommands.Add(Sql.Command("insert into gudok.heads values($1,$2,$3,$4)", number, tree.Log, tree.Day.DayNumber, head.Head.ToString()));
        batch.BatchCommands.Add(Sql.Command(
            "insert into gudok.edges values($1,$2,$3,$4) on conflict(log,day) do update set number=excluded.number, edge=excluded.edge",
            tree.Log,
            tree.Day.DayNumber,
            number,
            head.Edge.ToArray()));
    }

    private Task<List<string>> LinesAsync(NpgsqlBatchCommand ask, CancellationToken cancellationToken) => _database.RunAsync(
        async (connection, stop) =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(ask);
            await using var rows = await batch.ExecuteReaderAsync(stop).ConfigureAwait(false);
            var lines = new List<string>();
            while (await rows.ReadAsync(stop).ConfigureAwait(false)) lines.Add(rows.GetString(0));
            return lines;
        },
        cancellationToken);

    private static SignedHead Read(string line) => SignedHead.TryParse(line, out var head) ? head : throw new SealException(
        SealsFaults.ChainBroken, "The heads in the ledger's database are damaged: put them back from the backup. Taken away, the chain begins anew, which witnesses will tell.");
}

using System.Data;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Answers what readers ask, each answer of one moment. Thread-safe; what a failing server cut short is asked again.</summary>
internal sealed class RecordReader(Database database, IDayKeys dayKeys, HeldStates states, HeldMessages heldMessages, TimeProvider clock)
{
    // Filters that need the details of records look at so many at a time.
    private const int TaggedAtOnce = 256;

    private const string Keep = """
        lock table only gudok.calls, only gudok.pages, only gudok.stands, only gudok.messages, gudok.held, gudok.held_messages in access share mode
        """;

    private readonly DetailsReader _details = new(dayKeys);

    public Task<IReadOnlyList<KnownRecord?>> FindKnownAsync(IReadOnlyList<CallProbe> probes, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<KnownRecord?>>(
            async (connection, stop) =>
            {
                var state = await states.OfAsync(connection, stop).ConfigureAwait(false);
                var candidates = await Candidates.LoadAsync(connection, probes, stop).ConfigureAwait(false);
                return [.. probes.Select(probe => state.FindKnown(probe) ?? candidates.Find(probe))];
            },
            cancellationToken);

    public Task<RecordPage> QueryAsync(CallQuery query, CancellationToken cancellationToken)
    {
        var matcher = new RecordMatcher(query);
        if (matcher.IsVoid) return Task.FromResult(new RecordPage([], null));
        return OfOneMomentAsync((connection, stop) => QueryAsync(connection, query, matcher, stop), cancellationToken);
    }

    public Task<CallRecord?> FindAsync(RecordId id, CancellationToken cancellationToken) => OfOneMomentAsync(
        async (connection, stop) => await FindAsync(connection, id, stop).ConfigureAwait(false) is { } found
            ? (await _details.CompleteAsync(connection, [found], stop).ConfigureAwait(false))[0]
            : (await states.OfAsync(connection, stop).ConfigureAwait(false)).Find(id)?.Now,
        cancellationToken);

    public Task<int?> ClassOfAsync(RecordId id, CancellationToken cancellationToken) => database.RunAsync(
        async (connection, stop) =>
        {
            var (found, held) = await PlaceAsync(connection, id, stop).ConfigureAwait(false);
            return found?.Of.Segment.Part.Class ?? held?.Class;
        },
        cancellationToken);

    public Task<IReadOnlyList<CallCorrection>> CorrectionsAsync(RecordId id, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<CallCorrection>>(
            async (connection, stop) =>
            {
                var (found, held) = await PlaceAsync(connection, id, stop).ConfigureAwait(false);
                if (found is null) return held?.Corrections ?? [];
                await using var command = Sql.Command(
                    connection,
                    $"""
                    select {CorrectionRows.Columns}, d.id from gudok.corrections c join gudok.days d on d.day=c.day
                    where c.id=$1 and c.of_day=$2 order by c.position
                    """,
                    Sql.Octets(id),
                    PartNumber.Of(found.Of.Segment.Part));
                await using var rows = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
                var corrections = new List<CallCorrection>();
                while (await rows.ReadAsync(stop).ConfigureAwait(false))
                {
                    var codec = new CorrectionCodec(rows.GetFieldValue<byte[]>(CorrectionRows.DayId), dayKeys);
                    corrections.Add(codec.Decode(CorrectionRows.Read(rows).Columns).Correction);
                }

                return corrections;
            },
            cancellationToken);

    public Task<IReadOnlyList<CallAmendment>> AmendmentsAsync(RecordId id, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<CallAmendment>>(
            async (connection, stop) =>
            {
                var (found, held) = await PlaceAsync(connection, id, stop).ConfigureAwait(false);
                if (found is null) return held?.Amendments ?? [];
                return [.. (await _details.AmendmentsAsync(connection, id, stop).ConfigureAwait(false)).Select(stored => stored.Amendment)];
            },
            cancellationToken);

    /// <summary>The kept messages of a call; those that are kept apart even when the term of its day's is over.</summary>
    public Task<SealedMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken) => database.RunAsync(
        async (connection, stop) => await MessagesOfDayAsync(connection, id, stop).ConfigureAwait(false)
            ?? await heldMessages.FindAsync(connection, id, stop).ConfigureAwait(false),
        cancellationToken);

    private async Task<SealedMessages?> MessagesOfDayAsync(NpgsqlConnection connection, RecordId id, CancellationToken cancellationToken)
    {
        var state = await states.OfAsync(connection, cancellationToken).ConfigureAwait(false);
        var (day, start, now) = (KnownRule.DayOf(id), new Instant(id.StartMilliseconds * 1000), Instant.Now(clock));
        var parts = state.Classes.Where(one => !state.AreMessagesOver(one.Number, start, now)).Select(one => PartNumber.Of(new DayPart(day, one.Number)));
        await using var command = Sql.Command(
            connection,
            "select d.id, m.keys, m.data, m.day from gudok.messages m join gudok.days d on d.day=m.day where m.day=any($1) and m.id=$2",
            parts.ToArray(),
            Sql.Octets(id));
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await row.ReadAsync(cancellationToken).ConfigureAwait(false)) return null;
        using var seal = _details.SealOf(PartNumber.Read(row.GetInt32(3)), row.GetFieldValue<byte[]>(0));
        return new MessageSeal(seal).Open(id, row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2));
    }

    public Task<RollupSpan> RollupsAsync(Instant from, Instant to, CancellationToken cancellationToken) => OfOneMomentAsync(
        async (connection, stop) =>
        {
            var (first, end) = RollupKey.Within(from, to);
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(Sql.Command("select position from gudok.log"));
            batch.BatchCommands.Add(Sql.Command("select minute,way,calls,talk,setup,with_setup from gudok.rollups where minute>=$1 and minute<$2", first, end));
            await using var rows = await batch.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await rows.ReadAsync(stop).ConfigureAwait(false);
            var position = rows.GetInt64(0);
            await rows.NextResultAsync(stop).ConfigureAwait(false);
            var sums = new RollupDelta();
            while (await rows.ReadAsync(stop).ConfigureAwait(false)) RollupRows.Add(rows, 0, sums);
            await rows.CloseAsync().ConfigureAwait(false);
            foreach (var (_, key, residue) in (await states.OfAsync(connection, stop).ConfigureAwait(false)).Residue)
            {
                if (key.Minute >= first && key.Minute < end) sums.Add(key, -residue);
            }

            return new RollupSpan(position, sums.Rollups());
        },
        cancellationToken);

    /// <summary>A record by its id, as it stands and without details; null if there is none.</summary>
    public static async Task<FoundRecord?> FindAsync(NpgsqlConnection connection, RecordId id, CancellationToken cancellationToken) =>
        (await Candidates.LoadAsync(connection, [id], cancellationToken).ConfigureAwait(false)).Find(id);

    // A living record, or one that is kept apart: what was added to that and stays on other days has lost its key.
    private async Task<(FoundRecord? Found, HeldRecord? Held)> PlaceAsync(NpgsqlConnection connection, RecordId id, CancellationToken cancellationToken) =>
        await FindAsync(connection, id, cancellationToken).ConfigureAwait(false) is { } found
            ? (found, null)
            : (null, (await states.OfAsync(connection, cancellationToken).ConfigureAwait(false)).Find(id));

    /// <summary>Reads in a transaction that sees one state of the ledger.</summary>
    public Task<T> OfOneMomentAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => database.RunAsync(
        async (connection, stop) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop).ConfigureAwait(false);
            var answer = await read(connection, stop).ConfigureAwait(false);
            await transaction.CommitAsync(stop).ConfigureAwait(false);
            return answer;
        },
        cancellationToken);

    /// <summary>As <see cref="OfOneMomentAsync"/>, and no process drops anything meanwhile.</summary>
    public Task<T> OfWholeMomentAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        database.RunAsync((connection, stop) => OfWholeMomentAsync(connection, read, stop), cancellationToken);

    /// <summary>As <see cref="OfWholeMomentAsync{T}(Func{NpgsqlConnection, CancellationToken, Task{T}}, CancellationToken)"/>, for what must not be done
    /// twice: if the server goes away meanwhile, the caller is told.</summary>
    public Task<T> OnceOfWholeMomentAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        database.RunOnceAsync((connection, stop) => OfWholeMomentAsync(connection, read, stop), cancellationToken);

    private static async Task<T> OfWholeMomentAsync<T>(
        NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        // Before the first look. Only the tables above the partitions: dropping one of those needs them.
        await using (var turn = Sql.Command(connection, Keep)) await turn.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        var answer = await read(connection, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private async Task<RecordPage> QueryAsync(NpgsqlConnection connection, CallQuery query, RecordMatcher matcher, CancellationToken cancellationToken)
    {
        var held = (await states.OfAsync(connection, cancellationToken).ConfigureAwait(false)).Records;
        var after = query.After is { } id
            ? (await FindAsync(connection, id, cancellationToken).ConfigureAwait(false))?.Facts ?? held.FirstOrDefault(record => record.Id == id)?.Now
            : null;
        var scope = QueryScope.Of(query, matcher, after);
        var found = new List<CallRecord>();
        while (true)
        {
            var (records, next) = await ReadAsync(connection, scope, Math.Max(query.Limit + 1 - found.Count, matcher.NeedsTags ? TaggedAtOnce : 1), cancellationToken)
                .ConfigureAwait(false);
            found.AddRange(WithHeld(records, held, scope, next).Where(matcher.MatchesTags));
            if (found.Count > query.Limit) return new RecordPage(found[..query.Limit], found[query.Limit - 1].Id);
            if (next is null) return new RecordPage(found, null);
            scope = QueryScope.Of(query, matcher, next.Facts);
        }
    }

    // Records under legal hold outlive their day: those that stand between the records found, and behind them if there are no more.
    private static IEnumerable<CallRecord> WithHeld(IReadOnlyList<CallRecord> records, IReadOnlyList<HeldRecord> held, QueryScope scope, FoundRecord? next)
    {
        var between = held.Select(one => one.Now).Where(record => scope.Holds(record) && (next is null || IsNewer(record, next.Facts))).ToList();
        return between.Count == 0
            ? records
            : records.Concat(between).DistinctBy(record => record.Id).OrderByDescending(record => record.StartedAt).ThenByDescending(record => record.Id);
    }

    private static bool IsNewer(CallRecord left, CallRecord right) =>
        left.StartedAt > right.StartedAt || (left.StartedAt == right.StartedAt && left.Id > right.Id);

    // The next so many whose facts match, whole, and the last of them if there may be more.
    private async Task<(IReadOnlyList<CallRecord> Records, FoundRecord? Next)> ReadAsync(
        NpgsqlConnection connection, QueryScope scope, int most, CancellationToken cancellationToken)
    {
        var found = await new CallSearch(connection, scope).FindAsync(most, cancellationToken).ConfigureAwait(false);
        found.AddRange(await new LatestSearch(connection, scope).FindAsync(most, cancellationToken).ConfigureAwait(false));
        var newest = found.OrderByDescending(record => record.Facts.StartedAt).ThenByDescending(record => record.Facts.Id).Take(most).ToList();
        var records = await _details.CompleteAsync(connection, newest, cancellationToken).ConfigureAwait(false);
        return (records, newest.Count == most ? newest[^1] : null);
    }
}

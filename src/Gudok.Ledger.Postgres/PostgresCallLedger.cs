using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger.Postgres;

/// <summary>The ledger on PostgreSQL: partitions by day, sealed and chained to its leaves as the one in files
/// (<c>docs/formats/postgres.md</c>).</summary>
/// <remarks>Several processes may append to one database: what is known is decided under the log's lock. Each hears of its own appends
/// only.</remarks>
public sealed class PostgresCallLedger : IRetainingLedger
{
    private readonly Database _database;
    private readonly AppendListeners _listeners = new();
    private readonly GroupAppender _appender;
    private readonly AppendQueue _queue;
    private readonly RecordReader _reader;
    private readonly MessageDays _messages;
    private readonly LedgerVerifier _verifier;
    private readonly LedgerTrees _trees;
    private readonly RecordProver _records;
    private readonly HeldStates _states;
    private readonly HoldKeeper _holds;
    private readonly DayDropper _dropper;
    private readonly SemaphoreSlim _checkTurn = new(1);
    private readonly ClassKeeper _classKeeper;
    private volatile IReadOnlyList<RetentionClass> _classes = [];
    private volatile bool _isClosed;

    private PostgresCallLedger(Database database, PostgresLedgerOptions options, IDayKeys dayKeys, HeadChain heads, TimeProvider clock)
    {
        _database = database;
        _appender = new GroupAppender(dayKeys, clock);
        _states = new HeldStates(database, dayKeys, options.DefaultTerms);
        _trees = new LedgerTrees(heads, one => new TableLeaves(database, one));
        _classKeeper = new ClassKeeper(database, _states);
        var held = new HeldMessages(_states, dayKeys);
        _queue = new AppendQueue(database, _appender, new RecordAmender(dayKeys), _trees, _listeners, _states);
        _reader = new RecordReader(database, dayKeys, _states, held, clock);
        _messages = new MessageDays(database, _states, held, clock);
        _verifier = new LedgerVerifier(dayKeys, _states, held, heads, one => new TableLeaves(database, one));
        _records = new RecordProver(database, dayKeys, _trees);
        _holds = new HoldKeeper(database, _states, held, clock);
        _dropper = new DayDropper(database, _states, held, _records, _trees, dayKeys, clock);
    }

    /// <inheritdoc />
    public long Position => _queue.Position;

    /// <summary>Opens the ledger of a database, and makes its tables or brings them up to date.</summary>
    /// <param name="options">Where it is, and its limits.</param>
    /// <param name="dayKeys">The keys of the ledger's days.</param>
    /// <param name="heads">The installation's chain of heads; stays the caller's to dispose, after the ledger.</param>
    /// <param name="clock">Tells when messages are over.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="DatabaseException">The database cannot be used; one line says why.</exception>
    public static async Task<PostgresCallLedger> OpenAsync(
        PostgresLedgerOptions options, IDayKeys dayKeys, HeadChain heads, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MessageDays);
        var database = await LedgerSchema.OpenAsync(options.Server, cancellationToken).ConfigureAwait(false);
        try
        {
            var ledger = new PostgresCallLedger(database, options, dayKeys, heads, clock);
            await ledger.KeepClassesAsync([], cancellationToken).ConfigureAwait(false);
            await ledger._dropper.FinishLaterAsync(cancellationToken).ConfigureAwait(false);
            ledger._queue.Position = (await ledger.RollupsAsync(default, default, cancellationToken).ConfigureAwait(false)).Position;
            return ledger;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<KnownRecord?>> FindKnownAsync(IReadOnlyList<CallProbe> probes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(probes);
        return await _reader.FindKnownAsync(probes, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<AppendReport> AppendAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        var ready = BatchCheck.Check(batch);
        ObjectDisposedException.ThrowIf(_isClosed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return await _queue.AppendAsync(ready).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<RecordPage> QueryAsync(CallQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, CallQuery.MaxLimit);
        return await _reader.QueryAsync(query, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<CallRecord?> FindAsync(RecordId id, CancellationToken cancellationToken) =>
        await _reader.FindAsync(id, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<CallCorrection>> CorrectionsAsync(RecordId id, CancellationToken cancellationToken) =>
        await _reader.CorrectionsAsync(id, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<AmendOutcome> AmendAsync(CallAmendment amendment, int? expectedVersion, CancellationToken cancellationToken)
    {
        BatchCheck.Check(amendment);
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return await _queue.AmendAsync(amendment, expectedVersion, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<CallAmendment>> AmendmentsAsync(RecordId id, CancellationToken cancellationToken) =>
        await _reader.AmendmentsAsync(id, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<SealedMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken) =>
        await _reader.MessagesAsync(id, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<RollupSpan> RollupsAsync(Instant from, Instant to, CancellationToken cancellationToken) =>
        await _reader.RollupsAsync(from, to, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<VerifyReport> VerifyAsync(VerifyRequest? request, CancellationToken cancellationToken) =>
        await InCheckTurnAsync(() => _reader.OfWholeMomentAsync((connection, stop) => _verifier.RunAsync(connection, request ?? new VerifyRequest(), stop), cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc />
    public HeadChain Heads => _trees.Chain;

    /// <inheritdoc />
    public ValueTask<SealReport> SealAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _trees.SealAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<ProvedEntry>> ProveAsync(RecordId id, CancellationToken cancellationToken)
    {
        var proved = await _records.ProveAsync(id, cancellationToken).ConfigureAwait(false);
        if (proved.Count > 0) return proved;
        var state = await _database.RunAsync(_states.OfAsync, cancellationToken).ConfigureAwait(false);
        return state.Find(id) is { } held ? HeldProof.Read(held) : [];
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<byte[]>> ProveGrowthAsync(DayPart part, long from, long to, CancellationToken cancellationToken) =>
        _trees.ProverOf(part.Class).ConsistencyAsync(part.Day, from, to, cancellationToken);

    /// <summary>Every record stands in an indexed partition from the moment it is appended. What is left to do at the end of an import is to
    /// tell the server's planner how much came in.</summary>
    /// <inheritdoc />
    public async ValueTask CloseSegmentsAsync(CancellationToken cancellationToken)
    {
        foreach (var day in _appender.TakeTouched())
        {
            await _database.RunAsync(
                async (connection, stop) =>
                {
                    await DayPartitions.AnalyzeAsync(connection, day, stop).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask<int> DropExpiredMessagesAsync(CancellationToken cancellationToken) =>
        await InCheckTurnAsync(() => _messages.DropExpiredAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask KeepHoldAsync(LegalHold hold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hold);
        await _holds.KeepAsync(hold, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<LegalHold>> HoldsAsync(CancellationToken cancellationToken) =>
        await _holds.HoldsAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IReadOnlyList<RetentionClass> Classes => _classes;

    /// <inheritdoc />
    public async ValueTask KeepClassesAsync(IReadOnlyList<RetentionTerms> classes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var all = await _classKeeper.KeepAsync(classes, cancellationToken).ConfigureAwait(false);
        // Before anything of a new class can be appended: nobody knows its number yet.
        await _trees.OpenAsync(all.Select(one => one.Number), cancellationToken).ConfigureAwait(false);
        _classes = all;
    }

    /// <inheritdoc />
    public async ValueTask<int?> ClassOfAsync(RecordId id, CancellationToken cancellationToken) =>
        await _reader.ClassOfAsync(id, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<LedgerDay>> DaysAsync(CancellationToken cancellationToken) =>
        await _dropper.DaysAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <exception cref="DatabaseException">GDK-2211: another session has a table of the ledger open; nothing was dropped.</exception>
    public async ValueTask<DropOutcome> DropDaysAsync(IReadOnlyCollection<DayPart> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return await InCheckTurnAsync(
            () => _queue.RunAloneAsync(() => _dropper.DropAsync(parts, cancellationToken), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<DropStatement>> DropStatementsAsync(CancellationToken cancellationToken) =>
        await _holds.DropsAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <exception cref="DatabaseException">GDK-2211: another session has what is kept apart open; nothing was destroyed.</exception>
    public async ValueTask<IReadOnlyCollection<PartyId>> ReleaseHeldAsync(CancellationToken cancellationToken)
    {
        // What was in the way when a day was dropped may be gone by now.
        await _dropper.FinishAsync(cancellationToken).ConfigureAwait(false);
        return await InCheckTurnAsync(() => _holds.ReleaseAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<PartyId>> OwedPartiesAsync(CancellationToken cancellationToken) =>
        await _holds.OwedAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask SettlePartiesAsync(IReadOnlyCollection<PartyId> parties, CancellationToken cancellationToken) =>
        await _holds.SettleAsync(parties, cancellationToken).ConfigureAwait(false);

    /// <summary>Gives all tables of the ledger as they are at one moment, to be copied elsewhere. Appends go on; nothing is dropped meanwhile.</summary>
    /// <param name="take">Takes one after another.</param>
    /// <param name="cancellationToken">Stops between two tables.</param>
    public async Task DumpAsync(Func<TableDump, CancellationToken, Task> take, CancellationToken cancellationToken) => await InCheckTurnAsync(
        () => _reader.OnceOfWholeMomentAsync(
            async (connection, stop) =>
            {
                await LedgerDump.ReadAsync(connection, take, stop).ConfigureAwait(false);
                return true;
            },
            cancellationToken),
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IDisposable OnAppended(Action<AppendedRecords> handler) => _listeners.Add(handler);

    /// <summary>Signs what no head has seen, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        try
        {
            await _trees.SealAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _trees.Dispose();
            await _database.DisposeAsync().ConfigureAwait(false);
            _queue.Dispose();
            _checkTurn.Dispose();
        }
    }

    // What is checked must stay until the check is through: nothing is dropped beside it.
    private async Task<T> InCheckTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _checkTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _checkTurn.Release();
        }
    }
}

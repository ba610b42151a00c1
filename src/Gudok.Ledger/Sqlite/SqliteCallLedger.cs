using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The ledger on one machine: segments by day and index files in a folder (<c>docs/ledger-format.md</c>).</summary>
public sealed class SqliteCallLedger : IRetainingLedger
{
    private static readonly TimeSpan IdleCheckPeriod = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly SemaphoreSlim _checkTurn = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly AppendListeners _listeners = new();
    private readonly LedgerParts _parts;
    private readonly LedgerTrees _trees;
    private readonly ITimer _idleCheck;
    private long _position;
    private bool _isClosed;

    private SqliteCallLedger(LedgerParts parts, LedgerTrees trees, TimeProvider clock)
    {
        _parts = parts;
        _trees = trees;
        _idleCheck = clock.CreateTimer(_ => CloseIdle(), null, IdleCheckPeriod, IdleCheckPeriod);
        _position = parts.Appender.Position;
    }

    /// <inheritdoc />
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Opens the ledger of a data folder, or makes it; what a crash left half done is put in order first.</summary>
    /// <param name="options">Folder and limits.</param>
    /// <param name="dayKeys">The keys of the ledger's days.</param>
    /// <param name="heads">The installation's chain of heads; stays the caller's to dispose, after the ledger.</param>
    /// <param name="clock">Tells when messages are over and segments have rested.</param>
    /// <param name="cancellationToken">Cancels before the files are opened.</param>
    /// <exception cref="LedgerException">GDK-4001 another process owns the ledger, GDK-4002 a file is damaged, GDK-4003 it was written
    /// by a newer version.</exception>
    public static async Task<SqliteCallLedger> OpenAsync(
        LedgerOptions options, IDayKeys dayKeys, HeadChain heads, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentRecords, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SegmentRecords, LedgerOptions.MostSegmentRecords);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.OpenSegments, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MessageDays);
        var parts = await Task.Run(() => LedgerParts.Open(options, dayKeys, clock), cancellationToken).ConfigureAwait(false);
        try
        {
            var trees = new LedgerTrees(heads, one => new SegmentLeaves(parts.Store, one));
            await trees.OpenAsync(parts.Store.Held.Classes.All.Select(one => one.Number), cancellationToken).ConfigureAwait(false);
            await parts.Dropper.FinishAsync(trees, cancellationToken).ConfigureAwait(false);
            return new SqliteCallLedger(parts, trees, clock);
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<KnownRecord?>> FindKnownAsync(IReadOnlyList<CallProbe> probes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(probes);
        var found = new KnownRecord?[probes.Count];
        for (var index = 0; index < found.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found[index] = _parts.Known.Find(probes[index]);
        }

        return ValueTask.FromResult<IReadOnlyList<KnownRecord?>>(found);
    }

    /// <inheritdoc />
    public async ValueTask<AppendReport> AppendAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        var ready = BatchCheck.Check(batch);
        var appended = new AppendedBatch();
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _parts.Writers.CloseIdle();
            return _parts.Appender.Append(ready, appended);
        }
        finally
        {
            Interlocked.Exchange(ref _position, _parts.Appender.Position);
            Grow(appended);
            // Told under the gate, so that all hear of appends in their order.
            if (!appended.IsEmpty) _listeners.Tell(new AppendedRecords(Position, appended.Records, appended.Corrections));
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public ValueTask<RecordPage> QueryAsync(CallQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_parts.Queries.Run(query, cancellationToken));

    /// <inheritdoc />
    public ValueTask<CallRecord?> FindAsync(RecordId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_parts.Known.Locate(id) is { } place ? _parts.Store.Now(place) : _parts.Store.Held.Records.Find(id)?.Now);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<CallCorrection>> CorrectionsAsync(RecordId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(
            _parts.Known.Locate(id) is { } place ? _parts.Store.History(place) : _parts.Store.Held.Records.Find(id)?.Corrections ?? []);
    }

    /// <inheritdoc />
    public async ValueTask<AmendOutcome> AmendAsync(CallAmendment amendment, int? expectedVersion, CancellationToken cancellationToken)
    {
        BatchCheck.Check(amendment);
        var appended = new AppendedBatch();
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var outcome = _parts.Amender.Amend(amendment, expectedVersion, appended);
            if (outcome is AmendOutcome.Made made) _listeners.Tell(new AppendedRecords(_parts.Appender.Position, [], []) { Amended = [made.Record] });
            return outcome;
        }
        finally
        {
            Interlocked.Exchange(ref _position, _parts.Appender.Position);
            Grow(appended);
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<CallAmendment>> AmendmentsAsync(RecordId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(
            _parts.Known.Locate(id) is { } place ? _parts.Store.Amendments(place) : _parts.Store.Held.Records.Find(id)?.Amendments ?? []);
    }

    /// <inheritdoc />
    public ValueTask<SealedMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(
            (_parts.Known.Locate(id) is { } place ? _parts.Messages.Find(place, id) : null) ?? _parts.Store.Held.Messages.Find(id));
    }

    /// <inheritdoc />
    public async ValueTask<RollupSpan> RollupsAsync(Instant from, Instant to, CancellationToken cancellationToken)
    {
        // Under the gate, so that position and counts are of one moment.
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new RollupSpan(Position, _parts.Rollups.Sum(from, to, cancellationToken));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask<VerifyReport> VerifyAsync(VerifyRequest? request, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await _checkTurn.WaitAsync(stop.Token).ConfigureAwait(false);
        try
        {
            var snapshot = await TakeSnapshotAsync(stop.Token).ConfigureAwait(false);
            return await Task.Run(() => _parts.Verifier.RunAsync(snapshot, Heads, request ?? new VerifyRequest(), stop.Token), stop.Token).ConfigureAwait(false);
        }
        finally
        {
            _checkTurn.Release();
        }
    }

    /// <inheritdoc />
    public HeadChain Heads => _trees.Chain;

    /// <inheritdoc />
    public ValueTask<SealReport> SealAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _trees.SealAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<ProvedEntry>> ProveAsync(RecordId id, CancellationToken cancellationToken) =>
        _parts.Known.Locate(id) is { } place
            ? await new LedgerProver(_parts.Store, _trees).ProveAsync(place, cancellationToken).ConfigureAwait(false)
            : _parts.Store.Held.Records.Find(id) is { } held ? HeldProof.Read(held) : [];

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<byte[]>> ProveGrowthAsync(DayPart part, long from, long to, CancellationToken cancellationToken) =>
        _trees.ProverOf(part.Class).ConsistencyAsync(part.Day, from, to, cancellationToken);

    /// <inheritdoc />
    public async ValueTask CloseSegmentsAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _parts.Writers.CloseAll();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public ValueTask<int> DropExpiredMessagesAsync(CancellationToken cancellationToken) =>
        UnderGateAsync(() => ValueTask.FromResult(_parts.Messages.DropExpired(_parts.Store.Held)), cancellationToken);

    /// <inheritdoc />
    public ValueTask KeepHoldAsync(LegalHold hold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return UnderGateAsync(() => _parts.Store.Held.Holds.Put(hold), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LegalHold>> HoldsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_parts.Store.Held.Holds.All);

    /// <inheritdoc />
    public IReadOnlyList<RetentionClass> Classes => _parts.Store.Held.Classes.All;

    /// <inheritdoc />
    public async ValueTask KeepClassesAsync(IReadOnlyList<RetentionTerms> classes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classes);
        await UnderGateAsync(() => _parts.Store.Held.Classes.Keep(classes), cancellationToken).ConfigureAwait(false);
        // Before anything of a new class can be appended: nobody knows its number yet.
        await _trees.OpenAsync(Classes.Select(one => one.Number), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask<int?> ClassOfAsync(RecordId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_parts.Known.Locate(id)?.Segment.Part.Class ?? _parts.Store.Held.Records.Find(id)?.Class);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<LedgerDay>> DaysAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerDay> days = [];
        await UnderGateAsync(() => days = _parts.Dropper.Days(), cancellationToken).ConfigureAwait(false);
        return days;
    }

    /// <inheritdoc />
    public async ValueTask<DropOutcome> DropDaysAsync(IReadOnlyCollection<DayPart> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        // Not while all days are checked: what is checked must stay until the check is through.
        await _checkTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await UnderGateAsync(() => _parts.Dropper.DropAsync(parts, _trees, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _checkTurn.Release();
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DropStatement>> DropStatementsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_parts.Store.Held.Drops.All);

    /// <inheritdoc />
    public ValueTask<IReadOnlyCollection<PartyId>> ReleaseHeldAsync(CancellationToken cancellationToken) => UnderGateAsync(
        async () =>
        {
            var parties = _parts.Dropper.ReleaseHeld();
            // What the disk did not let go when a day was dropped may go by now.
            await _parts.Dropper.FinishAsync(_trees, cancellationToken).ConfigureAwait(false);
            return parties;
        },
        cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<PartyId>> OwedPartiesAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_parts.Store.Held.Owed.All());
    }

    /// <inheritdoc />
    public async ValueTask SettlePartiesAsync(IReadOnlyCollection<PartyId> parties, CancellationToken cancellationToken) =>
        await UnderGateAsync(() => _parts.Store.Held.Owed.Settle(parties), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IDisposable OnAppended(Action<AppendedRecords> handler) => _listeners.Add(handler);

    /// <summary>Signs what no head has seen, and gives the files up. Segments that are open stay so, and go on when the ledger opens again.</summary>
    public async ValueTask DisposeAsync()
    {
        // A check that runs reads files that are about to close.
        await _closing.CancelAsync().ConfigureAwait(false);
        await _checkTurn.WaitAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isClosed) return;
            _isClosed = true;
            await _idleCheck.DisposeAsync().ConfigureAwait(false);
            try
            {
                await _trees.SealAsync(CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _trees.Dispose();
                _parts.Dispose();
            }
        }
        finally
        {
            _gate.Release();
            _checkTurn.Release();
        }
    }

    private async Task<LedgerSnapshot> TakeSnapshotAsync(CancellationToken cancellationToken)
    {
        LedgerSnapshot? snapshot = null;
        await UnderGateAsync(() => snapshot = LedgerSnapshot.Take(_parts.Store), cancellationToken).ConfigureAwait(false);
        return snapshot!;
    }

    /// <summary>Runs an action between two appends: what it sees of the files is the ledger at one position. It must be short.</summary>
    /// <param name="action">The action.</param>
    /// <param name="cancellationToken">Cancels before it runs.</param>
    public ValueTask BetweenAppendsAsync(Action action, CancellationToken cancellationToken) => UnderGateAsync(action, cancellationToken);

    private async ValueTask UnderGateAsync(Action action, CancellationToken cancellationToken) => await UnderGateAsync(
        () =>
        {
            action();
            return ValueTask.FromResult(true);
        },
        cancellationToken).ConfigureAwait(false);

    private async ValueTask<T> UnderGateAsync<T>(Func<ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Grow(AppendedBatch appended)
    {
        foreach (var (part, sizeBefore, leaves) in appended.Leaves) _trees.Append(part, sizeBefore, leaves);
    }

    // Between appends, or traffic that stops would leave its segment open. A busy gate means that there is an append just now.
    private void CloseIdle()
    {
        if (!_gate.Wait(TimeSpan.Zero)) return;
        try
        {
            if (!_isClosed) _parts.Writers.CloseIdle();
        }
        catch (IOException)
        {
            // The segment stays open and usable. Closing is tried again at the next append, which tells its caller if it fails still.
            LedgerMeter.CloseFailures.Add(1);
        }
        finally
        {
            _gate.Release();
        }
    }
}

using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The ledger on one machine: segments by day and index files in a folder (<c>docs/ledger-format.md</c>).</summary>
public sealed class SqliteCallLedger : ICallLedger
{
    private static readonly TimeSpan IdleCheckPeriod = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Lock _handlersLock = new();
    private readonly List<Action<AppendedRecords>> _handlers = [];
    private readonly LedgerParts _parts;
    private readonly ITimer _idleCheck;
    private long _position;
    private bool _isClosed;

    private SqliteCallLedger(LedgerParts parts, TimeProvider clock)
    {
        _parts = parts;
        _idleCheck = clock.CreateTimer(_ => CloseIdle(), null, IdleCheckPeriod, IdleCheckPeriod);
        _position = parts.Appender.Position;
    }

    /// <inheritdoc />
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Opens the ledger of a data folder, or makes it; what a crash left half done is put in order first.</summary>
    /// <param name="options">Folder and limits.</param>
    /// <param name="dayKeys">The keys of the ledger's days.</param>
    /// <param name="clock">Tells when messages are over and segments have rested.</param>
    /// <param name="cancellationToken">Cancels before the files are opened.</param>
    /// <exception cref="LedgerException">GDK-4001 another process owns the ledger, GDK-4002 a file is damaged, GDK-4003 it was written
    /// by a newer version.</exception>
    public static async Task<SqliteCallLedger> OpenAsync(
        LedgerOptions options, IDayKeys dayKeys, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentRecords, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SegmentRecords, LedgerOptions.MostSegmentRecords);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.OpenSegments, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MessageDays);
        var parts = await Task.Run(() => LedgerParts.Open(options, dayKeys, clock), cancellationToken).ConfigureAwait(false);
        return new SqliteCallLedger(parts, clock);
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
            // Told under the gate, so that all hear of appends in their order.
            if (!appended.IsEmpty) Tell(new AppendedRecords(Position, appended.Records, appended.Corrections));
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
        return ValueTask.FromResult(_parts.Known.Locate(id) is { } place ? _parts.Store.Now(place) : null);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<CallCorrection>> CorrectionsAsync(RecordId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_parts.Known.Locate(id) is { } place ? _parts.Store.History(place) : []);
    }

    /// <inheritdoc />
    public ValueTask<SealedMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_parts.Known.Locate(id) is { } place ? _parts.Messages.Find(place, id) : null);
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
    public async ValueTask<VerifyReport> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => _parts.Verifier.Run(progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

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
    public ValueTask<int> DropExpiredMessagesAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_parts.Messages.DropExpired());
    }

    /// <inheritdoc />
    public IDisposable OnAppended(Action<AppendedRecords> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_handlersLock) _handlers.Add(handler);
        return new Subscription(this, handler);
    }

    /// <summary>Gives the files up. Segments that are open stay so, and go on when the ledger opens again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isClosed) return;
            _isClosed = true;
            await _idleCheck.DisposeAsync().ConfigureAwait(false);
            _parts.Dispose();
        }
        finally
        {
            _gate.Release();
        }
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
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Tell(AppendedRecords appended)
    {
        Action<AppendedRecords>[] handlers;
        lock (_handlersLock) handlers = [.. _handlers];
        foreach (var handler in handlers) handler(appended);
    }

    private sealed class Subscription(SqliteCallLedger ledger, Action<AppendedRecords> handler) : IDisposable
    {
        public void Dispose()
        {
            lock (ledger._handlersLock) ledger._handlers.Remove(handler);
        }
    }
}

using System.Collections.Concurrent;
using Gudok.Numbers.Postgres;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Appends batches. Callers who wait at the gate are served together: whoever gets it commits for all, so that one flush of the
/// server's disk serves many. Thread-safe.</summary>
internal sealed class AppendQueue(Database database, GroupAppender appender, RecordAmender amender, LedgerTrees trees, AppendListeners listeners,
    HeldStates states) : IDisposable
{
    private const int MostRecords = 65_536;
    private readonly ConcurrentQueue<PendingBatch> _queue = new();
    private readonly SemaphoreSlim _gate = new(1);
    private long _position;

    /// <summary>The log's position after the last append of this process, or as it was at opening.</summary>
    public long Position
    {
        get => Interlocked.Read(ref _position);
        set => Interlocked.Exchange(ref _position, value);
    }

    public async Task<AppendReport> AppendAsync(LedgerBatch batch)
    {
        var pending = new PendingBatch(batch);
        _queue.Enqueue(pending);
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            while (!pending.Done.Task.IsCompleted) await CommitQueueAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }

        return await pending.Done.Task.ConfigureAwait(false);
    }

    /// <summary>Adds an amendment, in its turn.</summary>
    public async Task<AmendOutcome> AmendAsync(CallAmendment amendment, int? expectedVersion, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            AmendOutcome? outcome = null;
            var group = await CommitAsync(async (connection, position, state, stop) =>
            {
                var (written, said) = await amender.WriteAsync(connection, amendment, expectedVersion, position, state, stop).ConfigureAwait(false);
                outcome = said;
                return written;
            }).ConfigureAwait(false);
            Tell(group);
            return outcome!;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Does something that takes the log's lock for longer: appends of this process wait here, and not before the server.</summary>
    public async Task<T> RunAloneAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task CommitQueueAsync()
    {
        var batches = new List<PendingBatch>();
        var records = 0;
        // A batch with corrections ends a group: what they move decides what is known of the next batch.
        while (records < MostRecords && (batches.Count == 0 || batches[^1].Batch.Corrections.Count == 0) && _queue.TryDequeue(out var pending))
        {
            batches.Add(pending);
            records += pending.Batch.Records.Count;
        }

        try
        {
            var group = await CommitAsync((connection, position, state, stop) => appender.WriteAsync(connection, batches, position, state, stop)).ConfigureAwait(false);
            Tell(group);
            foreach (var pending in batches) pending.Tell();
        }
#pragma warning disable CA1031 // Whatever failed, it failed for all who wait, and each is told.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            foreach (var pending in batches) pending.Done.TrySetException(fault);
        }
    }

    // Under the gate, so that all hear of appends in their order.
    private void Tell(AppendGroup group)
    {
        Position = group.Position;
        foreach (var (part, sizeBefore, leaves) in group.Leaves) trees.Append(part, sizeBefore, leaves);
        if (!group.IsEmpty) listeners.Tell(group.Told);
    }

    private async Task<AppendGroup> CommitAsync(Func<NpgsqlConnection, long, HeldState, CancellationToken, Task<AppendGroup>> write)
    {
        AppendGroup? unsure = null;
        return await database.RunAsync(
            async (connection, stop) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
                // Whoever holds this row may append; a commit of ours that is still under way holds it too.
                var (position, held) = await LockAsync(connection, stop).ConfigureAwait(false);
                if (unsure is not null && await unsure.IsThereAsync(connection, stop).ConfigureAwait(false)) return unsure;
                unsure = null;
                var group = await write(connection, position, await states.OfAsync(held, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
                if (!group.IsEmpty) unsure = group;
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return group;
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<(long Position, long Held)> LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select position, held from gudok.log for update", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (row.GetInt64(0), row.GetInt64(1));
    }
}

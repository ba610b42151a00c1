using System.Collections.Concurrent;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Writes a group of batches in one transaction: sorts out what is known, then records, then corrections.</summary>
internal sealed class GroupAppender(IDayKeys dayKeys, TimeProvider clock)
{
    private readonly ConcurrentDictionary<DayPart, bool> _touched = new();

    /// <summary>Writes; the caller commits.</summary>
    /// <param name="connection">In a transaction that holds the log's lock.</param>
    /// <param name="batches">Batches, only the last with corrections.</param>
    /// <param name="position">The log's position.</param>
    /// <param name="state">What was dropped.</param>
    /// <param name="cancellationToken">Cancels; the transaction is to be undone.</param>
    public async Task<AppendGroup> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<PendingBatch> batches, long position, HeldState state, CancellationToken cancellationToken)
    {
        var group = new AppendGroup { Position = position };
        var days = new DayTable(connection);
        var now = Instant.Now(clock);
        DateOnly[] ahead = [now.UtcDay, now.UtcDay.AddDays(1)];
        await days.EnsureAsync(ahead.Select(DayPart.OfDefault).Where(part => !state.IsDropped(part)), cancellationToken).ConfigureAwait(false);
        var located = await LocateAsync(connection, batches, cancellationToken).ConfigureAwait(false);
        var fresh = await SortOutAsync(connection, batches, located, state, cancellationToken).ConfigureAwait(false);
        var rollups = new Dictionary<DayPart, RollupDelta>();
        await new RecordWriter(connection, dayKeys, days, group).WriteAsync(
            fresh, rollups, entry => state.AreMessagesOver(entry.Class, entry.Record.StartedAt, now), cancellationToken).ConfigureAwait(false);
        foreach (var page in group.Pages) _touched[page.Part] = true;
        var corrections = new CorrectionWriter(connection, dayKeys, days, group);
        await CorrectAsync(batches[^1], corrections, located, rollups, cancellationToken).ConfigureAwait(false);
        if (!group.IsEmpty) await FinishAsync(connection, group, days, corrections, rollups, cancellationToken).ConfigureAwait(false);
        return group;
    }

    /// <summary>The parts that calls were written to since this was asked last.</summary>
    public IReadOnlyList<DayPart> TakeTouched()
    {
        var touched = _touched.Keys.Order().ToList();
        foreach (var day in touched) _touched.TryRemove(day, out _);
        return touched;
    }

    private static Task<Candidates> LocateAsync(NpgsqlConnection connection, IReadOnlyList<PendingBatch> batches, CancellationToken cancellationToken)
    {
        RecordId[] ids = [.. batches[^1].Batch.Corrections.Select(correction => correction.Id)];
        return Candidates.LoadAsync(connection, ids, cancellationToken);
    }

    private static async Task<List<LedgerEntry>> SortOutAsync(
        NpgsqlConnection connection, IReadOnlyList<PendingBatch> batches, Candidates located, HeldState state, CancellationToken cancellationToken)
    {
        CallProbe[] probes = [.. batches.SelectMany(batch => batch.Batch.Records, (_, entry) => new CallProbe(entry.Record.Id.Key, entry.Record.StartedAt))];
        var known = await Candidates.LoadAsync(connection, probes, cancellationToken).ConfigureAwait(false);
        var sieve = new FreshRecords(probe => (state.FindKnown(probe) ?? known.Find(probe)) is not null, probes.Length);
        var fresh = new List<LedgerEntry>(probes.Length);
        foreach (var pending in batches)
        {
            if (pending.Batch.Records.Any(entry => !state.HasClass(entry.Class)))
            {
                pending.Refusal = new ArgumentException("A record is of a class that the ledger was not told of.", nameof(batches));
                continue;
            }

            var added = pending.Batch.Records.Where(sieve.TryAdd).ToList();
            pending.Report = new AppendReport(added.Count, pending.Batch.Records.Count - added.Count, 0);
            pending.Refusal = RefusalOf(pending.Batch, sieve, located, state);
            if (pending.Refusal is null) fresh.AddRange(added);
        }

        return fresh;
    }

    // Only the last batch has corrections, so that what it is refused for can have let nothing else pass as known.
    private static Exception? RefusalOf(LedgerBatch batch, FreshRecords fresh, Candidates located, HeldState state)
    {
        foreach (var correction in batch.Corrections)
        {
            if (correction.Record.Id != correction.Id) return new ArgumentException("A correction's record has another id.", nameof(batch));
            if (ClassOf(batch, fresh, located, correction.Id) is { } number)
            {
                if (state.RefusalOf(new DayPart(correction.MadeAt.UtcDay, number)) is { } refusal) return refusal;
                continue;
            }

            // A call of a dropped day has had its term: a late word on it goes nowhere.
            if (!state.HasDropped(KnownRule.DayOf(correction.Id))) return new ArgumentException("A correction belongs to no record.", nameof(batch));
        }

        return null;
    }

    // Where what is added to a record goes: to the class that the record has once and for all. Null if there is no such record.
    private static int? ClassOf(LedgerBatch batch, FreshRecords fresh, Candidates located, RecordId id) =>
        !fresh.Contains(id) && located.Find(id) is { } found
            ? found.Of.Segment.Part.Class
            : batch.Records.FirstOrDefault(entry => entry.Record.Id == id)?.Class;

    private static async Task CorrectAsync(
        PendingBatch pending, CorrectionWriter corrections, Candidates located, Dictionary<DayPart, RollupDelta> rollups, CancellationToken cancellationToken)
    {
        if (pending.Refusal is not null) return;
        var corrected = 0;
        foreach (var correction in pending.Batch.Corrections)
        {
            var isNew = await corrections.AddAsync(correction, located.Find(correction.Id), rollups, cancellationToken).ConfigureAwait(false);
            if (isNew) corrected++;
        }

        pending.Report = pending.Report with { Corrected = corrected };
    }

    private static async Task FinishAsync(
        NpgsqlConnection connection,
        AppendGroup group,
        DayTable days,
        CorrectionWriter corrections,
        Dictionary<DayPart, RollupDelta> rollups,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in corrections.Commands) batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(RollupRows.Write(rollups));
        batch.BatchCommands.Add(days.Write());
        batch.BatchCommands.Add(Sql.Command("update gudok.log set position=$1", group.Position));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

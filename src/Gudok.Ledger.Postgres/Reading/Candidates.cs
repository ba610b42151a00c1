using Gudok.Calls;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>The records that could be the calls asked for: all of certain keys around certain times, as they stand.</summary>
internal sealed class Candidates
{
    private readonly Dictionary<CallKey, List<FoundRecord>> _byKey = [];

    /// <summary>Loads the records of keys whose first recorded start lies within bounds, and all of those keys that were ever corrected.</summary>
    public static async Task<Candidates> LoadAsync(
        NpgsqlConnection connection, IReadOnlyCollection<CallKey> keys, Instant least, Instant most, CancellationToken cancellationToken)
    {
        var candidates = new Candidates();
        if (keys.Count == 0) return candidates;
        var low = keys.Select(key => (long)key.Low).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.Command($"select {CallRows.LatestColumns} from gudok.latest l where l.key_low=any($1)", low));
        batch.BatchCommands.Add(Sql.Command(
            $"select {CallRows.Columns} from gudok.all_calls c where c.key_low=any($1) and c.start between $2 and $3",
            low,
            least.Micros < 0 ? long.MinValue : least.Micros,
            most.Micros));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) candidates.Add(CallRows.ReadLatest(rows));
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) candidates.Add(CallRows.Read(rows));
        return candidates;
    }

    /// <summary>Loads what answers probes.</summary>
    public static Task<Candidates> LoadAsync(NpgsqlConnection connection, IReadOnlyList<CallProbe> probes, CancellationToken cancellationToken)
    {
        if (probes.Count == 0) return Task.FromResult(new Candidates());
        var reach = probes.Any(probe => probe.SeekOpenBefore) ? KnownRule.LongestCall : KnownRule.SameCall;
        var keys = probes.Select(probe => probe.Key).ToHashSet();
        return LoadAsync(connection, keys, probes.Min(probe => probe.Start) - reach, probes.Max(probe => probe.Start) + KnownRule.SameCall, cancellationToken);
    }

    /// <summary>Loads the records of ids.</summary>
    public static Task<Candidates> LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return Task.FromResult(new Candidates());
        var least = new Instant(ids.Min(id => id.StartMilliseconds) is var first and > 0 ? first * 1000 : -1);
        var most = new Instant(ids.Max(id => id.StartMilliseconds) * 1000 + 999);
        return LoadAsync(connection, ids.Select(id => id.Key).ToHashSet(), least, most, cancellationToken);
    }

    /// <summary>The record that answers a probe, the nearest if several do.</summary>
    public KnownRecord? Find(CallProbe probe)
    {
        if (!_byKey.TryGetValue(probe.Key, out var found)) return null;
        var nearest = found.Where(record => Answers(probe, record)).OrderBy(record => Distance(probe, record)).ThenBy(record => record.Facts.Id).FirstOrDefault();
        return nearest is null ? null : new KnownRecord(nearest.Facts.Id, nearest.Facts.IsComplete);
    }

    /// <summary>The record of an id.</summary>
    public FoundRecord? Find(RecordId id) => _byKey.GetValueOrDefault(id.Key)?.Find(record => record.Facts.Id == id);

    // Present values come first: the row as first written does not take their place.
    private void Add(FoundRecord record)
    {
        var key = record.Facts.Id.Key;
        if (!_byKey.TryGetValue(key, out var found)) _byKey.Add(key, found = []);
        if (!found.Exists(other => other.Facts.Id == record.Facts.Id)) found.Add(record);
    }

    private static bool Answers(CallProbe probe, FoundRecord record) => Distance(probe, record) <= KnownRule.SameCall
        || (probe.SeekOpenBefore && KnownRule.IsOpenBefore(record.Facts, probe.Start));

    // The first and the present start both name the call.
    private static TimeSpan Distance(CallProbe probe, FoundRecord record)
    {
        var (first, now) = ((record.FirstStart - probe.Start).Duration(), (record.Facts.StartedAt - probe.Start).Duration());
        return first < now ? first : now;
    }
}

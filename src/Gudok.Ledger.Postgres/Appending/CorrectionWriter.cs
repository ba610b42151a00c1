using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Writes the corrections of one transaction, each on top of what stood before, be that of the same transaction.</summary>
internal sealed class CorrectionWriter(NpgsqlConnection connection, IDayKeys dayKeys, DayTable days, AppendGroup group)
{
    private const string PutLatest = """
        insert into gudok.latest values($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) on conflict(id) do update set start=excluded.start,
          way=excluded.way, caller=excluded.caller, callee=excluded.callee, dialled=excluded.dialled, parties=excluded.parties,
          at_day=excluded.at_day, at_n=excluded.at_n, facts=excluded.facts
        """;

    private readonly DetailsReader _details = new(dayKeys);
    private readonly Dictionary<RecordId, Present> _present = [];
    private readonly Dictionary<RecordId, NpgsqlBatchCommand> _latest = [];
    private readonly List<ulong> _keys = [];

    /// <summary>The rows to be written, once all corrections were added.</summary>
    public IEnumerable<NpgsqlBatchCommand> Commands => group.Rows.Select(row => CorrectionRows.Write(row.Day, row.Columns)).Concat(_latest.Values);

    /// <summary>Adds a correction; false if it changes nothing.</summary>
    /// <param name="correction">The correction, commitments in order of role.</param>
    /// <param name="located">The record that it belongs to; null if that is of this transaction or is not there.</param>
    /// <param name="rollups">Takes what it changes of the counts.</param>
    /// <param name="cancellationToken">Cancels; the transaction is undone.</param>
    public async Task<bool> AddAsync(
        CallCorrection correction, FoundRecord? located, IDictionary<DayPart, RollupDelta> rollups, CancellationToken cancellationToken)
    {
        if (await PresentAsync(correction.Id, located, cancellationToken).ConfigureAwait(false) is not { } present) return false;
        if (RecordBytes.AreEqual(present.Record, correction.Record)) return false;
        var made = present.Of.Segment.Part with { Day = correction.MadeAt.UtcDay };
        await days.EnsureAsync([made], cancellationToken).ConfigureAwait(false);
        var day = days[made];
        var pending = new PendingCorrection(correction, present.Of, present.At, present.Record, present.FirstStart);
        var sizeBefore = day.Leaves;
        var columns = new CorrectionCodec(day.Id, dayKeys).Encode(++day.Corrections, ++group.Position, pending);
        group.Rows.Add((day.Number, columns));
        group.Leaves.Add((made, sizeBefore, columns.Leaf));
        group.Corrections.Add(correction);
        if (!rollups.TryGetValue(made, out var delta)) rollups.Add(made, delta = new RollupDelta());
        delta.Take(present.Record);
        delta.Add(correction.Record);
        _present[correction.Id] = present with { Record = correction.Record, At = new CorrectionPlace(day.Name, columns.Number) };
        _latest[correction.Id] = Put(correction.Record, present, day.Number, columns);
        return true;
    }

    private async Task<Present?> PresentAsync(RecordId id, FoundRecord? located, CancellationToken cancellationToken)
    {
        if (_present.TryGetValue(id, out var present)) return present;
        if (located is not null)
        {
            var whole = (await _details.CompleteAsync(connection, [located], cancellationToken).ConfigureAwait(false))[0];
            return new Present(whole, located.Of, located.At, located.FirstStart);
        }

        return FindWritten(id);
    }

    private Present? FindWritten(RecordId id)
    {
        // Pages and records were added in one order.
        var at = 0;
        foreach (var page in group.Pages)
        {
            for (var slot = 0; slot < page.Count; slot++, at++)
            {
                var record = group.Records[at];
                if (record.Id == id) return new Present(record, new RecordPlace(new SegmentName(page.Part, 0), page.First + slot), null, record.StartedAt);
            }
        }

        return null;
    }

    private NpgsqlBatchCommand Put(CallRecord record, Present present, int made, CorrectionColumns columns)
    {
        PartyKeys.Collect(record, _keys);
        return Sql.Command(
            PutLatest,
            Sql.Octets(record.Id),
            PartNumber.Of(present.Of.Segment.Part),
            present.Of.Row,
            present.FirstStart.Micros,
            (long)record.Id.Key.Low,
            (short)record.Id.Key.High,
            record.StartedAt.Micros,
            (short)Traits.Of(record),
            unchecked((long)record.Caller.Value),
            unchecked((long)record.Callee.Value),
            unchecked((long)record.Dialled.Value),
            _keys.ConvertAll(key => unchecked((long)key)).ToArray(),
            made,
            columns.Number,
            columns.Facts);
    }

    private sealed record Present(CallRecord Record, RecordPlace Of, CorrectionPlace? At, Instant FirstStart);
}

using Gudok.Calls;
using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Puts the sealed details into records that were found, page by page and correction by correction.</summary>
internal sealed class DetailsReader(IDayKeys dayKeys)
{
    private const string Days = "select day, id from gudok.days where day=any($1)";
    private const string Pages = """
        select p.day, p.first, p.count, p.details from unnest($1::integer[], $2::integer[]) k(day, first)
        join gudok.pages p on p.day=k.day and p.first=k.first where p.day=any($1)
        """;

    private const string Corrections = $"""
        select {CorrectionRows.Columns} from unnest($1::integer[], $2::integer[]) k(day, n) join gudok.corrections c on c.day=k.day and c.n=k.n
        """;

    private const string Amendments = $"""
        select {AmendmentRows.Columns}, d.id from gudok.amendments a join gudok.days d on d.day=a.day where a.id=any($1)
          and not exists(select 1 from gudok.drops x where x.day=a.of_day) order by a.id, a.version
        """;

    /// <summary>The records whole, as corrected and amended, in the order given.</summary>
    /// <exception cref="LedgerException">GDK-4002: the key of a day is gone, or what was sealed is not there.</exception>
    /// <exception cref="InvalidDataException">What was sealed was changed.</exception>
    public async Task<IReadOnlyList<CallRecord>> CompleteAsync(
        NpgsqlConnection connection, IReadOnlyList<FoundRecord> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0) return [];
        var places = found.Where(record => record.At is null).Select(record => (Day: PartNumber.Of(record.Of.Segment.Part), First: record.PageFirst)).Distinct().ToArray();
        var corrections = found.Where(record => record.At is not null).Select(record => record.At!.Value).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.Command(
            Days, places.Select(place => place.Day).Concat(corrections.Select(place => PartNumber.Of(place.Segment.Part))).Distinct().ToArray()));
        batch.BatchCommands.Add(Sql.Command(Pages, places.Select(place => place.Day).ToArray(), places.Select(place => place.First).ToArray()));
        batch.BatchCommands.Add(Sql.Command(
            Corrections, corrections.Select(place => PartNumber.Of(place.Segment.Part)).ToArray(), corrections.Select(place => place.Number).ToArray()));
        batch.BatchCommands.Add(AskAmendments(found.Select(record => record.Facts.Id)));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var ids = await ReadIdsAsync(rows, cancellationToken).ConfigureAwait(false);
        var pages = await ReadPagesAsync(rows, ids, cancellationToken).ConfigureAwait(false);
        var present = await ReadCorrectionsAsync(rows, ids, cancellationToken).ConfigureAwait(false);
        var amendments = await ReadAmendmentsAsync(rows, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(record => Amend(
            record.At is { } at
                ? present.GetValueOrDefault(at)?.Correction.Record ?? throw Lacking(record)
                : DetailsCodec.Apply(
                    record.Facts,
                    (pages.GetValueOrDefault((PartNumber.Of(record.Of.Segment.Part), record.PageFirst)) ?? throw Lacking(record)).Details(record.Of.Row)),
            amendments))];
    }

    /// <summary>Asks for the amendments of records.</summary>
    public static NpgsqlBatchCommand AskAmendments(IEnumerable<RecordId> ids) => Sql.Command(Amendments, (object)ids.Select(Sql.Octets).ToArray());

    /// <summary>The amendments of a record, the first one first.</summary>
    public async Task<IReadOnlyList<StoredAmendment>> AmendmentsAsync(NpgsqlConnection connection, RecordId id, CancellationToken cancellationToken)
    {
        await using var batch = Sql.Batch(connection, [AskAmendments([id])]);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return (await ReadAmendmentsAsync(rows, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(id, []);
    }

    /// <summary>Reads what <see cref="AskAmendments"/> asked for: those of each record in the order they were made.</summary>
    public async Task<Dictionary<RecordId, List<StoredAmendment>>> ReadAmendmentsAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var found = new Dictionary<RecordId, List<StoredAmendment>>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var stored = new AmendmentCodec(rows.GetFieldValue<byte[]>(AmendmentRows.DayId), dayKeys).Decode(AmendmentRows.Read(rows));
            if (!found.TryGetValue(stored.Amendment.Id, out var list)) found.Add(stored.Amendment.Id, list = []);
            list.Add(stored);
        }

        return found;
    }

    /// <summary>The seal of a part.</summary>
    public DaySeal SealOf(DayPart part, byte[] id) => dayKeys.TryGet(part, out var key)
        ? new DaySeal(key, id)
        : throw new LedgerException(LedgerFaults.Damaged, $"The key of day {SegmentName.FolderName(part)} is gone.");

    private static async Task<Dictionary<int, byte[]>> ReadIdsAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<int, byte[]>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) ids.Add(rows.GetInt32(0), rows.GetFieldValue<byte[]>(1));
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return ids;
    }

    private async Task<Dictionary<(int Day, int First), OpenedPage>> ReadPagesAsync(
        NpgsqlDataReader rows, Dictionary<int, byte[]> ids, CancellationToken cancellationToken)
    {
        var pages = new Dictionary<(int, int), OpenedPage>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (day, first) = (rows.GetInt32(0), rows.GetInt32(1));
            using var seal = SealOf(PartNumber.Read(day), ids[day]);
            pages.Add((day, first), new OpenedPage(first, rows.GetInt32(2), seal.Open(SealKind.Page, (ulong)first, rows.GetFieldValue<byte[]>(3))));
        }

        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return pages;
    }

    private async Task<Dictionary<CorrectionPlace, StoredCorrection>> ReadCorrectionsAsync(
        NpgsqlDataReader rows, Dictionary<int, byte[]> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<CorrectionPlace, StoredCorrection>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (day, columns) = CorrectionRows.Read(rows);
            found.Add(new CorrectionPlace(CallRows.NameOf(day), columns.Number), new CorrectionCodec(ids[day], dayKeys).Decode(columns));
        }

        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return found;
    }

    private static CallRecord Amend(CallRecord record, Dictionary<RecordId, List<StoredAmendment>> amendments)
    {
        if (!amendments.TryGetValue(record.Id, out var made)) return record;
        var amended = made.Aggregate(new AmendedValues(), (before, stored) => before.Then(stored.Amendment.Changes));
        return record with { Amended = amended, Version = made[^1].Version };
    }

    private static InvalidDataException Lacking(FoundRecord record) => new($"Record {record.Facts.Id} lacks its sealed details.");
}

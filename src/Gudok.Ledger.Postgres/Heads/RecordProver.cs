using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Seals;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Proves that records, corrections and amendments stand in the signed trees. Thread-safe.</summary>
internal sealed class RecordProver(Database database, IDayKeys dayKeys, LedgerTrees trees)
{
    private static readonly string Entry = $"""
        select {CallRows.Columns}, c.leaf, p.count, p.position, p.details, p.commitments, d.id from gudok.all_calls c
        join gudok.pages p on p.day={PartNumber.Sql("c.class", "$5")} and p.first=c.row-c.slot join gudok.days d on d.day=p.day
        where c.key_low=$1 and c.key_high=$2 and c.start between $3 and $4
        """;

    private const string Corrections = $"""
        select {CorrectionRows.Columns}, d.id from gudok.corrections c join gudok.days d on d.day=c.day where c.id=$1 and c.of_day=$2 order by c.position
        """;

    private const string Amendments = $"""
        select {AmendmentRows.Columns}, d.id from gudok.amendments a join gudok.days d on d.day=a.day where a.id=$1 and a.of_day=$2 order by a.version
        """;

    private const string Before = """
        select (select coalesce(sum(count), 0) from gudok.pages where day=$1 and position<$2)
          + (select count(*) from gudok.corrections where day=$1 and position<$2)
          + (select count(*) from gudok.amendments where day=$1 and position<$2)
        """;

    private readonly DetailsReader _details = new(dayKeys);

    /// <summary>The record, its corrections in order, its amendments in order, each proved for the last head of its day; what no head has seen is sealed first.</summary>
    public async ValueTask<IReadOnlyList<ProvedEntry>> ProveAsync(RecordId id, CancellationToken cancellationToken)
    {
        var places = await database.RunAsync((connection, stop) => ReadAsync(connection, id, stop), cancellationToken).ConfigureAwait(false);
        var entries = new List<ProvedEntry>(places.Count);
        foreach (var place in places)
        {
            var proof = await PlaceAsync(id, place, cancellationToken).ConfigureAwait(false);
            entries.Add(place.Entry with { Place = proof });
        }

        return entries;
    }

    /// <summary>A record with its corrections and amendments, to outlive its day; not proved yet.</summary>
    /// <exception cref="LedgerException">GDK-4002: something of it was changed.</exception>
    public Task<HeldRecord> KeepApartAsync(RecordId id, CancellationToken cancellationToken) => database.RunAsync(
        async (connection, stop) =>
        {
            var places = await ReadAsync(connection, id, stop).ConfigureAwait(false);
            var held = new HeldRecord([.. places.Select(EntryOf)], []);
            return held.Entries.All(entry => entry.IsSound) ? held : throw Broken(id);
        },
        cancellationToken);

    private static HeldEntry EntryOf(Place place) => new(
        place.Entry.MadeAt is null ? HeldKind.Record : place.Entry.Amendment is null ? HeldKind.Correction : HeldKind.Amendment,
        place.Position + place.Slot,
        place.Entry.MadeAt,
        place.Entry.Version,
        place.Entry.Leaf.Salt.ToArray(),
        place.Entry.Leaf.Hash.ToArray())
    {
        Record = place.Entry.Record,
        Amendment = place.Entry.Amendment,
        Commitments = place.Entry.Leaf.Commitments,
    };

    private async Task<List<Place>> ReadAsync(NpgsqlConnection connection, RecordId id, CancellationToken cancellationToken)
    {
        if (await ReadRecordAsync(connection, id, cancellationToken).ConfigureAwait(false) is not { } record) return [];
        List<Place> places =
        [
            record,
            .. await ReadCorrectionsAsync(connection, id, record.Part, cancellationToken).ConfigureAwait(false),
            .. await ReadAmendmentsAsync(connection, id, record.Part, cancellationToken).ConfigureAwait(false),
        ];
        for (var at = 0; at < places.Count; at++) places[at] = places[at] with { Index = await IndexAsync(connection, places[at], cancellationToken).ConfigureAwait(false) };
        return places;
    }

    private async Task<Place?> ReadRecordAsync(NpgsqlConnection connection, RecordId id, CancellationToken cancellationToken)
    {
        var (day, millisecond) = (KnownRule.DayOf(id), id.StartMilliseconds * 1000);
        await using var command = Sql.Command(
            connection,
            Entry,
            (long)id.Key.Low,
            (short)id.Key.High,
            millisecond == 0 ? long.MinValue : millisecond,
            millisecond + 999,
            day.DayNumber);
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await row.ReadAsync(cancellationToken).ConfigureAwait(false)) return null;
        var (found, slot) = (CallRows.Read(row), row.GetInt16(4));
        using var seal = _details.SealOf(found.Of.Segment.Part, row.GetFieldValue<byte[]>(15));
        var (first, count) = (found.PageFirst, row.GetInt32(11));
        var page = new OpenedPage(first, count, seal.Open(SealKind.Page, (ulong)first, row.GetFieldValue<byte[]>(13)));
        var packed = new PackedReader(row.GetFieldValue<byte[]>(14));
        for (var before = 0; before < slot; before++) CommitmentCodec.Decode(ref packed);
        var number = found.Of.Row;
        var record = DetailsCodec.Apply(found.Facts, page.Details(number));
        var leaf = LeafContent.Of(record, null, page.Salt(number), page.Details(number), CommitmentCodec.Decode(ref packed));
        if (!leaf.Hash.Span.SequenceEqual(row.GetFieldValue<byte[]>(10))) throw Broken(id);
        // Where the page begins, and how far behind that the record stands on it.
        return new Place(new ProvedEntry(record, null, leaf, Nowhere), found.Of.Segment.Part, row.GetInt64(12) - count + 1, slot, 0);
    }

    private async Task<List<Place>> ReadCorrectionsAsync(NpgsqlConnection connection, RecordId id, DayPart of, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, Corrections, Sql.Octets(id), PartNumber.Of(of));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var places = new List<Place>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (day, columns) = CorrectionRows.Read(rows);
            var stored = new CorrectionCodec(rows.GetFieldValue<byte[]>(CorrectionRows.DayId), dayKeys).Decode(columns);
            if (!stored.IsSound) throw Broken(id);
            var (_, madeAt, record, commitments) = stored.Correction;
            var leaf = LeafContent.Of(record, madeAt, stored.Salt.Span, stored.Details.Span, commitments);
            places.Add(new Place(new ProvedEntry(record, madeAt, leaf, Nowhere), PartNumber.Read(day), stored.Position, 0, 0));
        }

        return places;
    }

    private async Task<List<Place>> ReadAmendmentsAsync(NpgsqlConnection connection, RecordId id, DayPart of, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, Amendments, Sql.Octets(id), PartNumber.Of(of));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var places = new List<Place>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var stored = new AmendmentCodec(rows.GetFieldValue<byte[]>(AmendmentRows.DayId), dayKeys).Decode(AmendmentRows.Read(rows));
            if (!stored.IsSound) throw Broken(id);
            var entry = ProvedEntry.Of(stored.Amendment, stored.Version, stored.Salt, Nowhere);
            places.Add(new Place(entry, PartNumber.Read(rows.GetInt32(0)), stored.Position, 0, 0));
        }

        return places;
    }

    private static async Task<long> IndexAsync(NpgsqlConnection connection, Place place, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, Before, PartNumber.Of(place.Part), place.Position);
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! + place.Slot;
    }

    private async ValueTask<TreePlace> PlaceAsync(RecordId id, Place place, CancellationToken cancellationToken)
    {
        var head = trees.HeadOf(place.Part);
        if (head is null || head.Size <= place.Index)
        {
            await trees.SealAsync(cancellationToken).ConfigureAwait(false);
            head = trees.HeadOf(place.Part);
        }

        if (head is null || head.Size <= place.Index) throw Broken(id);
        return new TreePlace(head, place.Index, await trees.ProverOf(place.Part.Class).InclusionAsync(place.Part.Day, place.Index, head.Size, cancellationToken).ConfigureAwait(false));
    }

    private static LedgerException Broken(RecordId id) =>
        new(LedgerFaults.Damaged, $"Record {id} cannot be proved: what is kept of its day does not agree with its seals. Run: gudok verify");

    // Where an entry stands is worked out once it is read.
    private static readonly TreePlace Nowhere = null!;

    private sealed record Place(ProvedEntry Entry, DayPart Part, long Position, int Slot, long Index);
}

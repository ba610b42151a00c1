using Gudok.Calls;
using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Checks the corrections and amendments made on one day: each against its seal, its leaf, its record and what stood before.</summary>
internal sealed class AdditionVerifier(
    NpgsqlConnection connection, IDayKeys dayKeys, HeldState state, StoredPart day, VerifyTally tally, RollupDelta rollups)
{
    private readonly DetailsReader _details = new(dayKeys);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (day.Corrections > 0) await CheckCorrectionsAsync(cancellationToken).ConfigureAwait(false);
        if (day.Amendments > 0) await CheckAmendmentsAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckCorrectionsAsync(CancellationToken cancellationToken)
    {
        foreach (var columns in await ReadCorrectionsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (IsLost(columns.Of, columns.Position, isCorrection: true)) continue;
            var stored = new CorrectionCodec(day.Id, dayKeys).Decode(columns);
            tally.Require(stored.IsSound, columns.Id, "A correction does not agree with its leaf or its seal.");
            var before = await BeforeAsync(stored, cancellationToken).ConfigureAwait(false);
            tally.Require(before?.Id == columns.Id, columns.Id, "A correction stands with another record, or with none.");
            tally.RequireParties(stored.Correction.Record);
            rollups.Take(before!);
            rollups.Add(stored.Correction.Record);
            tally.CountCorrection(new CorrectionPlace(day.Name, columns.Number), stored);
        }
    }

    // Its leaf still stands in the day's tree; what it said has died with the key of the call's day.
    private bool IsLost(RecordPlace of, long position, bool isCorrection)
    {
        if (!state.IsDropped(of.Segment.Part)) return false;
        tally.CountLost(position, isCorrection);
        return true;
    }

    private async Task<List<CorrectionColumns>> ReadCorrectionsAsync(CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection, $"select {CorrectionRows.Columns} from gudok.corrections c where c.day=$1 order by c.n", day.Number);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var corrections = new List<CorrectionColumns>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) corrections.Add(CorrectionRows.Read(rows).Columns);
        return corrections;
    }

    // What stood before: the prior correction, or the row itself.
    private async Task<CallRecord?> BeforeAsync(StoredCorrection stored, CancellationToken cancellationToken)
    {
        var id = stored.Correction.Id;
        FoundRecord? found;
        if (stored.Prior is { } prior) found = new FoundRecord(stored.Correction.Record, stored.Of, default, 0, prior);
        else found = await FindRowAsync(id, cancellationToken).ConfigureAwait(false);
        if (found is null || found.Of != stored.Of) return null;
        return (await _details.CompleteAsync(connection, [found], cancellationToken).ConfigureAwait(false))[0];
    }

    private async Task<FoundRecord?> FindRowAsync(RecordId id, CancellationToken cancellationToken)
    {
        var millisecond = id.StartMilliseconds * 1000;
        await using var command = Sql.Command(
            connection,
            $"select {CallRows.Columns} from gudok.all_calls c where c.key_low=$1 and c.key_high=$2 and c.start between $3 and $4",
            (long)id.Key.Low,
            (short)id.Key.High,
            millisecond == 0 ? long.MinValue : millisecond,
            millisecond + 999);
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await row.ReadAsync(cancellationToken).ConfigureAwait(false) ? CallRows.Read(row) : null;
    }

    private async Task CheckAmendmentsAsync(CancellationToken cancellationToken)
    {
        foreach (var columns in await ReadAmendmentsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (IsLost(columns.Of, columns.Position, isCorrection: false)) continue;
            var stored = new AmendmentCodec(day.Id, dayKeys).Decode(columns);
            tally.Require(stored.IsSound, columns.Id, "An amendment does not agree with its leaf or its seal.");
            var record = await FindRowAsync(columns.Id, cancellationToken).ConfigureAwait(false);
            tally.Require(record?.Of == stored.Of, columns.Id, "An amendment stands with another record, or with none.");
            var before = stored.Prior is { } prior ? await VersionAsync(prior, columns.Id, cancellationToken).ConfigureAwait(false) : 0;
            tally.Require(stored.Version == before + 1, columns.Id, "An amendment of a record is missing.");
            tally.CountAmendment(new CorrectionPlace(day.Name, columns.Number), stored);
        }
    }

    private async Task<List<AmendmentColumns>> ReadAmendmentsAsync(CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection, $"select {AmendmentRows.Columns} from gudok.amendments a where a.day=$1 order by a.n", day.Number);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var amendments = new List<AmendmentColumns>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) amendments.Add(AmendmentRows.Read(rows));
        return amendments;
    }

    private async Task<int> VersionAsync(CorrectionPlace place, RecordId id, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection, "select version from gudok.amendments where day=$1 and n=$2 and id=$3", PartNumber.Of(place.Segment.Part), place.Number, Sql.Octets(id));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as int? ?? -1;
    }
}

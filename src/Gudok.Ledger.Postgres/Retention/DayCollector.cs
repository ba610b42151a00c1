using Gudok.Calls;
using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Goes once through a part that is about to be dropped together with others.</summary>
internal sealed class DayCollector(
    NpgsqlConnection connection, RecordProver prover, LegalHold[] holds, IReadOnlyCollection<DayPart> parts, StoredPart part)
{
    private const string Rows = $"""
        select {CallRows.Columns}, c.leaf, p.position-p.count+1+c.slot from gudok.all_calls c join gudok.pages p on p.day=$3 and p.first=c.row-c.slot
        where c.class=$4 and c.start>=$1 and c.start<$2 order by c.row
        """;

    private readonly DayContent _content = new();
    private readonly Dictionary<RecordId, List<(DayPart Made, CallRecord Record)>> _corrections = [];
    private readonly List<RecordId> _held = [];

    public async Task<DayContent> CollectAsync(CancellationToken cancellationToken)
    {
        await ReadCorrectionsAsync(cancellationToken).ConfigureAwait(false);
        await ReadRowsAsync(cancellationToken).ConfigureAwait(false);
        _content.Corrections = await ReadAdditionsAsync("corrections", cancellationToken).ConfigureAwait(false);
        _content.Amendments = await ReadAdditionsAsync("amendments", cancellationToken).ConfigureAwait(false);
        Require(_content.Records == part.Rows && _content.Corrections == part.Corrections && _content.Amendments == part.Amendments);
        foreach (var id in _held) _content.Held.Add(await prover.KeepApartAsync(id, cancellationToken).ConfigureAwait(false));
        return _content;
    }

    // Of all the day's calls, whenever they were made; facts tell all that is asked here.
    private async Task ReadCorrectionsAsync(CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection, $"select {CorrectionRows.Columns} from gudok.corrections c where c.of_day=$1 order by c.position", part.Number);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (made, columns) = CorrectionRows.Read(rows);
            if (!_corrections.TryGetValue(columns.Id, out var list)) _corrections.Add(columns.Id, list = []);
            var facts = FactsCodec.Decode(columns.Id, columns.Start, columns.Caller, columns.Callee, columns.Dialled, columns.Facts);
            list.Add((PartNumber.Read(made), facts));
        }
    }

    private async Task ReadRowsAsync(CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, Rows, StoredPart.LeastStart(part.Day), StoredPart.EndStart(part.Day), part.Number, (short)part.Part.Class);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _content.Records++;
            _content.AddLeaf(rows.GetInt64(11), rows.GetFieldValue<byte[]>(10));
            Take(CallRows.Read(rows).Facts);
        }
    }

    private void Take(CallRecord first)
    {
        var parties = RecordParties.FirstPlaces(first).Select(place => place.Party).ToHashSet();
        var before = first;
        foreach (var (made, record) in _corrections.GetValueOrDefault(first.Id, []))
        {
            parties.UnionWith(RecordParties.FirstPlaces(record).Select(place => place.Party));
            if (!parts.Contains(made)) TakeResidue(made, before, record);
            before = record;
        }

        _content.Parties.UnionWith(parties);
        if (Array.Exists(holds, hold => hold.Covers(first.Id, parties))) _held.Add(first.Id);
    }

    // A correction of one of the day's records that was made on another day took away there what it found here.
    private void TakeResidue(DayPart made, CallRecord before, CallRecord now)
    {
        var name = new SegmentName(made, 0);
        if (!_content.Residue.TryGetValue(name, out var delta)) _content.Residue.Add(name, delta = new RollupDelta());
        delta.Take(before);
        delta.Add(now);
    }

    private async Task<long> ReadAdditionsAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, $"select position, leaf from gudok.{table} where day=$1", part.Number);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var count = 0L;
        for (; await rows.ReadAsync(cancellationToken).ConfigureAwait(false); count++) _content.AddLeaf(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1));
        return count;
    }

    private void Require(bool isWhole)
    {
        if (!isWhole) throw new LedgerException(LedgerFaults.Damaged, $"Day {SegmentName.FolderName(part.Part)} is not whole and is not dropped: run gudok verify.");
    }
}

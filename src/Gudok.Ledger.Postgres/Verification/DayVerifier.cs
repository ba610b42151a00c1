using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Checks one day: every page and row against seal and leaf, what is derived from them, corrections, counts, kept messages.</summary>
internal sealed class DayVerifier(NpgsqlConnection connection, IDayKeys dayKeys, HeldState state, StoredPart day, VerifyTally tally)
{
    private const string Rows = $"""
        select {CallRows.Columns}, c.talk, c.way, c.leaf, p.first, p.count, p.position, case when c.slot=0 then p.details end,
          case when c.slot=0 then p.commitments end from gudok.all_calls c left join gudok.pages p on p.day=$3 and p.first=c.row-c.slot
        where c.class=$4 and c.start>=$1 and c.start<$2 order by c.row
        """;

    private readonly PackedWriter _form = new();
    private readonly LeafForm _leafForm = new();
    private readonly RollupDelta _rollups = new();
    private readonly HashSet<Standing> _standings = [];
    private readonly HashSet<RecordId> _withMessages = [];
    private readonly List<ulong> _keys = [];
    private readonly DetailsReader _details = new(dayKeys);
    private OpenedPage? _page;
    private byte[] _commitments = [];
    private int _commitmentsAt;
    private long _position;
    private int _row;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (day.Rows > 0) await CheckRowsAsync(cancellationToken).ConfigureAwait(false);
        await CheckCountsAsync(cancellationToken).ConfigureAwait(false);
        if (day.HasStands) await CheckStandingsAsync(cancellationToken).ConfigureAwait(false);
        else tally.Require(_standings.Count == 0, null, "Places of parties are missing.");
        await new AdditionVerifier(connection, dayKeys, state, day, tally, _rollups).RunAsync(cancellationToken).ConfigureAwait(false);
        await CheckRollupsAsync(cancellationToken).ConfigureAwait(false);
        if (day.HasMessages) await CheckMessagesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckRowsAsync(CancellationToken cancellationToken)
    {
        using var seal = _details.SealOf(day.Part, day.Id);
        await using var command = Sql.Command(connection, Rows, StoredPart.LeastStart(day.Day), StoredPart.EndStart(day.Day), day.Number, (short)day.Part.Class);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) CheckRow(rows, seal);
        ClosePage();
        tally.Require(_row == day.Rows, null, $"The day has {_row} records and not the {day.Rows} that were written.");
    }

    private void CheckRow(NpgsqlDataReader row, DaySeal seal)
    {
        var found = CallRows.Read(row);
        tally.Require(found.Of.Row == ++_row, null, $"The day lacks row {_row}.");
        if (row.GetInt16(4) == 0) TurnPage(row, seal);
        tally.Require(_page is not null && _page.Holds(_row), found.Facts.Id, "The record stands on no page.");
        var packed = new PackedReader(_commitments.AsSpan(_commitmentsAt));
        var left = packed.Left;
        var commitments = CommitmentCodec.Decode(ref packed);
        _commitmentsAt += left - packed.Left;
        var record = DetailsCodec.Apply(found.Facts, _page!.Details(_row));
        Span<byte> leaf = stackalloc byte[Leaf.HashLength];
        _leafForm.Hash(record, null, _page.Salt(_row), _page.Details(_row), commitments, leaf);
        tally.Require(leaf.SequenceEqual(row.GetFieldValue<byte[]>(12)), record.Id, "The record does not agree with its leaf.");
        var isTold = row.GetInt32(10) == CallCopy.Talk(record.TalkMs) && row.GetInt16(11) == Traits.Of(record);
        tally.Require(isTold, record.Id, "The columns that searches filter by do not agree with the record.");
        RowForm.Append(_form, record, row.GetFieldValue<byte[]>(8), leaf);
        tally.RequireParties(record);
        if (day.HasMessages && FactsCodec.HasMessages(row.GetFieldValue<byte[]>(8))) _withMessages.Add(record.Id);
        _rollups.Add(record);
        Standing.Collect(record, _keys, _standings);
    }

    private void TurnPage(NpgsqlDataReader row, DaySeal seal)
    {
        ClosePage();
        tally.Require(!row.IsDBNull(13), null, $"The day lacks the page at row {_row}.");
        var (first, count) = (row.GetInt32(13), row.GetInt32(14));
        _page = new OpenedPage(first, count, seal.Open(SealKind.Page, (ulong)first, row.GetFieldValue<byte[]>(16)));
        _commitments = row.GetFieldValue<byte[]>(17);
        _commitmentsAt = 0;
        _position = row.GetInt64(15);
        _form.Reset();
    }

    private void ClosePage()
    {
        if (_page is null) return;
        tally.Require(_row >= _page.First + _page.Count - 1, null, $"The page at row {_page.First} lacks rows.");
        tally.Require(_commitmentsAt == _commitments.Length, null, $"The page at row {_page.First} has commitments of no record.");
        PageBuilder.WritePageForm(_form, _page.First, _page.Count, _position);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        RowForm.Hash(_form, hash);
        tally.Require(hash.SequenceEqual(_page.RowsHash), null, $"The rows of the page at {_page.First} are not those that were sealed.");
        tally.CountPage(_page.Count, _position);
        _page = null;
    }

    // Pages that no row asked for, and rows that the table of days does not know of.
    private async Task CheckCountsAsync(CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection,
            """
            select (select coalesce(sum(count), 0) from gudok.pages where day=$1), (select count(*) from gudok.corrections where day=$1),
              (select count(*) from gudok.amendments where day=$1), (select count(*) from gudok.all_calls where class=$4 and start>=$2 and start<$3)
            """,
            day.Number,
            StoredPart.LeastStart(day.Day),
            StoredPart.EndStart(day.Day),
            (short)day.Part.Class);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        var isWhole = row.GetInt64(0) == day.Rows && row.GetInt64(1) == day.Corrections && row.GetInt64(2) == day.Amendments
            && row.GetInt64(3) == day.Rows;
        tally.Require(isWhole, null, "Records, pages, corrections or amendments of the day are missing or too many.");
    }

    private async Task CheckStandingsAsync(CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection,
            "select party,start,key_low,key_high from gudok.all_stands where class=$3 and start>=$1 and start<$2",
            StoredPart.LeastStart(day.Day),
            StoredPart.EndStart(day.Day),
            (short)day.Part.Class);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var standing = new Standing(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt16(3));
            tally.Require(_standings.Remove(standing), null, "A place of a party is told that no record has.");
        }

        tally.Require(_standings.Count == 0, null, "Places of parties are missing.");
    }

    private async Task CheckRollupsAsync(CancellationToken cancellationToken)
    {
        var kept = new RollupDelta();
        foreach (var (_, key, sums) in state.Residue.Where(residue => residue.Part == day.Part)) _rollups.Add(key, sums);
        await using var command = Sql.Command(
            connection, "select minute,way,calls,talk,setup,with_setup from gudok.rollups where day=$1", day.Number);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) RollupRows.Add(rows, 0, kept);
        var isSame = kept.Sums.Count == _rollups.Sums.Count
            && kept.Sums.All(sum => _rollups.Sums.TryGetValue(sum.Key, out var own) && own == sum.Value);
        tally.Require(isSame, null, "The counts per minute do not agree with the records.");
    }

    private async Task CheckMessagesAsync(CancellationToken cancellationToken)
    {
        using var daySeal = _details.SealOf(day.Part, day.Id);
        var seal = new MessageSeal(daySeal);
        await using var command = Sql.Command(connection, "select id,keys,data from gudok.messages where day=$1", day.Number);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var id = RecordId.Read(rows.GetFieldValue<byte[]>(0));
            try
            {
                seal.Open(id, rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<byte[]>(2));
            }
            catch (InvalidDataException)
            {
                tally.Fail(id, "Kept messages do not open or were changed.");
            }

            _withMessages.Remove(id);
        }

        foreach (var lacking in _withMessages) tally.Fail(lacking, "The messages that were kept of the record are gone, while others of its day are there.");
    }
}

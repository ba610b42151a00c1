using Gudok.Numbers;
using Gudok.Seals;
using Npgsql;
using NpgsqlTypes;

namespace Gudok.Ledger.Postgres;

/// <summary>Writes the new records of one transaction: calls, pages, further places of parties, kept messages.</summary>
internal sealed class RecordWriter(NpgsqlConnection connection, IDayKeys dayKeys, DayTable days, AppendGroup group)
{
    /// <summary>The most rows of a page: opening one to show one call costs what the page holds.</summary>
    public const int PageRows = 32;

    private readonly PageBuilder _page = new();
    private readonly Dictionary<DayPart, List<Standing>> _standings = [];
    private readonly List<ulong> _keys = [];

    /// <summary>Writes records.</summary>
    /// <param name="entries">Records that are not known, commitments in order of role.</param>
    /// <param name="rollups">Takes what they add to the counts.</param>
    /// <param name="isOver">Whether the term of messages of a call is over.</param>
    /// <param name="cancellationToken">Cancels; the transaction is undone.</param>
    public async Task WriteAsync(
        IReadOnlyList<LedgerEntry> entries, IDictionary<DayPart, RollupDelta> rollups, Func<LedgerEntry, bool> isOver, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        // A row says whether messages were kept beside it: of one that came too late it must not.
        var byDay = entries.Select(entry => entry.Messages is not null && isOver(entry) ? entry with { Messages = null } : entry).GroupBy(entry => new DayPart(KnownRule.DayOf(entry.Record.Id), entry.Class)).OrderBy(part => part.Key).ToList();
        await days.EnsureAsync(byDay.Select(day => day.Key), cancellationToken).ConfigureAwait(false);
        await CopyCallsAsync(byDay, rollups, cancellationToken).ConfigureAwait(false);
        await CopyPagesAsync(cancellationToken).ConfigureAwait(false);
        await CopyStandingsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var day in byDay)
        {
            var kept = day.Where(entry => entry.Messages is not null).ToList();
            await CopyMessagesAsync(days[day.Key], kept, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyCallsAsync(
        IEnumerable<IGrouping<DayPart, LedgerEntry>> byDay, IDictionary<DayPart, RollupDelta> rollups, CancellationToken cancellationToken)
    {
        // A table for each class; of one class all days go in one stream.
        foreach (var one in byDay.GroupBy(entries => entries.Key.Class).OrderBy(one => one.Key)) await CopyCallsAsync(one.Key, one, rollups, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyCallsAsync(
        int retentionClass, IEnumerable<IGrouping<DayPart, LedgerEntry>> byDay, IDictionary<DayPart, RollupDelta> rollups, CancellationToken cancellationToken)
    {
        await using var calls = await CallCopy.BeginAsync(connection, retentionClass, cancellationToken).ConfigureAwait(false);
        foreach (var entries in byDay)
        {
            var day = days[entries.Key];
            if (!rollups.TryGetValue(entries.Key, out var delta)) rollups.Add(entries.Key, delta = new RollupDelta());
            using var seal = new DaySeal(dayKeys.GetOrCreate(day.Part), day.Id);
            foreach (var page in entries.Chunk(PageRows)) WritePage(day, page, calls, seal, delta);
        }

        await calls.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private void WritePage(StoredPart day, LedgerEntry[] entries, CallCopy calls, DaySeal seal, RollupDelta delta)
    {
        _page.Begin();
        if (!_standings.TryGetValue(day.Part, out var standings)) _standings.Add(day.Part, standings = []);
        var first = day.Rows + 1;
        var leaves = new byte[entries.Length * Leaf.HashLength];
        for (var slot = 0; slot < entries.Length; slot++)
        {
            var (record, commitments, messages) = entries[slot];
            _page.Add(record, commitments, messages is not null);
            calls.Write(record, first + slot, slot, _page);
            _page.RowLeaf.CopyTo(leaves.AsSpan(slot * Leaf.HashLength));
            delta.Add(record);
            Standing.Collect(record, _keys, standings);
            group.Records.Add(record);
        }

        group.Leaves.Add((day.Part, day.Leaves, leaves));
        day.Rows += entries.Length;
        group.Position += entries.Length;
        var details = _page.Seal(seal, first, group.Position).ToArray();
        group.Pages.Add(new SealedPage(day.Part, first, entries.Length, group.Position, details, _page.Commitments.ToArray()));
    }

    private async Task CopyPagesAsync(CancellationToken cancellationToken)
    {
        const string Copy = "copy gudok.pages(day,first,count,position,details,commitments) from stdin (format binary)";
        await using var rows = await connection.BeginBinaryImportAsync(Copy, cancellationToken).ConfigureAwait(false);
        foreach (var page in group.Pages)
        {
            rows.StartRow();
            rows.Write(PartNumber.Of(page.Part), NpgsqlDbType.Integer);
            rows.Write(page.First, NpgsqlDbType.Integer);
            rows.Write(page.Count, NpgsqlDbType.Integer);
            rows.Write(page.Position, NpgsqlDbType.Bigint);
            rows.Write(page.Details, NpgsqlDbType.Bytea);
            rows.Write(page.Commitments, NpgsqlDbType.Bytea);
        }

        await rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyStandingsAsync(CancellationToken cancellationToken)
    {
        foreach (var one in _standings.Where(part => part.Value.Count > 0).GroupBy(part => part.Key.Class))
        {
            foreach (var (part, _) in one) await days.EnsureStandsAsync(days[part], cancellationToken).ConfigureAwait(false);
            await CopyStandingsAsync(one.Key, one.SelectMany(part => part.Value), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyStandingsAsync(int retentionClass, IEnumerable<Standing> standings, CancellationToken cancellationToken)
    {
        var copy = $"copy gudok.{ClassTables.NameOf("stands", retentionClass)}(party,start,key_low,key_high) from stdin (format binary)";
        await using var rows = await connection.BeginBinaryImportAsync(copy, cancellationToken).ConfigureAwait(false);
        foreach (var standing in standings)
        {
            rows.StartRow();
            rows.Write(standing.Party, NpgsqlDbType.Bigint);
            rows.Write(standing.Start, NpgsqlDbType.Bigint);
            rows.Write(standing.KeyLow, NpgsqlDbType.Bigint);
            rows.Write(standing.KeyHigh, NpgsqlDbType.Smallint);
        }

        await rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyMessagesAsync(StoredPart day, List<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        await days.EnsureMessagesAsync(day, cancellationToken).ConfigureAwait(false);
        using var daySeal = new DaySeal(dayKeys.GetOrCreate(day.Part), day.Id);
        var seal = new MessageSeal(daySeal);
        const string Copy = "copy gudok.messages(day,id,keys,data) from stdin (format binary)";
        await using var rows = await connection.BeginBinaryImportAsync(Copy, cancellationToken).ConfigureAwait(false);
        foreach (var (record, _, messages) in entries)
        {
            rows.StartRow();
            rows.Write(day.Number, NpgsqlDbType.Integer);
            rows.Write(Sql.Octets(record.Id), NpgsqlDbType.Bytea);
            rows.Write(seal.Seal(record.Id, messages!).ToArray(), NpgsqlDbType.Bytea);
            rows.Write(messages!.Data, NpgsqlDbType.Bytea);
        }

        await rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}

using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Writes what people amend.</summary>
internal sealed class RecordAmender(IDayKeys dayKeys)
{
    private readonly DetailsReader _details = new(dayKeys);

    /// <summary>Writes an amendment; the caller commits.</summary>
    /// <param name="connection">In a transaction that holds the log's lock.</param>
    /// <param name="amendment">The amendment, checked.</param>
    /// <param name="expectedVersion">The version that its maker saw, null for any.</param>
    /// <param name="position">The log's position.</param>
    /// <param name="state">What was dropped.</param>
    /// <param name="cancellationToken">Cancels; the transaction is to be undone.</param>
    public async Task<(AppendGroup Group, AmendOutcome Outcome)> WriteAsync(
        NpgsqlConnection connection, CallAmendment amendment, int? expectedVersion, long position, HeldState state, CancellationToken cancellationToken)
    {
        var group = new AppendGroup { Position = position };
        var found = await RecordReader.FindAsync(connection, amendment.Id, cancellationToken).ConfigureAwait(false);
        if (found is null) return (group, state.HasDropped(KnownRule.DayOf(amendment.Id)) ? new AmendOutcome.Over() : new AmendOutcome.Missing());
        var made = found.Of.Segment.Part with { Day = amendment.MadeAt.UtcDay };
        if (state.RefusalOf(made) is { } refusal) throw refusal;
        var (last, version) = await LastAsync(connection, found, cancellationToken).ConfigureAwait(false);
        if (expectedVersion is { } expected && expected != version) return (group, new AmendOutcome.Changed(version));
        var days = new DayTable(connection);
        await days.EnsureAsync([made], cancellationToken).ConfigureAwait(false);
        var pending = new PendingAmendment(amendment, found.Of, last, version + 1);
        var sizeBefore = days[made].Leaves;
        var row = new AmendmentCodec(days[made].Id, dayKeys).Encode(++days[made].Amendments, ++group.Position, pending);
        await FinishAsync(connection, days[made].Number, row, days, cancellationToken).ConfigureAwait(false);
        group.Amendment = (days[made].Number, row);
        group.Leaves.Add((made, sizeBefore, row.Leaf));
        group.Amended = (await _details.CompleteAsync(connection, [found], cancellationToken).ConfigureAwait(false))[0];
        return (group, new AmendOutcome.Made(group.Amended));
    }

    private static async Task<(CorrectionPlace? Last, int Version)> LastAsync(
        NpgsqlConnection connection, FoundRecord found, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection,
            "select day,n,version from gudok.amendments where id=$1 and of_day=$2 order by version desc limit 1",
            Sql.Octets(found.Facts.Id),
            PartNumber.Of(found.Of.Segment.Part));
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await row.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? (new CorrectionPlace(CallRows.NameOf(row.GetInt32(0)), row.GetInt32(1)), row.GetInt32(2))
            : (null, 0);
    }

    private static async Task FinishAsync(
        NpgsqlConnection connection, int day, AmendmentColumns row, DayTable days, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AmendmentRows.Write(day, row));
        batch.BatchCommands.Add(days.Write());
        batch.BatchCommands.Add(Sql.Command("update gudok.log set position=$1", row.Position));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

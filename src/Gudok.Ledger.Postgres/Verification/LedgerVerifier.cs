using Gudok.Numbers;
using Gudok.Seals;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Checks a whole ledger, as it was at one moment, and names the first thing that is wrong.</summary>
internal sealed class LedgerVerifier(IDayKeys dayKeys, HeldStates states, HeldMessages messages, HeadChain heads, Func<int, ILeafSource> leavesOf)
{
    public async Task<VerifyReport> RunAsync(NpgsqlConnection connection, VerifyRequest request, CancellationToken cancellationToken)
    {
        var tally = new VerifyTally(request);
        var seals = new SealVerifier(heads, [], leavesOf);
        try
        {
            // Not what is in memory: what the tables say is checked.
            var state = await states.LoadAsync(connection, cancellationToken).ConfigureAwait(false);
            seals = new SealVerifier(heads, state.Classes.Select(one => one.Number), leavesOf);
            await seals.CheckChainAsync(cancellationToken).ConfigureAwait(false);
            var days = await ReadDaysAsync(connection, cancellationToken).ConfigureAwait(false);
            foreach (var day in days)
            {
                tally.Enter(day.Name);
                await new DayVerifier(connection, dayKeys, state, day, tally).RunAsync(cancellationToken).ConfigureAwait(false);
                tally.Done();
            }

            await seals.CheckTreesAsync(cancellationToken).ConfigureAwait(false);
            foreach (var drop in state.Drops) tally.CountDropped(drop);
            tally.CheckPositions();
            await CheckHeldAsync(connection, state, tally, cancellationToken).ConfigureAwait(false);
            await LatestVerifier.RunAsync(connection, tally, cancellationToken).ConfigureAwait(false);
        }
        catch (VerifyFailed failed)
        {
            return tally.Report(failed.Failure) with { Heads = seals.Report };
        }
        catch (Exception fault) when (fault is InvalidDataException or LedgerException or SealException)
        {
            return tally.Report(new VerifyFailure(tally.Day, null, LedgerFaults.Damaged, fault.Message)) with { Heads = seals.Report };
        }

        return tally.Report(null) with { Heads = seals.Report };
    }

    private async Task CheckHeldAsync(NpgsqlConnection connection, HeldState state, VerifyTally tally, CancellationToken cancellationToken)
    {
        foreach (var held in state.Records)
        {
            tally.Enter(new SegmentName(DayPart.OfDefault(KnownRule.DayOf(held.Id)), 0));
            tally.Require(held.Entries.All(entry => entry.IsSound), held.Id, "A record under legal hold does not agree with its leaf.");
            foreach (var entry in held.Entries.Where(entry => entry.Record is not null)) tally.RequireParties(entry.Record!);
        }

        await messages.FindFreeAsync(connection, [], cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<StoredPart>> ReadDaysAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, $"select {DayTable.Columns} from gudok.days order by day");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var days = new List<StoredPart>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) days.Add(DayTable.Read(rows));
        return days;
    }
}

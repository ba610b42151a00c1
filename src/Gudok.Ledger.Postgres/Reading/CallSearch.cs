using System.Text;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Finds calls that were never corrected, newest start first, some days at a time.</summary>
/// <remarks>From the newest days down in growing strides, so that a page of a busy number touches one day and the planner never sees
/// years of partitions at once.</remarks>
internal sealed class CallSearch(NpgsqlConnection connection, QueryScope scope)
{
    /// <summary>Up to so many parties each is walked down by its own index; with more, calls are walked down by time.</summary>
    private const int MostWalked = 1000;

    private const int FirstStride = 4;
    private const int LongestStride = 64;
    private const long LastMicros = 253_402_300_799_999_999;
    private const string Order = "order by start desc, key_high desc, key_low desc limit $4";
    private const string Uncorrected = "not exists(select 1 from gudok.latest l where l.key_low=c.key_low and l.first_start=c.start and l.key_high=c.key_high)";

    private bool _hasStands;

    /// <summary>The matching calls, at most so many.</summary>
    public async Task<List<FoundRecord>> FindAsync(int most, CancellationToken cancellationToken)
    {
        var days = await ReadDaysAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<FoundRecord>();
        var (at, stride) = (0, FirstStride);
        while (at < days.Count && found.Count < most)
        {
            var count = Math.Min(stride, days.Count - at);
            var least = Math.Max(scope.Least, StoredPart.LeastStart(days[at + count - 1].Day));
            // Planning a branch over days that have none of it costs as much as over days that have.
            _hasStands = days.Slice(at, count).Exists(day => day.HasStands);
            await AddAsync(found, most, least, StoredPart.EndStart(days[at].Day), cancellationToken).ConfigureAwait(false);
            at += count;
            stride = Math.Min(stride * 4, LongestStride);
        }

        return found;
    }

    private async Task<List<(DateOnly Day, bool HasStands)>> ReadDaysAsync(CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection,
            $"select day&{PartNumber.DayMask}, bool_or(stands) from gudok.days where rows>0 and day&{PartNumber.DayMask} between $1 and $2 group by 1 order by 1 desc",
            DayOf(scope.Least),
            DayOf(scope.Start));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var days = new List<(DateOnly, bool)>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) days.Add((DateOnly.FromDayNumber(rows.GetInt32(0)), rows.GetBoolean(1)));
        return days;
    }

    // What the server let through and the matcher did not is made up for by asking on from there.
    private async Task AddAsync(List<FoundRecord> found, int most, long least, long end, CancellationToken cancellationToken)
    {
        var (start, high, low) = scope.Start < end ? (scope.Start, scope.KeyHigh, scope.KeyLow) : (end, (short)-1, 0L);
        while (true)
        {
            var wanted = most - found.Count;
            await using var batch = new NpgsqlBatch(connection);
            await AskAsync(batch, Ask(start, high, low, wanted, least), cancellationToken).ConfigureAwait(false);
            await using var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            var seen = 0;
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                seen++;
                var record = CallRows.Read(rows);
                (start, high, low) = (rows.GetInt64(0), rows.GetInt16(2), rows.GetInt64(1));
                if (scope.Matcher.Matches(record.Facts)) found.Add(record);
            }

            if (seen < wanted || found.Count >= most) return;
        }
    }

    // To plan a walk over many partitions takes three times as long as to walk them, so it is planned once a connection. More parties than
    // are walked are looked up in a table of hashes, which the server makes for a plan of their own only.
    private async Task AskAsync(NpgsqlBatch batch, NpgsqlBatchCommand ask, CancellationToken cancellationToken)
    {
        if (!IsWalked)
        {
            batch.BatchCommands.Add(ask);
            return;
        }

        batch.BatchCommands.Add(Sql.Command("set local plan_cache_mode=force_generic_plan"));
        batch.BatchCommands.Add(ask);
        batch.BatchCommands.Add(Sql.Command("set local plan_cache_mode=auto"));
        await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool IsWalked => scope.Parties is { Length: <= MostWalked };

    private NpgsqlBatchCommand Ask(long start, short high, long low, int wanted, long least)
    {
        var command = Sql.Command("", start, high, low, wanted, least);
        var filter = new StringBuilder("c.start>=$5 and c.start<=$1 and (c.start,c.key_high,c.key_low)<($1,$2,$3)");
        if (scope.Ways is { } ways) filter.Append(" and c.way=any(").Append(Add(command, ways)).Append(')');
        if (scope.LeastTalk is { } leastTalk) filter.Append(" and c.talk>=").Append(Add(command, leastTalk));
        if (scope.MostTalk is { } mostTalk) filter.Append(" and c.talk<=").Append(Add(command, mostTalk));
        filter.Append(" and ").Append(Uncorrected);
        command.CommandText = scope.Parties is { } parties ? OfParties(filter.ToString(), Add(command, parties)) : Walk("gudok.all_calls c", filter.ToString());
        return command;
    }

    private string OfParties(string filter, string parties)
    {
        // A link stands among the further places only.
        string[] columns = scope.AreLinks ? [] : ["caller", "callee"];
        var branches = columns.Select(column => IsWalked
            ? WalkEach(parties, "gudok.all_calls c", $"c.{column}=p.id and {filter}")
            : Walk("gudok.all_calls c", $"c.{column}=any({parties}) and {filter}")).ToList();
        if (_hasStands || scope.AreLinks) branches.Add(IsWalked ? WalkEach(parties, Standing("p.id"), filter) : Walk(Standing($"any({parties})"), filter));
        return $"select c.* from ({string.Join(" union ", branches.Select(branch => $"({branch})"))}) c {Order}";
    }

    private static string Walk(string from, string filter) => $"select {CallRows.Columns} from {from} where {filter} {Order}";

    private static string WalkEach(string parties, string from, string filter) =>
        $"select c.* from unnest({parties}) p(id) cross join lateral ({Walk(from, filter)}) c";

    private static string Standing(string party) => "(select c.* from gudok.all_stands s join gudok.all_calls c on c.key_low=s.key_low and c.start=s.start "
        + $"and c.key_high=s.key_high where s.party={party} and s.start>=$5 and s.start<=$1) c";

    private static string Add<T>(NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return $"${command.Parameters.Count}";
    }

    private static int DayOf(long micros) => micros switch
    {
        < 0 => DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
        > LastMicros => DateOnly.MaxValue.DayNumber,
        _ => new Sip.Instant(micros).UtcDay.DayNumber,
    };
}

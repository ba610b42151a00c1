using System.Globalization;
using System.Text;
using Gudok.Calls;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Finds records that were corrected, by their present values, newest start first.</summary>
internal sealed class LatestSearch(NpgsqlConnection connection, QueryScope scope)
{
    /// <summary>The matching records, at most so many.</summary>
    public async Task<List<FoundRecord>> FindAsync(int most, CancellationToken cancellationToken)
    {
        var found = new List<FoundRecord>();
        var (start, id) = (scope.Start, scope.Id);
        while (true)
        {
            var wanted = most - found.Count;
            await using var command = Ask(start, id, wanted);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            var seen = 0;
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                seen++;
                var record = CallRows.ReadLatest(rows);
                (start, id) = (record.Facts.StartedAt.Micros, record.Facts.Id);
                if (scope.Matcher.Matches(record.Facts)) found.Add(record);
            }

            if (seen < wanted || found.Count >= most) return found;
        }
    }

    private NpgsqlCommand Ask(long start, RecordId id, int wanted)
    {
        var command = Sql.Command(connection, "", start, Sql.Octets(id), scope.Least, wanted);
        var text = new StringBuilder($"select {CallRows.LatestColumns} from gudok.latest l where l.start>=$3 and l.start<=$1 and (l.start,l.id)<($1,$2)");
        if (scope.Ways is { } ways)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = ways });
            text.Append(" and l.way=any($5)");
        }

        if (scope.Parties is { } parties)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parties });
            text.Append(CultureInfo.InvariantCulture, $" and l.parties && ${command.Parameters.Count}");
        }

        command.CommandText = text.Append(" order by l.start desc, l.id desc limit $4").ToString();
        return command;
    }
}

using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Who has tables of ours open: what a person must know to end it.</summary>
internal static class TableHolders
{
    private const int MostTold = 3;

    private const string Ask = """
        select format('%s (%s%s)', a.pid, a.usename, coalesce(', '||nullif(a.application_name, ''), '')) from pg_stat_activity a
        where a.pid<>pg_backend_pid() and exists(select 1 from pg_locks l join pg_class c on c.oid=l.relation
          where l.pid=a.pid and l.granted and l.database=(select oid from pg_database where datname=current_database())
            and c.relnamespace='gudok'::regnamespace) order by a.xact_start limit $1
        """;

    /// <summary>The sessions with process id, role and program, the oldest first; empty if they have ended meanwhile.</summary>
    public static string Find(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Ask, connection) { Parameters = { new NpgsqlParameter { Value = MostTold } } };
        using var rows = command.ExecuteReader();
        var holders = new List<string>();
        while (rows.Read()) holders.Add(rows.GetString(0));
        return string.Join(", ", holders);
    }
}

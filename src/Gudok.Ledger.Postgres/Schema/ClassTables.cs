using System.Globalization;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>The tables of calls and of further places of parties that each class of retention has: a day's partition of a class can go alone.
/// Two views show those of all classes.</summary>
internal static class ClassTables
{
    /// <summary>The name of a table of a class; that of class 0 is the table's own.</summary>
    public static string NameOf(string table, int retentionClass) =>
        retentionClass == RetentionClass.Default ? table : string.Create(CultureInfo.InvariantCulture, $"{table}_c{retentionClass:D3}");

    /// <summary>Makes the tables of a class, and shows them in the views.</summary>
    /// <param name="number">The new class.</param>
    /// <param name="all">All classes with it.</param>
    public static IEnumerable<NpgsqlBatchCommand> Make(int number, IReadOnlyCollection<int> all)
    {
        foreach (var table in (string[])["calls", "stands"])
        {
            yield return Sql.Command($"create table gudok.{NameOf(table, number)}(like gudok.{table} including all) partition by range(start)");
            var rows = all.Order().Select(one => string.Create(
                CultureInfo.InvariantCulture, $"select t.*, {one}::smallint as class from gudok.{NameOf(table, one)} t"));
            yield return Sql.Command($"create or replace view gudok.all_{table} as {string.Join(" union all ", rows)}");
        }
    }
}

using Microsoft.Data.Sqlite;

namespace Gudok.Tests;

/// <summary>Changes one row of a database as somebody with a database tool would: another value, a row deleted, two rows swapped.</summary>
internal static class RowEditor
{
    /// <summary>Makes one change.</summary>
    /// <param name="path">The file.</param>
    /// <param name="random">Chooses.</param>
    /// <returns>What was done; null if the file has no row.</returns>
    public static string? Edit(string path, Random random)
    {
        using var db = new SqliteConnection($"Data Source={path};Pooling=False");
        db.Open();
        var tables = Strings(db, "select name from sqlite_master where type='table' and name not like 'sqlite_%' order by name")
            .Where(name => Number(db, $"select count(*) from \"{name}\"") > 0).ToList();
        if (tables.Count == 0) return null;
        var table = tables[random.Next(tables.Count)];
        var rows = Read(db, table);
        var (row, other) = (rows[random.Next(rows.Count)], rows[random.Next(rows.Count)]);
        var column = row.Keys.ElementAt(random.Next(row.Count));
        var done = random.Next(4) switch
        {
            0 => Delete(db, table, row),
            1 => Change(db, table, row, column, other[column]),
            _ => Change(db, table, row, column, Other(row[column], random)),
        };
        Run(db, "pragma wal_checkpoint(truncate)", []);
        return done;
    }

    private static string Delete(SqliteConnection db, string table, Dictionary<string, object> row)
    {
        Run(db, $"delete from \"{table}\" where {Where(row)}", [.. row.Values]);
        return $"{table}: row deleted";
    }

    private static string Change(SqliteConnection db, string table, Dictionary<string, object> row, string column, object value)
    {
        try
        {
            Run(db, $"update \"{table}\" set \"{column}\"=? where {Where(row)}", [value, .. row.Values]);
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode == 19)
        {
            return $"{table}.{column}: refused by the schema";
        }

        return $"{table}.{column}: changed";
    }

    private static object Other(object value, Random random)
    {
        switch (value)
        {
            case long number:
                return random.Next(3) switch { 0 => number + 1, 1 => number - 1, _ => number ^ (1L << random.Next(62)) };
            case byte[] { Length: > 0 } octets:
                octets = (byte[])octets.Clone();
                octets[random.Next(octets.Length)] ^= (byte)(1 << random.Next(8));
                return octets;
            case string { Length: > 0 } text:
                var at = random.Next(text.Length);
                return text[..at] + (text[at] == '1' ? '2' : '1') + text[(at + 1)..];
            default:
                return 1L;
        }
    }

    private static string Where(Dictionary<string, object> row) => string.Join(" and ", row.Keys.Select(name => $"\"{name}\" is ?"));

    private static List<Dictionary<string, object>> Read(SqliteConnection db, string table)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"select * from \"{table}\"";
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object>>();
        while (reader.Read()) rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue));
        return rows;
    }

    private static IEnumerable<string> Strings(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.GetString(0);
    }

    private static long Number(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    // Positional parameters: names of columns may be words of SQL.
    private static void Run(SqliteConnection db, string sql, object[] values)
    {
        using var command = db.CreateCommand();
        var parts = sql.Split('?');
        for (var at = 0; at < values.Length; at++) command.Parameters.AddWithValue($"@p{at}", values[at]);
        command.CommandText = string.Concat(parts.Select((part, at) => at < values.Length ? $"{part}@p{at}" : part));
        command.ExecuteNonQuery();
    }
}

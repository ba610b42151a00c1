using Gudok.Sip;
using Microsoft.Data.Sqlite;

namespace Gudok.Wire.Tests;

/// <summary>A time in which nothing was received, as a data folder notes it.</summary>
internal readonly record struct NotedGap(Instant BeganAt, Instant EndedAt)
{
    /// <summary>The gaps of a data folder that nobody has open.</summary>
    public static IReadOnlyList<NotedGap> ReadAll(string dataFolder)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, "open.db"), Pooling = false }.ToString();
        using var connection = new SqliteConnection(source);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select began_at, ended_at from gap order by ended_at";
        using var rows = command.ExecuteReader();
        var gaps = new List<NotedGap>();
        while (rows.Read()) gaps.Add(new NotedGap(new Instant(rows.GetInt64(0)), new Instant(rows.GetInt64(1))));
        return gaps;
    }

    /// <summary>Whether a moment lies in it, or so near that a message may have been under way.</summary>
    public bool Touches(Instant moment, TimeSpan margin) => moment >= BeganAt - margin && moment <= EndedAt + margin;
}

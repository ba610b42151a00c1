using System.Globalization;
using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Makes the partitions of days and classes, within the transaction that needs them.</summary>
internal static class DayPartitions
{
    public static Task AddCallsAsync(NpgsqlConnection connection, DayPart part, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, Attach(OfClass("calls", part), "calls", part, OfStart(part.Day)) + Attach("pages", "pages", part, OfPart(part)), cancellationToken);

    public static Task AddStandsAsync(NpgsqlConnection connection, DayPart part, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, Attach(OfClass("stands", part), "stands", part, OfStart(part.Day)), cancellationToken);

    public static Task AddMessagesAsync(NpgsqlConnection connection, DayPart part, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, Attach("messages", "messages", part, OfPart(part)), cancellationToken);

    public static Task DropMessagesAsync(NpgsqlConnection connection, DayPart part, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"drop table gudok.{NameOf("messages", part)}", cancellationToken);

    /// <summary>Drops all partitions of a part. The caller has locked their tables.</summary>
    public static Task DropAsync(NpgsqlConnection connection, StoredPart day, CancellationToken cancellationToken)
    {
        List<string> tables = ["calls", "pages"];
        if (day.HasStands) tables.Add("stands");
        if (day.HasMessages) tables.Add("messages");
        return ExecuteAsync(connection, $"drop table {string.Join(',', tables.Select(table => $"gudok.{NameOf(table, day.Part)}"))}", cancellationToken);
    }

    /// <summary>Brings up to date what the planner knows of a day that was filled quickly, unless it was dropped since.</summary>
    public static Task AnalyzeAsync(NpgsqlConnection connection, DayPart part, CancellationToken cancellationToken)
    {
        var name = $"gudok.{NameOf("calls", part)}";
        return ExecuteAsync(connection, $"do $$ begin if to_regclass('{name}') is not null then analyze {name}; end if; end $$", cancellationToken);
    }

    // Made apart and attached: readers and writers of other days go on meanwhile, which "create table … partition of" does not let them.
    private static string Attach(string parent, string table, DayPart part, string values)
    {
        var name = NameOf(table, part);
        return $"create table gudok.{name}(like gudok.{parent} including all); alter table gudok.{parent} attach partition gudok.{name} for values {values};";
    }

    private static string OfClass(string table, DayPart part) => ClassTables.NameOf(table, part.Class);

    private static string NameOf(string table, DayPart part) => $"{OfClass(table, part)}_{StoredPart.Suffix(part.Day)}";

    private static string OfPart(DayPart part) => string.Create(CultureInfo.InvariantCulture, $"in ({PartNumber.Of(part)})");

    private static string OfStart(DateOnly day)
    {
        var least = StoredPart.LeastStart(day) is var start and > long.MinValue ? start.ToString(CultureInfo.InvariantCulture) : "minvalue";
        return string.Create(CultureInfo.InvariantCulture, $"from ({least}) to ({StoredPart.EndStart(day)})");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

namespace Gudok.Numbers.Postgres;

/// <summary>The tables of the vault (<c>docs/formats/vault.md</c>).</summary>
internal static class VaultSchema
{
    /// <summary>How many pages a partition of keys holds: what is written anew when one of its parties is erased, about 10 MB.</summary>
    public const long PartitionPages = 1024;

    private const string First = """
        create table gudok.keys(page bigint primary key, epoch integer not null, slots bytea not null) partition by range(page);
        create table gudok.lookup(page bigint primary key, epoch integer not null, slots bytea not null) partition by range(page);
        create table gudok.day_keys(page bigint primary key, epoch integer not null, slots bytea not null);
        create table gudok.parties(page bigint primary key, count integer not null, entries bytea not null);
        create table gudok.meta(name text primary key, value bytea not null);
        create table gudok.erased(id bigint primary key);
        create table gudok.owner(one boolean primary key default true check(one), token uuid not null);
        alter table gudok.keys alter column slots set storage external;
        alter table gudok.lookup alter column slots set storage external;
        alter table gudok.parties alter column entries set storage external;
        """;

    public static DatabaseSchema Schema { get; } = new("vault", [First]);

    public static string NameOf(KeyTable table) => table switch
    {
        KeyTable.Keys => "keys",
        KeyTable.Lookup => "lookup",
        KeyTable.DayKeys => "day_keys",
    };

    /// <summary>SQL that makes a partition of keys or blind indexes.</summary>
    public static string MakePartition(string table, long partition)
    {
        var (parent, name) = ($"gudok.{table}", $"gudok.{table}_{partition}");
        var (from, to) = (partition * PartitionPages, (partition + 1) * PartitionPages);
        return $"create table {name}(like {parent} including all); alter table {parent} attach partition {name} for values from ({from}) to ({to})";
    }

    /// <summary>The table, or the partition of it, that a row lies in.</summary>
    public static string PartOf(KeyTable table, long number) =>
        table == KeyTable.DayKeys ? "gudok.day_keys" : $"gudok.{NameOf(table)}_{number / PartitionPages}";
}

namespace Gudok.Ledger;

/// <summary>The tables of heads.db (docs/ledger-format.md).</summary>
internal static class HeadSchema
{
    public const string Create = """
        create table if not exists heads(number integer primary key, log text not null, day integer not null, line text not null);
        create index if not exists heads_of_tree on heads(log, day);
        create table if not exists edges(log text not null, day integer not null, number integer not null, edge blob not null,
          primary key(log, day)) without rowid;
        create table if not exists marks(witness text primary key, number integer not null) without rowid
        """;
}

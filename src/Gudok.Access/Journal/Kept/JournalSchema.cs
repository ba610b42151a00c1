namespace Gudok.Access;

/// <summary>The tables of <c>journal.db</c> (<c>docs/formats/journal.md</c>).</summary>
internal static class JournalSchema
{
    public const int FormatVersion = 1;

    public const string Create = """
        create table if not exists entries(number integer primary key, day integer not null, at integer not null, kind text not null, act text not null,
          outcome text not null, sealed blob not null, leaf blob not null);
        create index if not exists entries_of_day on entries(day, number);
        create index if not exists entries_of_act on entries(act, number);
        create index if not exists entries_not_done on entries(outcome, number) where outcome<>'done';
        create table if not exists terms(term integer not null, number integer not null, primary key(term, number)) without rowid;
        create table if not exists days(day integer primary key, count integer not null, first integer not null, last integer not null);
        create table if not exists gone(first integer primary key, last integer not null, day integer not null)
        """;
}

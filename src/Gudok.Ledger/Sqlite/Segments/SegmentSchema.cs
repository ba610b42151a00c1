namespace Gudok.Ledger;

/// <summary>The tables of a segment file (docs/ledger-format.md).</summary>
internal static class SegmentSchema
{
    public const string Create = """
        create table if not exists segment(id blob not null, name integer not null);
        create table if not exists calls(row integer primary key, start integer not null, key blob not null,
          caller integer, callee integer, dialled integer, facts blob not null, leaf blob not null);
        create table if not exists pages(first integer primary key, count integer not null, position integer not null,
          details blob not null, commitments blob not null);
        create table if not exists corrections(n integer primary key, position integer not null, made integer not null,
          id blob not null, segment integer not null, row integer not null, prior_segment integer, prior_n integer,
          start integer not null, caller integer, callee integer, dialled integer, facts blob not null, leaf blob not null,
          details blob not null, commitments blob not null);
        create table if not exists amendments(n integer primary key, position integer not null, made integer not null,
          id blob not null, segment integer not null, row integer not null, prior_segment integer, prior_n integer,
          version integer not null, leaf blob not null, details blob not null);
        create table if not exists rollups(minute integer not null, way integer not null, calls integer not null,
          talk integer not null, setup integer not null, with_setup integer not null, primary key(minute, way)) without rowid
        """;
}

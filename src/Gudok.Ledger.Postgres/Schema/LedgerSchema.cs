using Gudok.Numbers;
using Gudok.Numbers.Postgres;

namespace Gudok.Ledger.Postgres;

/// <summary>The tables of the ledger (<c>docs/formats/postgres.md</c>).</summary>
internal static class LedgerSchema
{
    // Columns of fixed length first, none of them null: so a row carries no gaps and no map of nulls.
    private const string First = """
        create table gudok.log(one boolean primary key default true check (one), position bigint not null);
        insert into gudok.log(position) values(0);
        create table gudok.days(day integer primary key, id bytea not null, rows integer not null default 0,
          corrections integer not null default 0, amendments integer not null default 0, stands boolean not null default false, messages boolean not null default false);
        create table gudok.calls(start bigint not null, key_low bigint not null, caller bigint not null, callee bigint not null,
          dialled bigint not null, row integer not null, talk integer not null, key_high smallint not null, slot smallint not null,
          way smallint not null, facts bytea not null, leaf bytea not null) partition by range(start);
        create index on gudok.calls(start);
        create index on gudok.calls(key_low);
        create index on gudok.calls(caller, start);
        create index on gudok.calls(callee, start);
        create table gudok.stands(party bigint not null, start bigint not null, key_low bigint not null, key_high smallint not null)
          partition by range(start);
        create index on gudok.stands(party, start);
        create index on gudok.stands(start);
        create table gudok.pages(day integer not null, first integer not null, count integer not null, position bigint not null,
          details bytea not null, commitments bytea not null, primary key(day, first)) partition by list(day);
        alter table gudok.pages alter column details set storage external, alter column commitments set storage external;
        create table gudok.messages(day integer not null, id bytea not null, keys bytea not null, data bytea not null,
          primary key(day, id)) partition by list(day);
        alter table gudok.messages alter column keys set storage external, alter column data set storage external;
        create table gudok.corrections(day integer not null, n integer not null, position bigint not null, made bigint not null,
          id bytea not null, of_day integer not null, of_row integer not null, prior_day integer, prior_n integer, start bigint not null,
          caller bigint not null, callee bigint not null, dialled bigint not null, facts bytea not null, leaf bytea not null,
          details bytea not null, commitments bytea not null, primary key(day, n));
        create index on gudok.corrections(id, position);
        create table gudok.amendments(day integer not null, n integer not null, position bigint not null, made bigint not null,
          id bytea not null, of_day integer not null, of_row integer not null, prior_day integer, prior_n integer,
          version integer not null, leaf bytea not null, details bytea not null, primary key(day, n));
        create unique index on gudok.amendments(id, version);
        create table gudok.latest(id bytea primary key, of_day integer not null, of_row integer not null, first_start bigint not null,
          key_low bigint not null, key_high smallint not null, start bigint not null, way smallint not null, caller bigint not null,
          callee bigint not null, dialled bigint not null, parties bigint[] not null, at_day integer not null, at_n integer not null,
          facts bytea not null);
        create index on gudok.latest(start, id);
        create index on gudok.latest(key_low, first_start);
        create index on gudok.latest using gin(parties);
        create table gudok.rollups(day integer not null, minute bigint not null, way smallint not null, calls bigint not null,
          talk bigint not null, setup bigint not null, with_setup bigint not null, primary key(day, minute, way));
        create index on gudok.rollups(minute);
        create table gudok.heads(number bigint primary key, log text not null, day integer not null, line text not null);
        create index on gudok.heads(log, day);
        create table gudok.edges(log text not null, day integer not null, number bigint not null, edge bytea not null, primary key(log, day));
        create table gudok.marks(witness text primary key, number bigint not null);
        """;

    // Holds, what outlives dropped days, and classes of retention, each but 0 with tables of its own for calls. Whoever changes any of it counts log.held on, so that others know what they have in memory is old.
    private const string Second = """
        alter table gudok.log add column held bigint not null default 0, add column held_id bytea not null default uuid_send(gen_random_uuid());
        create table gudok.holds(id bytea primary key, call bytea, party bigint, actor text not null, reason text not null, made bigint not null,
          until bigint, released bigint, released_by text);
        create table gudok.held(id bytea primary key, sealed bytea not null);
        alter table gudok.held alter column sealed set storage external;
        create table gudok.held_messages(id bytea primary key, keys bytea not null, data bytea not null);
        alter table gudok.held_messages alter column keys set storage external, alter column data set storage external;
        create table gudok.drops(day integer primary key, at bigint not null, records bigint not null, corrections bigint not null,
          amendments bigint not null, held bigint not null, positions bytea not null, leaves bytea not null, done boolean not null default false);
        create table gudok.residue(day integer not null, minute bigint not null, way smallint not null, calls bigint not null,
          talk bigint not null, setup bigint not null, with_setup bigint not null, primary key(day, minute, way));
        create table gudok.classes(number smallint primary key, name text not null unique, purpose text not null, record_days integer not null,
          message_days integer not null);
        create index on gudok.corrections(of_day);
        drop index gudok.amendments_id_version_idx;
        create unique index on gudok.amendments(id, of_day, version);
        create view gudok.all_calls as select c.*, 0::smallint as class from gudok.calls c;
        create view gudok.all_stands as select s.*, 0::smallint as class from gudok.stands s;
        """;

    // Who stood in what was dropped or released, until somebody has looked whether they stand in any other call.
    private const string Third = "create table gudok.owed(party bigint primary key);";

    private static readonly DatabaseSchema Schema = new("ledger", [First, Second, Third]);

    /// <summary>Opens a ledger's database, its tables up to date.</summary>
    /// <exception cref="DatabaseException">It cannot be used; one line says why.</exception>
    public static async Task<Database> OpenAsync(PostgresOptions server, CancellationToken cancellationToken)
    {
        var database = new Database(server, Schema.What);
        try
        {
            await database.RunOnceAsync(Schema.EnsureAsync, cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}

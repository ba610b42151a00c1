using System.Collections.Concurrent;
using Gudok.Ledger;
using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Testing;
using Npgsql;

namespace Gudok.Postgres.Tests;

/// <summary>SQLite, PostgreSQL and a plain model in memory are given the same, and must answer the same.</summary>
[Trait("Needs", "packages")]
public sealed class SameAnswersTests(SharedCluster shared, ITestOutputHelper output)
{
    private const int Sequences = 1_000;
    private const int DroppingSequences = 200;
    private const int Steps = 24;
    private const int Lanes = 4;

    // All rows go, the partitions of days stay: making them a thousand times would take longer than using them.
    private const string Empty = """
        delete from gudok.calls; delete from gudok.stands; delete from gudok.pages; delete from gudok.corrections; delete from gudok.amendments;
        delete from gudok.latest; delete from gudok.rollups; delete from gudok.holds; delete from gudok.held; delete from gudok.held_messages;
        delete from gudok.drops; delete from gudok.residue; update gudok.log set position=0, held=held+1;
        do $$ declare one regclass; begin
          for one in select inhrelid::regclass from pg_inherits where inhparent='gudok.messages'::regclass loop execute 'drop table '||one; end loop;
        end $$;
        update gudok.days set rows=0, corrections=0, amendments=0, messages=false;
        """;

    [Fact]
    public Task A_thousand_random_sequences_are_answered_alike_by_files_server_and_model() => RunAsync(Sequences, drops: false);

    // To drop partitions and make them again takes longer than all else: fewer of these.
    [Fact]
    public Task Holds_and_dropped_days_leave_files_server_and_model_alike() => RunAsync(DroppingSequences, drops: true);

    private async Task RunAsync(int sequences, bool drops)
    {
        var first = Random.Shared.Next();
        output.WriteLine($"seeds {first} to {first + sequences - 1}");
        var seeds = new ConcurrentQueue<int>(Enumerable.Range(first, sequences));
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(() => RunLaneAsync(seeds, drops))));
        Assert.Empty(seeds);
    }

    private async Task RunLaneAsync(ConcurrentQueue<int> seeds, bool drops)
    {
        var server = await shared.NewDatabaseAsync("ledger");
        await using var source = new NpgsqlDataSourceBuilder($"{server.Connection};Password={server.Password}").Build();
        while (seeds.TryDequeue(out var seed))
        {
            try
            {
                await RunAsync(seed, server, drops);
                await using var empty = source.CreateCommand(Empty);
                await empty.ExecuteNonQueryAsync();
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"The sequence of seed {seed} went otherwise.", fault);
            }
        }
    }

    private static async Task RunAsync(int seed, PostgresOptions server, bool drops)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
        using var folder = new TestFolder();
        await using var heads = await TestHeads.OpenAsync(clock);
        await using var files = await SqliteCallLedger.OpenAsync(
            new LedgerOptions { Folder = folder.Path, SegmentRecords = 100 }, new SeededDayKeys(1), heads, clock, CancellationToken.None);
        await using var otherHeads = await TestHeads.OpenAsync(clock);
        await using var tables = await PostgresCallLedger.OpenAsync(
            new PostgresLedgerOptions { Server = server }, new SeededDayKeys(2), otherHeads, clock, CancellationToken.None);
        var operations = new RandomOperations(seed, new InMemoryCallLedger(clock)) { Drops = drops };
        for (var step = 0; step < Steps; step++)
        {
            await operations.StepAsync(files, tables);
            if (operations.Random.Next(12) == 0) clock.Advance(TimeSpan.FromHours(operations.Random.Next(48)));
        }

        await operations.EndAsync(files, tables);
    }
}

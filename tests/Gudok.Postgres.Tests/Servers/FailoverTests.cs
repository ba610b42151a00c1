using System.Collections.Concurrent;
using System.Globalization;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Testing;
using Npgsql;

namespace Gudok.Postgres.Tests;

/// <summary>The primary dies under load and its synchronous standby takes over.</summary>
[Trait("Needs", "packages")]
public sealed class FailoverTests(ITestOutputHelper output)
{
    private const int Batch = 250;
    private const int Batches = 160;
    private const int KilledAfter = 60;
    private const int InFlight = 4;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task No_acknowledged_record_is_lost_or_doubled_when_the_primary_is_killed_under_load()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "Not installed: postgresql");
        await using var primary = await PostgresCluster.StartAsync("shared_buffers=256MB");
        await primary.AddDatabaseAsync("ledger", "ledger");
        await using var standby = await primary.StartSynchronousStandbyAsync();
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var heads = await TestHeads.OpenAsync(clock);
        await using var ledger = await PostgresCallLedger.OpenAsync(
            new PostgresLedgerOptions { Server = Both(primary, standby) }, new SeededDayKeys(3), heads, clock, CancellationToken.None);
        var acknowledged = new ConcurrentQueue<RecordId>();
        var heard = new ConcurrentQueue<RecordId>();
        using var listening = ledger.OnAppended(appended =>
        {
            foreach (var record in appended.Records) heard.Enqueue(record.Id);
        });
        var load = LoadAsync(ledger, acknowledged);
        await WaitAsync(() => acknowledged.Count >= KilledAfter * Batch || load.IsFaulted);
        await primary.KillAsync();
        var atKill = acknowledged.Count;
        await standby.PromoteAsync();
        await load;
        output.WriteLine($"{atKill} acknowledged when the primary was killed, {acknowledged.Count} in all");
        Assert.Equal(Batch * Batches, acknowledged.Count);
        Assert.Equal(acknowledged.Order(), heard.Order());
        Assert.Equal(acknowledged.Order(), (await AllAsync(ledger)).Order());
        Assert.Equal(acknowledged.Count, ledger.Position);
        var report = await ledger.VerifyAsync(null, CancellationToken.None);
        Assert.Equal((acknowledged.Count, null), (report.Records, report.Failure));
    }

    [Fact]
    public async Task A_commit_that_nobody_heard_of_is_found_again_and_told_as_added()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "Not installed: postgresql");
        await using var cluster = await PostgresCluster.StartAsync();
        await cluster.AddDatabaseAsync("ledger", "ledger");
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var heads = await TestHeads.OpenAsync(clock);
        await using var ledger = await PostgresCallLedger.OpenAsync(
            new PostgresLedgerOptions { Server = new PostgresOptions { Connection = cluster.Connection("ledger", "ledger"), Password = PostgresCluster.Password } },
            new SeededDayKeys(3),
            heads,
            clock,
            CancellationToken.None);
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(1, LedgerEntries.Start))), CancellationToken.None);
        // A standby that is not there: the commit is done, waits to be copied, and its session is ended meanwhile.
        await cluster.ExecuteAsync("postgres", "alter system set synchronous_standby_names='nobody'");
        await cluster.ExecuteAsync("postgres", "select pg_reload_conf()");
        var probe = await WaitingCommitAsync(cluster);
        var append = ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(2, LedgerEntries.Start))), CancellationToken.None).AsTask();
        await Eventually.IsSoAsync(async () => await WaitingAsync(cluster) == 2);
        await cluster.ExecuteAsync("postgres", "alter system reset synchronous_standby_names");
        await cluster.ExecuteAsync("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where wait_event='SyncRep'; select pg_reload_conf()");
        await Task.WhenAny(probe);
        Assert.Equal(new AppendReport(1, 0, 0), await append);
        Assert.Equal(2, ledger.Position);
        Assert.Equal(2, (await AllAsync(ledger)).Count);
        Assert.True((await ledger.VerifyAsync(null, CancellationToken.None)).IsOk);
    }

    /// <summary>A commit that waits for the standby: a server that was told of one begins to wait some time later.</summary>
    private static async Task<Task<string>> WaitingCommitAsync(PostgresCluster cluster)
    {
        for (var number = 0; ; number++)
        {
            var probe = cluster.ExecuteAsync("postgres", $"create table probe{number} (one int)");
            await Eventually.IsSoAsync(async () => probe.IsCompleted || await WaitingAsync(cluster) == 1);
            if (!probe.IsCompleted) return probe;
            await probe;
        }
    }

    private static async Task<int> WaitingAsync(PostgresCluster cluster) =>
        int.Parse(await cluster.ExecuteAsync("postgres", "select count(*) from pg_stat_activity where wait_event='SyncRep'"), CultureInfo.InvariantCulture);

    private static async Task LoadAsync(PostgresCallLedger ledger, ConcurrentQueue<RecordId> acknowledged)
    {
        using var timer = new PeriodicTimer(Pace);
        using var room = new SemaphoreSlim(InFlight);
        var running = new List<Task>();
        for (var batch = 0; batch < Batches; batch++)
        {
            await timer.WaitForNextTickAsync();
            await room.WaitAsync();
            running.Add(AppendAsync(batch));
        }

        await Task.WhenAll(running);

        async Task AppendAsync(int batch)
        {
            var records = Enumerable.Range(batch * Batch, Batch)
                .Select(number => LedgerEntries.Record(number, LedgerEntries.Start + TimeSpan.FromMilliseconds(number))).ToList();
            var report = await ledger.AppendAsync(LedgerEntries.Batch(records.Select(record => LedgerEntries.Entry(record))), CancellationToken.None);
            Assert.Equal(new AppendReport(Batch, 0, 0), report);
            foreach (var record in records) acknowledged.Enqueue(record.Id);
            room.Release();
        }
    }

    private static async Task<List<RecordId>> AllAsync(PostgresCallLedger ledger)
    {
        var found = new List<RecordId>();
        var query = new CallQuery { Limit = CallQuery.MaxLimit };
        RecordPage page;
        do
        {
            page = await ledger.QueryAsync(query, CancellationToken.None);
            found.AddRange(page.Records.Select(record => record.Id));
            query = query with { After = page.Next };
        }
        while (page.Next is not null);

        return found;
    }

    private static PostgresOptions Both(PostgresCluster primary, PostgresCluster standby)
    {
        var connection = new NpgsqlConnectionStringBuilder(primary.Connection("ledger", "ledger"))
        {
            Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}"),
        };
        connection.Remove("Port");
        return new PostgresOptions { Connection = connection.ConnectionString, Password = PostgresCluster.Password };
    }

    private static async Task WaitAsync(Func<bool> isThere)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!isThere()) await Task.Delay(10, deadline.Token);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Gudok.Ledger;
using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Testing;
using Npgsql;

namespace Gudok.Benchmarks;

/// <summary>The ledger in files and on a server, each beside a bare table of its engine: appends a second with two number indexes, octets a call,
/// and the first page by number and by part.</summary>
internal static class LedgerStores
{
    private const int Searches = 500;
    private const int PartiesOfPart = 100;

    /// <summary>Arguments: calls, and which to measure (<c>seals bare files server</c>; all if none is named).</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var calls = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 300_000;
        string[] chosen = arguments.Length > 1 ? arguments[1..] : ["seals", "bare", "files", "server"];
        Console.WriteLine($"{calls:n0} calls over {LedgerMaterial.Days} days, {LedgerMaterial.Batch:n0} an append; searches: {Searches}, a part stands for {PartiesOfPart} numbers");
        Console.WriteLine("store                        appends/s   octets/call   number p50/p99 ms   part p50/p99 ms");
        if (chosen.Contains("seals")) SealAlone(calls);
        if (chosen.Contains("bare")) await BareAsync(calls).ConfigureAwait(false);
        if (chosen.Contains("files")) await FilesAsync(calls).ConfigureAwait(false);
        if (chosen.Contains("server")) await ServerAsync(calls).ConfigureAwait(false);
        return 0;
    }

    private static async Task BareAsync(int calls)
    {
        using var bare = new BareSqliteTable();
        await MeasureAsync("SQLite, bare table", calls, batch => Done(() => bare.Append(batch)), () => Task.FromResult(bare.Octets), some => Done(() => bare.Search(some)))
            .ConfigureAwait(false);
    }

    private static async Task FilesAsync(int calls)
    {
        using var folder = new TestFolder();
        await using var heads = await TestHeads.OpenAsync(TimeProvider.System, SqliteHeadStore.Open(folder.Path)).ConfigureAwait(false);
        await using var ledger = await SqliteCallLedger.OpenAsync(new LedgerOptions { Folder = folder.Path }, new SeededDayKeys(1), heads, TimeProvider.System, default)
            .ConfigureAwait(false);
        await MeasureAsync("SQLite, ledger, sealed", calls, batch => AppendAsync(ledger, batch), () => OctetsAsync(folder.Path), some => SearchAsync(ledger, some), ledger)
            .ConfigureAwait(false);
    }

    private static async Task ServerAsync(int calls)
    {
        await using var cluster = await PostgresCluster.StartAsync("shared_buffers=1GB", "max_wal_size=4GB").ConfigureAwait(false);
        await cluster.AddDatabaseAsync("bare", "bare").ConfigureAwait(false);
        await cluster.AddDatabaseAsync("ledger", "ledger").ConfigureAwait(false);
        var source = new NpgsqlDataSourceBuilder($"{cluster.Connection("bare", "bare")};Password={PostgresCluster.Password}").Build();
        await using (var bare = new BarePostgresTable(source))
        {
            await bare.MakeAsync(LedgerEntries.Start.Micros).ConfigureAwait(false);
            await MeasureAsync("PostgreSQL, bare table", calls, bare.AppendAsync, () => SizeAsync(cluster, "bare"), bare.SearchAsync).ConfigureAwait(false);
        }

        var server = new PostgresOptions { Connection = cluster.Connection("ledger", "ledger"), Password = PostgresCluster.Password };
        await using var heads = await TestHeads.OpenAsync(TimeProvider.System).ConfigureAwait(false);
        await using var ledger = await PostgresCallLedger.OpenAsync(
            new PostgresLedgerOptions { Server = server }, new SeededDayKeys(1), heads, TimeProvider.System, default).ConfigureAwait(false);
        await MeasureAsync(
            "PostgreSQL, ledger, sealed", calls, batch => AppendAsync(ledger, batch), () => SizeAsync(cluster, "ledger"), some => SearchAsync(ledger, some), ledger)
            .ConfigureAwait(false);
    }

    // What leaves, commitments and page seals cost without any store: the part of an append that a ledger without them would not have.
    private static void SealAlone(int calls)
    {
        var material = new LedgerMaterial(calls);
        using var seal = new DaySeal(RandomNumberGenerator.GetBytes(32), new byte[DaySeal.FileIdLength]);
        var page = new PageBuilder();
        var (clock, position) = (new Stopwatch(), 0);
        foreach (var batch in material.Batches())
        {
            clock.Start();
            foreach (var entries in batch.Records.Chunk(RecordWriter.PageRows))
            {
                page.Begin();
                foreach (var (record, commitments, _) in entries) page.Add(record, commitments, hasMessages: false);
                page.Seal(seal, position + 1, position += entries.Length);
            }

            clock.Stop();
        }

        Console.WriteLine($"{"seals and leaves, no store",-26}{calls / clock.Elapsed.TotalSeconds,12:n0}");
    }

    private static async Task MeasureAsync(
        string name, int calls, Func<LedgerBatch, Task> append, Func<Task<long>> octets, Func<IReadOnlyList<PartyId>, Task> search, ICallLedger? ledger = null)
    {
        var material = new LedgerMaterial(calls);
        var clock = new Stopwatch();
        foreach (var batch in material.Batches())
        {
            clock.Start();
            await append(batch).ConfigureAwait(false);
            clock.Stop();
        }

        clock.Start();
        if (ledger is not null) await ledger.CloseSegmentsAsync(default).ConfigureAwait(false);
        clock.Stop();
        var size = await octets().ConfigureAwait(false);
        var number = await TimeAsync(at => search([material.Caller(at * 7919)])).ConfigureAwait(false);
        var part = await TimeAsync(at => search([.. Enumerable.Range(at * 7919, PartiesOfPart).Select(material.Caller)])).ConfigureAwait(false);
        Console.WriteLine($"{name,-26}{calls / clock.Elapsed.TotalSeconds,12:n0}{(double)size / calls,14:n0}      {number,-18}  {part}");
    }

    private static async Task<string> TimeAsync(Func<int, Task> search)
    {
        var times = new List<double>();
        // The first hundred warm up.
        for (var at = 0; at < Searches + 100; at++)
        {
            var begun = Stopwatch.GetTimestamp();
            await search(at).ConfigureAwait(false);
            if (at >= 100) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:n2} / {times[times.Count * 99 / 100]:n2}");
    }

    private static async Task AppendAsync(ICallLedger ledger, LedgerBatch batch) => await ledger.AppendAsync(batch, default).ConfigureAwait(false);

    private static async Task SearchAsync(ICallLedger ledger, IReadOnlyList<PartyId> parties) =>
        await ledger.QueryAsync(new CallQuery { Parties = parties }, default).ConfigureAwait(false);

    private static Task<long> OctetsAsync(string folder) =>
        Task.FromResult(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length));

    private static async Task<long> SizeAsync(PostgresCluster cluster, string database) => long.Parse(
        await cluster.ExecuteAsync(database, "select pg_database_size(current_database()) - pg_database_size('template1')").ConfigureAwait(false),
        CultureInfo.InvariantCulture);

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}

using System.Globalization;
using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>Backups of an installation on PostgreSQL, as a person gives the commands.</summary>
[Trait("Needs", "packages")]
public sealed class PostgresBackupTests : IAsyncLifetime
{
    private static readonly string[] AllCalls = ["calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test"];
    private readonly TestInstallation _installation = new();
    private PostgresCluster? _cluster;

    private string Place => _installation.PathOf("place");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "Not installed: postgresql");
        _cluster = await PostgresCluster.StartAsync();
        await _cluster.AddDatabaseAsync("calls", "ledger");
        await _cluster.AddDatabaseAsync("numbers", "vault");
        await WriteSettingsAsync("");
    }

    public async ValueTask DisposeAsync()
    {
        _installation.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_backup_is_restored_into_empty_databases_to_the_same_calls()
    {
        await DoneAsync(_installation.RunAsync("import", TestInstallation.Recording));
        // The journal is there before the first run: what is new since then is not what changed.
        await DoneAsync(_installation.RunAsync(AllCalls));
        var first = JsonDocument.Parse(await DoneAsync(_installation.RunAsync("backup", "--to", Place, "--json"))).RootElement;
        Assert.Contains("Nothing changed", await DoneAsync(_installation.RunAsync("backup", "--to", Place)), StringComparison.Ordinal);
        var calls = await DoneAsync(_installation.RunAsync(AllCalls));
        var call = JsonDocument.Parse(calls.Split('\n')[0]).RootElement.GetProperty("id").GetString()!;
        await DoneAsync(_installation.RunAsync("hold", "add", "--call", call, "--reason", "case 15"));
        await DoneAsync(_installation.RunAsync("amend", call, "--topic", "roads"));
        var second = JsonDocument.Parse(await DoneAsync(_installation.RunAsync("backup", "--to", Place, "--json"))).RootElement;
        Assert.True(second.GetProperty("copiedOctets").GetInt64() * 2 < first.GetProperty("copiedOctets").GetInt64(), $"{second.GetProperty("copiedOctets")} of {first.GetProperty("copiedOctets")}");
        Assert.Contains("all of it is whole", await DoneAsync(_installation.RunAsync("backup", "verify", Place)), StringComparison.Ordinal);
        Assert.Empty(new NumberSweep(NumberLeakTests.NumbersIn(await _installation.RunAsync(AllCalls))).FindInFolder(Place));
        var before = await DoneAsync(_installation.RunAsync(AllCalls));

        await LoseDatabasesAsync();
        var restored = _installation.PathOf("restored");
        Assert.Contains("Everything agrees", await DoneAsync(_installation.RunOnAsync(restored, "restore", Place, "--keys", _installation.Keys)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(restored, "postgres")));
        Assert.Equal(before, await DoneAsync(_installation.RunOnAsync(restored, AllCalls)));
        Assert.Contains("case 15", await DoneAsync(_installation.RunOnAsync(restored, "hold", "list")), StringComparison.Ordinal);
        await DoneAsync(_installation.RunOnAsync(restored, "verify"));
    }

    [Fact]
    public async Task Databases_that_hold_something_are_refused_and_left_alone()
    {
        await DoneAsync(_installation.RunAsync("import", TestInstallation.Recording));
        await DoneAsync(_installation.RunAsync("backup", "--to", Place));
        var restored = _installation.PathOf("restored");
        var refused = await _installation.RunOnAsync(restored, "restore", Place, "--keys", _installation.Keys);
        Assert.Equal(1, refused.Code);
        Assert.Contains("GDK-2212", Assert.Single(refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(restored));
        await DoneAsync(_installation.RunAsync("verify"));

        // The ledger's database is empty, the vault's is not: what was loaded into the first is taken back.
        await RenameAsync("calls");
        Assert.Equal(1, (await _installation.RunOnAsync(restored, "restore", Place, "--keys", _installation.Keys)).Code);
        Assert.Equal("f", await _cluster!.ExecuteAsync("calls", "select to_regclass('gudok.log') is not null"));
    }

    [Fact]
    public async Task Whoever_was_erased_after_the_backup_stays_erased()
    {
        await WriteSettingsAsync($$""", "Backup": { "Place": "{{Place}}" }""");
        await DoneAsync(_installation.RunAsync("import", TestInstallation.Recording));
        await DoneAsync(_installation.RunAsync("backup"));
        var number = JsonDocument.Parse((await DoneAsync(_installation.RunAsync(AllCalls))).Split('\n')[0])
            .RootElement.GetProperty("caller").GetProperty("text").GetString()!;
        await File.WriteAllTextAsync(_installation.PathOf("numbers"), number);
        Assert.Contains("1 of 1 erased", await DoneAsync(_installation.RunAsync(
            "erase", "--file", _installation.PathOf("numbers"), "--reason", "asked", "--yes"), mayWarn: true), StringComparison.Ordinal);

        await LoseDatabasesAsync();
        var restored = _installation.PathOf("restored");
        Assert.Contains("1 erased parties stay erased", await DoneAsync(_installation.RunOnAsync(restored, "restore", Place, "--keys", _installation.Keys)), StringComparison.Ordinal);
        Assert.DoesNotContain(number, await DoneAsync(_installation.RunOnAsync(restored, AllCalls)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_place_is_the_servers_own_matter()
    {
        await WriteSettingsAsync($$""", "Backup": { "Place": "{{Place}}", "Continuous": true }""");
        var refused = await _installation.RunAsync("import", TestInstallation.Recording);
        Assert.Equal(1, refused.Code);
        Assert.Contains("Backup:Continuous", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_end_and_holds_hold_as_on_files()
    {
        var file = _installation.PathOf("calls.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 4).Select(at =>
            $$"""{"sessionId":"{{at}}","caller":"+7495123000{{at}}","callee":"+74951230009","startedAt":"2018-03-02T09:00:0{{at}}Z","endedAt":"2018-03-02T09:01:00Z","disposition":"busy"}"""));
        await DoneAsync(_installation.RunAsync("import", file));
        var held = JsonDocument.Parse((await _installation.RunAsync(AllCalls)).Lines[0]).RootElement.GetProperty("id").GetString()!;
        await DoneAsync(_installation.RunAsync("hold", "add", "--call", held, "--reason", "case 15"));
        Assert.Contains("2018-03-02", await DoneAsync(_installation.RunAsync("retention")), StringComparison.Ordinal);
        Assert.Contains("1 days dropped", await DoneAsync(_installation.RunAsync("retention", "run")), StringComparison.Ordinal);
        var left = JsonDocument.Parse(Assert.Single((await _installation.RunAsync(AllCalls)).Lines)).RootElement;
        Assert.Equal(held, left.GetProperty("id").GetString());
        await DoneAsync(_installation.RunAsync("verify"));
    }

    private static async Task<string> DoneAsync(Task<CommandRun> running, bool mayWarn = false)
    {
        var run = await running;
        Assert.Equal((0, mayWarn ? run.Error : ""), (run.Code, run.Error));
        return run.Output;
    }

    private async Task LoseDatabasesAsync()
    {
        foreach (var database in (string[])["calls", "numbers"]) await RenameAsync(database);
    }

    private async Task RenameAsync(string database)
    {
        await _cluster!.ExecuteAsync("postgres", string.Create(CultureInfo.InvariantCulture, $"alter database {database} rename to former_{database}"));
        await _cluster.AddDatabaseAsync(database, database == "calls" ? "ledger" : "vault");
    }

    private Task WriteSettingsAsync(string more) => File.WriteAllTextAsync(
        Path.Combine(_installation.Data, "gudok.json"),
        $$"""
        {
          "Keys": { "Folder": "{{_installation.Keys}}" },
          "Storage": "postgres",
          "Ledger": { "Postgres": { "Connection": "{{_cluster!.Connection("calls", "ledger")}}", "Password": "{{PostgresCluster.Password}}" } },
          "Vault": { "Postgres": { "Connection": "{{_cluster.Connection("numbers", "vault")}}", "Password": "{{PostgresCluster.Password}}" } }{{more}}
        }
        """);
}

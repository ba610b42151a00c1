using System.Text.Json;
using System.Text.Json.Nodes;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>The program on PostgreSQL does what it does on files.</summary>
[Trait("Needs", "packages")]
public sealed class PostgresStorageTests : IAsyncLifetime
{
    private readonly TestInstallation _installation = new();
    private PostgresCluster? _cluster;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "Not installed: postgresql");
        _cluster = await PostgresCluster.StartAsync();
        await _cluster.AddDatabaseAsync("calls", "ledger");
        await _cluster.AddDatabaseAsync("numbers", "vault");
        await WriteAsync(PostgresCluster.Password);
    }

    public async ValueTask DisposeAsync()
    {
        _installation.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Import_search_and_verify_answer_as_on_files()
    {
        using var files = new TestInstallation();
        var onFiles = await ImportAsync(files);
        var onServer = await ImportAsync(_installation);
        Assert.Equal(onFiles, onServer);
        Assert.Equal(0, (await ImportAsync(_installation)).Added);
        string[] calls = ["calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test"];
        var expected = await files.RunAsync(calls);
        var found = await _installation.RunAsync(calls);
        Assert.Equal((0, ""), (found.Code, found.Error));
        Assert.Equal(expected.Lines.Select(WithoutIds), found.Lines.Select(WithoutIds));
        var part = JsonNode.Parse(found.Lines[0])!["caller"]!["text"]!.GetValue<string>()[^4..];
        Assert.Equal(
            (await files.RunAsync("calls", part, "--limit", "0", "--format", "jsonl")).Lines.Length,
            (await _installation.RunAsync("calls", part, "--limit", "0", "--format", "jsonl")).Lines.Length);
        var verify = await _installation.RunAsync("verify", "--json");
        Assert.Equal(0, verify.Code);
        Assert.Equal(onServer.Added, JsonDocument.Parse(verify.Output).RootElement.GetProperty("records").GetInt32());
        Assert.False(File.Exists(Path.Combine(_installation.Data, "vault.db")));
        Assert.False(Directory.Exists(Path.Combine(_installation.Data, "ledger")));
    }

    [Fact]
    public async Task A_server_that_refuses_is_told_in_one_line_without_the_password()
    {
        await WriteAsync("wrong horse");
        var run = await _installation.RunAsync("import", TestInstallation.Recording);
        Assert.Equal(1, run.Code);
        Assert.Contains("GDK-2202", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("horse", run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_role_may_enter_the_others_database()
    {
        foreach (var (database, role) in new[] { ("numbers", "ledger"), ("calls", "vault") })
        {
            var mayEnter = await _cluster!.ExecuteAsync("postgres", $"select has_database_privilege('{role}', '{database}', 'connect')");
            Assert.Equal("f", mayEnter);
        }
    }

    private static async Task<(int Calls, int Added)> ImportAsync(TestInstallation installation)
    {
        var run = await installation.RunAsync("import", TestInstallation.Recording, "--json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var said = JsonDocument.Parse(run.Output).RootElement;
        return (said.GetProperty("calls").GetInt32(), said.GetProperty("added").GetInt32());
    }

    // Ids follow from the installation's key, pseudonyms too.
    private static string WithoutIds(string line)
    {
        var call = JsonNode.Parse(line)!.AsObject();
        foreach (var name in (string[])["id", "linkId"]) call.Remove(name);
        return call.ToJsonString();
    }

    private Task WriteAsync(string password) => File.WriteAllTextAsync(
        Path.Combine(_installation.Data, "gudok.json"),
        $$"""
        {
          "Keys": { "Folder": "{{_installation.Keys}}" },
          "Storage": "postgres",
          "Ledger": { "Postgres": { "Connection": "{{_cluster!.Connection("calls", "ledger")}}", "Password": "{{password}}" } },
          "Vault": { "Postgres": { "Connection": "{{_cluster.Connection("numbers", "vault")}}", "Password": "{{password}}" } }
        }
        """);
}

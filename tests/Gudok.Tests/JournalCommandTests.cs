using System.Text.Json;
using Gudok.Testing;
using Microsoft.Data.Sqlite;

namespace Gudok.Tests;

public sealed class JournalCommandTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    private async Task<JsonElement[]> EntriesAsync(params string[] arguments)
    {
        var run = await _installation.RunAsync(["journal", "--format", "jsonl", "--limit", "0", .. arguments]);
        Assert.Equal(0, run.Code);
        return [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Act(JsonElement entry) => entry.GetProperty("act").GetString()!;

    [Fact]
    public async Task An_import_opens_no_journal()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        Assert.False(File.Exists(Path.Combine(_installation.Data, "journal.db")));
    }

    [Fact]
    public async Task What_commands_show_and_change_stands_in_the_journal_in_the_owners_name()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        var calls = await _installation.RunAsync("calls", "--limit", "1", "--format", "jsonl", "--disposition", "answered", "--reveal", "--reason", "asked from 8 916 123-45-67");
        using var call = JsonDocument.Parse(calls.Lines[0]);
        var id = call.RootElement.GetProperty("id").GetString()!;
        await _installation.RunAsync("amend", id, "--topic", "roads");
        var hold = (await _installation.RunAsync("hold", "add", "--call", id, "--reason", "court")).Lines[0].Split(' ')[0];
        await _installation.RunAsync("hold", "release", hold);
        await _installation.RunAsync("evidence", id, "--out", _installation.PathOf("out"));
        await _installation.RunAsync("retention", "run");
        await _installation.RunAsync("keys", "rotate", "--master");
        var entries = await EntriesAsync();
        Assert.Equal(
            ["journal.search", "keys.rotate", "retention.run", "evidence.make", "hold.release", "hold.place", "call.amend", "number.reveal", "number.reveal", "calls.export"], entries.Select(Act));
        Assert.All(entries, entry => Assert.Equal("os:" + Environment.UserName, entry.GetProperty("actor").GetProperty("id").GetString()));
        Assert.Equal("calls shown with whole numbers: 1", entries[7].GetProperty("detail").GetString());
        Assert.Equal("asked from [number]", entries[8].GetProperty("reason").GetString());
        Assert.Contains("--disposition", entries[9].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("answered", entries[9].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["evidence.make", "hold.place", "call.amend"], (await EntriesAsync("--object", "call:" + id)).Select(Act));
        Assert.Equal(["hold.release", "hold.place"], (await EntriesAsync("--act", "hold.")).Select(Act));
    }

    [Fact]
    public async Task An_erasure_is_noted_before_and_after_without_its_numbers()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        var shown = await _installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        var numbers = NumberLeakTests.NumbersIn(shown);
        _installation.Input = numbers[0] + "\n";
        Assert.Equal(0, (await _installation.RunAsync("erase", "--yes", "--reason", "consent of " + numbers[0] + " withdrawn")).Code);
        var entries = await EntriesAsync("--act", "erasure.run");
        Assert.Equal(["1 of 1 erased", "begins with 1 numbers"], entries.Select(entry => entry.GetProperty("detail").GetString()));
        Assert.Equal(entries[0].GetProperty("correlation").GetString(), entries[1].GetProperty("correlation").GetString());
        var sweep = new NumberSweep(numbers);
        Assert.All(new[] { "table", "csv", "jsonl" }, format => Assert.Empty(sweep.FindIn(_installation.RunAsync("journal", "--format", format).GetAwaiter().GetResult().Output)));
        Assert.Empty(sweep.FindInFolder(_installation.Data));
    }

    [Fact]
    public async Task Without_a_journal_nothing_is_shown()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        Directory.CreateDirectory(Path.Combine(_installation.Data, "journal.db"));
        var calls = await _installation.RunAsync("calls", "--reveal", "--reason", "test");
        Assert.Equal((1, ""), (calls.Code, calls.Output));
        Assert.Contains("GDK-7201", calls.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_checks_the_journal_and_names_entry_and_day()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        for (var i = 0; i < 3; i++) await _installation.RunAsync("calls");
        Assert.Contains("Journal of access: 1 days, 3 entries", (await _installation.RunAsync("verify")).Output, StringComparison.Ordinal);
        using (var json = JsonDocument.Parse((await _installation.RunAsync("verify", "--json")).Output)) Assert.Equal(3, json.RootElement.GetProperty("journalEntries").GetInt64());
        await using (var db = new SqliteConnection($"Data Source={Path.Combine(_installation.Data, "journal.db")};Pooling=False"))
        {
            await db.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new SqliteCommand("update entries set act='calls.export' where number=2", db);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var verified = await _installation.RunAsync("verify");
        Assert.Equal(1, verified.Code);
        Assert.Contains("GDK-7202: day ", verified.Error, StringComparison.Ordinal);
        Assert.Contains("entry 2: journal:", verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_takes_the_journal_along_and_a_restore_is_an_entry()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        await _installation.RunAsync("calls");
        var place = _installation.PathOf("backup");
        Assert.Equal(0, (await _installation.RunAsync("backup", "--to", place)).Code);
        await _installation.RunAsync("calls", "--format", "csv");
        var restored = _installation.PathOf("restored");
        Assert.Equal(0, (await _installation.RunOnAsync(restored, "restore", place, "--keys", _installation.Keys)).Code);
        var journal = await _installation.RunOnAsync(restored, "journal", "--format", "jsonl");
        Assert.Equal(["journal.search", "folder.restore", "calls.search"], journal.Lines.Select(line => Act(JsonDocument.Parse(line).RootElement)));
        Assert.Equal(0, (await _installation.RunOnAsync(restored, "verify")).Code);
    }
}

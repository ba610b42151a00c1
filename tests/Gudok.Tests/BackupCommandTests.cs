using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary><c>gudok backup</c> and <c>gudok restore</c> as a person gives them.</summary>
public sealed class BackupCommandTests
{
    [Fact]
    public async Task A_backup_restores_to_the_same_calls_and_holds_no_number()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var place = installation.PathOf("place");
        var backup = await installation.RunAsync("backup", "--to", place, "--json");
        Assert.Equal((0, ""), (backup.Code, backup.Error));
        Assert.Equal(1, JsonDocument.Parse(backup.Output).RootElement.GetProperty("run").GetInt64());
        var calls = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");

        var sweep = new NumberSweep(NumberLeakTests.NumbersIn(calls));
        Assert.Empty(sweep.FindInFolder(place));
        var check = await installation.RunAsync("backup", "verify", place);
        Assert.Equal((0, ""), (check.Code, check.Error));

        var restored = installation.PathOf("restored");
        var restore = await installation.RunOnAsync(restored, "restore", place, "--keys", installation.Keys);
        Assert.Equal((0, ""), (restore.Code, restore.Error));
        Assert.Contains("Everything agrees", restore.Output, StringComparison.Ordinal);
        var again = await installation.RunOnAsync(restored, "calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        Assert.Equal(calls.Output, again.Output);
        Assert.Empty(sweep.FindInFolder(restored));
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_line_with_a_code()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        await AssertRefusedAsync("GDK-8009", installation.RunAsync("backup", "--to", Path.Combine(installation.Data, "inside")));
        await AssertRefusedAsync("GDK-8005", installation.RunOnAsync(installation.PathOf("new"), "restore", installation.PathOf("nothing")));
        await AssertRefusedAsync("Backup:Place", installation.RunAsync("backup"));
        await installation.RunAsync("backup", "--to", installation.PathOf("place"));
        await AssertRefusedAsync("GDK-8006", installation.RunAsync("restore", installation.PathOf("place"), "--keys", installation.Keys));
        await AssertRefusedAsync("GDK-2101", installation.RunOnAsync(installation.PathOf("new"), "restore", installation.PathOf("place"), "--keys", installation.PathOf("no-keys")));
        Assert.False(Directory.Exists(installation.PathOf("new")));
        Assert.False(Directory.Exists(installation.PathOf("new.restoring")));
    }

    private static async Task AssertRefusedAsync(string what, Task<CommandRun> running)
    {
        var run = await running;
        Assert.Equal(1, run.Code);
        Assert.Contains(what, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}

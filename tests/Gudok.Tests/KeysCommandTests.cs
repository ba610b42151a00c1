using System.Text.Json;

namespace Gudok.Tests;

/// <summary><c>gudok keys</c> on the recording that ships.</summary>
public sealed class KeysCommandTests
{
    [Fact]
    public async Task Both_rotations_leave_all_that_was_recorded_as_it_was_and_a_second_import_adds_nothing()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var before = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        var keys = Directory.GetFiles(installation.Keys, "*.key").Select(File.ReadAllText).ToList();

        Assert.Equal(0, (await installation.RunAsync("keys", "rotate", "--master")).Code);
        Assert.Equal(0, (await installation.RunAsync("keys", "rotate", "--index")).Code);

        Assert.NotEqual(keys, Directory.GetFiles(installation.Keys, "*.key").Select(File.ReadAllText));
        Assert.Equal(0, (await installation.RunAsync("verify")).Code);
        var after = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        Assert.Equal(before.Output, after.Output);
        var again = await installation.RunAsync("import", TestInstallation.Recording, "--json");
        Assert.Equal(0, JsonDocument.Parse(again.Output).RootElement.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Status_tells_versions_and_weeks_and_prints_no_key()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        await installation.RunAsync("keys", "rotate", "--master");
        var said = JsonDocument.Parse((await installation.RunAsync("keys", "status", "--json")).Output).RootElement;
        Assert.Equal((2, 1), (said.GetProperty("masterVersion").GetInt32(), said.GetProperty("indexVersion").GetInt32()));
        Assert.Equal(JsonValueKind.Null, said.GetProperty("master").ValueKind);
        Assert.Equal(2, said.GetProperty("epochs").GetArrayLength());
        var shown = await installation.RunAsync("keys", "status");
        Assert.Contains("Master key   version 2, since ", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(Directory.GetFiles(installation.Keys, "*.key")[0]).Trim(), shown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keys", "rotate")]
    [InlineData("keys", "rotate", "--master", "--index")]
    public async Task A_rotation_names_exactly_one_key(params string[] arguments)
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync(arguments);
        Assert.Equal(2, run.Code);
        Assert.Contains("--master or --index", run.Error, StringComparison.Ordinal);
    }
}

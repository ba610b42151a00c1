using System.Text.Json;

namespace Gudok.Tests;

/// <summary>The command line on the recording that ships.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task An_import_says_in_json_what_it_did()
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync("import", TestInstallation.Recording, "--json");

        Assert.Equal(0, run.Code);
        var said = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, said.GetProperty("files").GetInt32());
        Assert.True(said.GetProperty("sipMessages").GetInt32() > 100);
        Assert.Equal(said.GetProperty("calls").GetInt32(), said.GetProperty("added").GetInt32());
        Assert.Equal(0, said.GetProperty("refused").GetInt32());
    }

    [Fact]
    public async Task Importing_the_same_file_again_adds_nothing()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var before = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl");
        var again = await installation.RunAsync("import", TestInstallation.Recording, "--json");
        var after = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl");

        Assert.Equal(0, JsonDocument.Parse(again.Output).RootElement.GetProperty("added").GetInt32());
        Assert.NotEmpty(before.Lines);
        Assert.Equal(before.Output, after.Output);
    }

    [Fact]
    public async Task A_file_that_is_no_capture_is_refused_with_its_name_and_a_code()
    {
        using var installation = new TestInstallation();
        var file = installation.PathOf("letter.txt");
        await File.WriteAllTextAsync(file, "Dear operator, this is no capture at all.");
        var run = await installation.RunAsync("import", file, TestInstallation.Recording, "--json");

        Assert.Equal(1, run.Code);
        Assert.Contains("GDK-1001", run.Error, StringComparison.Ordinal);
        Assert.Contains("letter.txt", run.Error, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(run.Output).RootElement.GetProperty("added").GetInt32() > 0);
    }

    [Fact]
    public async Task A_reveal_needs_a_reason()
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync("calls", "--reveal");
        Assert.Equal(2, run.Code);
        Assert.Contains("--reason", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reveal_shows_full_numbers_and_leaves_a_line_without_any()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var run = await installation.RunAsync("calls", "--format", "jsonl", "--reveal", "--reason", "application 15, +7 916 555-01-23 asked");

        Assert.Contains("\"form\":\"full\"", run.Output, StringComparison.Ordinal);
        var log = await File.ReadAllTextAsync(Path.Combine(installation.Data, "log", "gudok.jsonl"));
        Assert.Contains("application 15, [number] asked", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_reveal_numbers_are_masked()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var run = await installation.RunAsync("calls", "--format", "jsonl", "--limit", "0");
        Assert.DoesNotContain("\"form\":\"full\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("*", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_found_by_a_part_of_a_number()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var all = await installation.RunAsync("calls", "--format", "jsonl", "--limit", "0", "--reveal", "--reason", "test");
        var number = all.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("caller").GetProperty("text").GetString()!)
            .First(text => text.StartsWith('+'));
        var found = await installation.RunAsync("calls", "--format", "jsonl", "--limit", "0", "--number", number[^5..], "--reveal", "--reason", "test");

        Assert.NotEmpty(found.Lines);
        Assert.True(found.Lines.Length < all.Lines.Length);
        Assert.All(found.Lines, line => Assert.Contains(number[^5..], line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sound_ledger_verifies()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var run = await installation.RunAsync("verify", "--json");
        Assert.Equal(0, run.Code);
        Assert.True(JsonDocument.Parse(run.Output).RootElement.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Commands_work_while_another_owns_the_folder()
    {
        using var installation = new TestInstallation();
        await using var owner = await DataFolder.OpenAsync(installation.Data, TimeProvider.System, TestContext.Current.CancellationToken);
        var import = await installation.RunAsync("import", TestInstallation.Recording, "--json");
        var calls = await installation.RunAsync("calls", "--format", "csv");

        Assert.Equal(0, import.Code);
        Assert.True(calls.Lines.Length > 1);
    }

    [Theory]
    [InlineData("erase", "--yes")]
    [InlineData("hold", "add", "--number")]
    [InlineData("import", "-")]
    public async Task Commands_that_read_standard_input_read_it_while_another_owns_the_folder_too(params string[] command)
    {
        using var installation = new TestInstallation { Input = "+79990000000\n" };
        await using var owner = await DataFolder.OpenAsync(installation.Data, TimeProvider.System, TestContext.Current.CancellationToken);
        string[] reason = command[0] == "import" ? [] : ["--reason", "asked"];
        var run = await installation.RunAsync([.. command, .. reason]).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Matches("^0 of 1 erased|there is no such call or party|GDK-1001", run.Output + run.Error);
    }

    [Fact]
    public async Task A_vault_without_its_key_refuses_to_start()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        Directory.Delete(installation.Keys, recursive: true);
        var run = await installation.RunAsync("calls");

        Assert.Equal(1, run.Code);
        Assert.Contains("GDK-2101", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_usage()
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync("calls", "--nonsense");
        Assert.Equal(2, run.Code);
    }

    [Fact]
    public async Task Wrong_settings_are_all_named_at_once()
    {
        using var installation = new TestInstallation();
        await File.WriteAllTextAsync(
            Path.Combine(installation.Data, "gudok.json"), """{ "Hep": { "MaxConnections": 0, "Endpoint": "nowhere" } }""");
        var run = await installation.RunAsync("import", TestInstallation.Recording);

        Assert.Equal(1, run.Code);
        Assert.Contains("Hep:MaxConnections", run.Error, StringComparison.Ordinal);
        Assert.Contains("Hep:Endpoint", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("serve")]
    [InlineData("import")]
    [InlineData("calls")]
    [InlineData("amend")]
    [InlineData("hold")]
    [InlineData("erase")]
    [InlineData("retention")]
    [InlineData("verify")]
    [InlineData("simulate")]
    public async Task Every_command_explains_itself(string command)
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync(command, "--help");
        Assert.Equal(0, run.Code);
        Assert.Contains("--data", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_name_in_the_help_leads_to_its_command()
    {
        using var installation = new TestInstallation();
        var help = (await installation.RunAsync("--help")).Output;
        var names = help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1)
            .Where(line => line.Length > 2 && line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ').Select(line => line.Trim().Split(' ')[0]).ToArray();
        Assert.True(names.Length > 15, help);
        foreach (var name in names)
        {
            var run = await installation.RunAsync(name, "--help");
            Assert.Equal(0, run.Code);
            Assert.Contains($" {name} ", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mistake_in_a_command_within_a_command_leads_to_its_own_help()
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync("hold", "release", "an-id", "too much");
        Assert.Equal(2, run.Code);
        Assert.Contains("See: gudok hold release --help", run.Error, StringComparison.Ordinal);
    }
}

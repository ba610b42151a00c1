using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>The number of a citizen at the command line, from the link to the erasure.</summary>
public sealed class UserNumberCommandTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task A_number_is_linked_from_standard_input_or_a_file_and_the_link_ends_when_asked()
    {
        await _installation.RunAsync("user", "add", "morozova", "--role", "citizen");
        _installation.Input = "8 (916) 555-01-00\n";
        var linked = await _installation.RunAsync("user", "number", "morozova", "--from", "2026-11-01");
        Assert.Equal(0, linked.Code);
        Assert.Contains("number linked", linked.Output, StringComparison.Ordinal);
        Assert.True(await IsLinkedAsync());
        Assert.Equal(0, (await _installation.RunAsync("user", "number", "morozova", "--end")).Code);
        Assert.False(await IsLinkedAsync());
        Assert.Contains("GDK-7004", (await _installation.RunAsync("user", "number", "morozova", "--end")).Error, StringComparison.Ordinal);

        var file = _installation.PathOf("number.txt");
        await File.WriteAllTextAsync(file, "+7 916 555 01 00\nmore\n");
        Assert.Equal(0, (await _installation.RunAsync("user", "number", "morozova", "--file", file)).Code);
        Assert.True(await IsLinkedAsync());
    }

    [Theory]
    [InlineData("", "GDK-7061")]
    [InlineData("112", "GDK-7061")]
    [InlineData("no number", "GDK-7061")]
    public async Task What_is_no_number_of_the_public_network_is_refused_and_not_repeated(string typed, string code)
    {
        await _installation.RunAsync("user", "add", "morozova", "--role", "citizen");
        _installation.Input = typed + "\n";
        var run = await _installation.RunAsync("user", "number", "morozova");
        Assert.Equal(1, run.Code);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
        Assert.False(await IsLinkedAsync());
    }

    [Fact]
    public async Task An_erased_number_is_linked_to_nobody_and_the_link_was_nowhere_in_plain_text()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        var shown = await _installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        var number = NumberLeakTests.NumbersIn(shown).First(one => one.StartsWith("79", StringComparison.Ordinal));
        await _installation.RunAsync("user", "add", "morozova", "--role", "citizen");
        _installation.Input = $"+{number}\n";
        var said = await _installation.RunAsync("user", "number", "morozova", "--from", "2026-11-01");
        Assert.Equal(0, said.Code);
        var journal = await _installation.RunAsync("journal", "--format", "jsonl");
        var sweep = new NumberSweep([number]);
        Assert.Empty(sweep.FindInFolder(_installation.Data));
        Assert.All(new[] { said.Output, said.Error, journal.Output }, text => Assert.Empty(sweep.FindIn(text)));

        Assert.Equal(0, (await _installation.RunAsync("erase", "--yes", "--reason", "consent withdrawn")).Code);
        Assert.False(await IsLinkedAsync());
        Assert.Contains("link ended: erased", (await _installation.RunAsync("journal", "--act", "user.number", "--format", "jsonl")).Output, StringComparison.Ordinal);
    }

    private async Task<bool> IsLinkedAsync()
    {
        var shown = await _installation.RunAsync("user", "show", "morozova", "--json");
        return JsonDocument.Parse(shown.Output).RootElement.GetProperty("numberLinked").GetBoolean();
    }
}

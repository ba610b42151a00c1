using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>No number of the traffic may lie anywhere in plain form but in the vault's memory and on the screen of who gave a reason.</summary>
public sealed class NumberLeakTests
{
    [Fact]
    public async Task No_number_lies_in_the_data_folder_or_in_a_masked_answer()
    {
        using var installation = new TestInstallation();
        var import = await installation.RunAsync("import", TestInstallation.Recording);
        var full = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        var sweep = new NumberSweep(NumbersIn(full));

        var planted = Path.Combine(installation.Data, "planted.txt");
        await File.WriteAllTextAsync(planted, "call " + NumbersIn(full).First());
        Assert.NotEmpty(sweep.FindInFolder(installation.Data));
        File.Delete(planted);

        Assert.Empty(sweep.FindInFolder(installation.Data));
        foreach (var format in new[] { "table", "csv", "jsonl" })
        {
            var masked = await installation.RunAsync("calls", "--limit", "0", "--format", format);
            Assert.Empty(sweep.FindIn(masked.Output + masked.Error));
        }

        Assert.Empty(sweep.FindIn(import.Output + import.Error));
    }

    internal static string[] NumbersIn(CommandRun calls) =>
    [
        .. calls.Lines.SelectMany(line => TextsIn(JsonDocument.Parse(line).RootElement))
            .Select(text => text.TrimStart('+'))
            .Where(text => text.Length >= 7 && text.All(char.IsAsciiDigit))
            .Distinct(),
    ];

    private static IEnumerable<string> TextsIn(JsonElement call)
    {
        foreach (var name in new[] { "caller", "callee", "dialled" })
        {
            if (call.TryGetProperty(name, out var party)) yield return party.GetProperty("text").GetString()!;
        }
    }
}

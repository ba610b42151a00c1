using System.Diagnostics;
using System.Text;

namespace Gudok.Numbers.Tests.Oracle;

/// <summary>google-libphonenumber behind a node process: <c>tools/numbering-plan/ask.mjs</c>.</summary>
internal static class Reference
{
    /// <summary>The folder of the tool; its packages are there once <c>refresh</c> has run.</summary>
    public static string Tool { get; } = Path.Combine(Repository.Root, "tools", "numbering-plan");

    /// <summary>Whether node's packages are there.</summary>
    public static bool IsThere => Directory.Exists(Path.Combine(Tool, "node_modules", "google-libphonenumber"));

    /// <summary>One line of tab-separated cells for each number, in order.</summary>
    public static async Task<IReadOnlyList<string[]>> AskAsync(IReadOnlyList<GeneratedNumber> numbers)
    {
        using var node = Start("ask.mjs");
        var reading = node.StandardOutput.ReadToEndAsync();
        foreach (var number in numbers) await node.StandardInput.WriteAsync($"{number.Region}\t{number.Text}\n");
        node.StandardInput.Close();
        var lines = (await reading).TrimEnd('\n').Split('\n');
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        Assert.Equal(numbers.Count, lines.Length);
        return [.. lines.Select(line => line.Split('\t'))];
    }

    /// <summary>What a script of the tool prints.</summary>
    public static async Task<string> RunAsync(string script)
    {
        using var node = Start(script);
        node.StandardInput.Close();
        var text = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        return text;
    }

    private static Process Start(string script) => Process.Start(new ProcessStartInfo("node", script)
    {
        WorkingDirectory = Tool,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}

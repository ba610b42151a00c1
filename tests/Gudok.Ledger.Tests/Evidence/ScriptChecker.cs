using System.Diagnostics;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>The second checker, <c>docs/evidence/verify.mjs</c>, run by Node.js over the files of a folder.</summary>
internal static class ScriptChecker
{
    /// <summary>The verdicts on the JSON files of a folder, in order of name.</summary>
    public static async Task<List<bool>> RunAsync(string folder)
    {
        var verdicts = new List<bool>();
        foreach (var files in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Chunk(200))
        {
            var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])[RepositoryFolder.PathOf("docs", "evidence", "verify.mjs"), "--quiet", .. files]) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync();
            Assert.Equal("", await errors);
            Assert.Equal(files.Length, lines.Length);
            verdicts.AddRange(lines.Select(line => line.EndsWith(": valid", StringComparison.Ordinal)));
        }

        return verdicts;
    }
}

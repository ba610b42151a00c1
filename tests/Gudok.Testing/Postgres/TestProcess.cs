using System.Diagnostics;

namespace Gudok.Testing;

/// <summary>Runs a program to its end.</summary>
internal static class TestProcess
{
    /// <summary>What it printed; throws unless it ends with 0.</summary>
    /// <remarks>Output goes through a file: a server that it leaves behind would hold a pipe open for ever.</remarks>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string? folder = null)
    {
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; exec \"$@\" >>\"$out\" 2>&1 </dev/null", "sh", output, program, .. arguments])
            {
                WorkingDirectory = folder ?? "/",
            };
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
            await process.WaitForExitAsync();
            var printed = await File.ReadAllTextAsync(output);
            return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{printed}");
        }
        finally
        {
            File.Delete(output);
        }
    }
}

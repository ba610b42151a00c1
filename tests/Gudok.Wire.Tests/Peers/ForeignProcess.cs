using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gudok.Wire.Tests;

/// <summary>A program of somebody else's, started by a test and ended by its process id.</summary>
internal sealed class ForeignProcess : IAsyncDisposable
{
    private static readonly TimeSpan GraceToEnd = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _complaints = new();

    private ForeignProcess(Process process) => _process = process;

    /// <summary>What it has printed so far.</summary>
    public string Output => Text(_output);

    /// <summary>What it has said on standard error so far.</summary>
    public string Complaints => Text(_complaints);

    public bool HasExited => _process.HasExited;

    public static ForeignProcess Start(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(WireTools.Path(program), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // sipp draws on a terminal even where there is none.
        start.Environment["TERM"] = "xterm";
        var started = new ForeignProcess(new Process { StartInfo = start });
        started._process.OutputDataReceived += (_, line) => Keep(started._output, line.Data);
        started._process.ErrorDataReceived += (_, line) => Keep(started._complaints, line.Data);
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Runs a program to its end and gives back what it printed; fails the test unless it ends with 0.</summary>
    public static async Task<string> RunAsync(string program, string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var running = Start(program, folder, arguments);
        var status = await running.WaitAsync(cancellationToken);
        return status == 0 ? running.Output : throw new InvalidOperationException($"{program} ended with {status}:\n{running.Output}\n{running.Complaints}");
    }

    /// <summary>Waits for its own end.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, and ends it and its children if it will not.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        using var grace = new CancellationTokenSource(GraceToEnd);
        try
        {
            await _process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}

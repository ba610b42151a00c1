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

    public int Id => _process.Id;

    /// <summary>Starts a program: one of <see cref="WireTools"/>, or any by its full path.</summary>
    public static ForeignProcess Start(
        string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
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
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
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

    /// <summary>Sends it a signal, such as <c>INT</c>; nothing if it has ended.</summary>
    public async Task SignalAsync(string signal)
    {
        if (_process.HasExited) return;
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it as a power cut would (SIGKILL) and waits until it is gone; false if it had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        var wasAlive = !_process.HasExited;
        _process.Kill();
        await _process.WaitForExitAsync();
        return wasAlive;
    }

    /// <summary>Asks it to end, and ends it and its children if it will not.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
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

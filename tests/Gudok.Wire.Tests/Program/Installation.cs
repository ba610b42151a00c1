using System.Globalization;
using System.Text.Json;

namespace Gudok.Wire.Tests;

/// <summary>A data folder with its keys, and the built program working on it in processes of its own.</summary>
internal sealed class Installation : IDisposable
{
    private static readonly TimeSpan LongestCommand = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly string _program;
    private readonly Dictionary<string, string> _environment;

    private Installation(string program)
    {
        _program = program;
        _environment = new() { ["XDG_CONFIG_HOME"] = PathOf("config"), ["XDG_RUNTIME_DIR"] = PathOf("run") };
        foreach (var folder in _environment.Values) Directory.CreateDirectory(folder);
        // Captures of a day that lies ever longer ago are imported: their messages are to be kept all the same.
        (_environment["GUDOK__Ledger__MessageDays"], _environment["GUDOK__Ledger__RecordDays"]) = ("3650", "36500");
    }

    /// <summary>What stands before each command: how it gets into a namespace, or loses a right. Full path first.</summary>
    public IReadOnlyList<string> Through { get; set; } = [];

    /// <summary>The data folder.</summary>
    public string Data => PathOf("data");

    public static async Task<Installation> CreateAsync() => new(await BuiltProgram.PathAsync());

    /// <summary>A path beside the data folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    /// <summary>Sets a setting for all commands from now on.</summary>
    public void Set(string setting, string value) => _environment["GUDOK__" + setting.Replace(":", "__", StringComparison.Ordinal)] = value;

    /// <summary>Starts a command on the data folder.</summary>
    public ForeignProcess Start(params string[] arguments) =>
        StartThrough([.. arguments, "--data", Data]);

    /// <summary>Starts a command on the data folder as if on a screen, so that it shows its progress.</summary>
    public ForeignProcess StartOnScreen(params string[] arguments) => ForeignProcess.Start(
        "script", _folder.Path, ["-qfec", "exec " + string.Join(' ', [_program, .. arguments, "--data", Data]), "/dev/null"], _environment);

    /// <summary>Runs a command on the data folder to its end.</summary>
    public Task<ProgramRun> RunAsync(params string[] arguments) => RunOnAsync(Data, arguments);

    /// <summary>Runs a command on another folder of the same keys.</summary>
    public async Task<ProgramRun> RunOnAsync(string data, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(LongestCommand);
        await using var running = StartThrough([.. arguments, "--data", data]);
        var code = await running.WaitAsync(limit.Token);
        return new ProgramRun(code, running.Output, running.Complaints);
    }

    /// <summary>Makes a capture of invented calls, different for each name, and gives its path.</summary>
    public async Task<string> SimulateAsync(string name, int calls)
    {
        var file = PathOf(name);
        var seed = name.Sum(letter => letter);
        (await RunAsync("simulate", "--calls", Text(calls), "--seed", Text(seed), "--out", file)).Sound();
        return file;
    }

    /// <summary>The days that its ledger has a folder of.</summary>
    public IReadOnlyList<string> Days() => [.. Directory.GetDirectories(Path.Combine(Data, "ledger"), "20*").Select(folder => Path.GetFileName(folder)).Order()];

    /// <summary>Imports captures and gives what <c>import --json</c> says.</summary>
    public async Task<JsonElement> ImportAsync(params string[] files) => Json((await RunAsync(["import", "--json", .. files])).Sound().Output);

    /// <summary>All calls in the form of programs.</summary>
    public async Task<IReadOnlyList<JsonElement>> CallsAsync(bool isRevealed = false)
    {
        string[] reveal = isRevealed ? ["--reveal", "--reason", "test"] : [];
        return [.. (await RunAsync(["calls", "--format", "jsonl", "--limit", "0", .. reveal])).Sound().Lines.Select(Json)];
    }

    /// <summary>Fails the test unless every seal holds.</summary>
    public async Task VerifyAsync() => (await RunAsync("verify")).Sound();

    public void Dispose() => _folder.Dispose();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private ForeignProcess StartThrough(string[] arguments)
    {
        string[] all = [.. Through, _program, .. arguments];
        return ForeignProcess.Start(all[0], _folder.Path, all[1..], _environment);
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

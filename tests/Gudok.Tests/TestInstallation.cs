using System.Text;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>A data folder of its own, with its keys beside it, and commands run in this process.</summary>
internal sealed class TestInstallation : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gudok-test-").FullName;

    public TestInstallation()
    {
        Data = Path.Combine(_folder, "data");
        Keys = Path.Combine(_folder, "keys");
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "gudok.json"), $$"""{ "Keys": { "Folder": "{{Keys}}" } }""");
    }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>Where the keys are.</summary>
    public string Keys { get; }

    /// <summary>The recording that ships with Gudok.</summary>
    public static string Recording { get; } = RepositoryFolder.PathOf("src", "Gudok", "Demo", "kamailio-sipp.pcap");

    /// <summary>What commands find on standard input.</summary>
    public string Input { get; set; } = "";

    /// <summary>A path in the test's folder, outside the data folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Runs a command on the folder as a person would.</summary>
    public Task<CommandRun> RunAsync(params string[] arguments) => RunOnAsync(Data, arguments);

    /// <summary>Runs a command on another folder.</summary>
    public async Task<CommandRun> RunOnAsync(string data, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var terminal = new CommandTerminal
        {
            Output = output,
            Error = error,
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            IsOutputShown = false,
            IsErrorShown = false,
            Width = 160,
            Folder = _folder,
        };
        var environment = new CommandEnvironment { Opening = Task.FromResult(terminal), Arguments = [.. arguments, "--data", data] };
        var code = await GudokCommands.RunAsync(environment, TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>What a command did.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

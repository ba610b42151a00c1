namespace Gudok.Wire.Tests;

/// <summary>What a command of the program came to.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>What it printed, line by line.</summary>
    public IReadOnlyList<string> Lines { get; } = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What it printed, if it ended well; else fails the test.</summary>
    public ProgramRun Sound()
    {
        Assert.True(ExitCode == 0, $"It ended with {ExitCode}:\n{Output}\n{Error}");
        return this;
    }
}

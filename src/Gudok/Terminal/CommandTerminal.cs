using Gudok.Numbers;
using Spectre.Console;

namespace Gudok;

/// <summary>What a command reads and writes: the process's own streams, or those of another process whose command the owner runs.</summary>
internal sealed class CommandTerminal
{
    /// <summary>Standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input; called at most once.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Whether standard output is looked at by a person.</summary>
    public required bool IsOutputShown { get; init; }

    /// <summary>Whether standard error is looked at by a person: then progress is drawn on one line.</summary>
    public required bool IsErrorShown { get; init; }

    /// <summary>Columns of the screen.</summary>
    public required int Width { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    /// <summary>The process's own streams.</summary>
    public static CommandTerminal OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        IsOutputShown = !Console.IsOutputRedirected,
        IsErrorShown = !Console.IsErrorRedirected,
        Width = ScreenWidth(),
        Folder = Environment.CurrentDirectory,
    };

    /// <summary>Says one line on standard error and gives the exit code of something refused or wrong.</summary>
    public int Refuse(string line)
    {
        Error.WriteLine("gudok: " + line);
        return ExitCode.Refused;
    }

    /// <summary>Says so if something in what was typed was blotted out.</summary>
    public void TellOfBlots(params ReadOnlySpan<string?> kept)
    {
        foreach (var text in kept)
        {
            if (text?.Contains(PlainWords.Number, StringComparison.Ordinal) != true) continue;
            Error.WriteLine($"gudok: digits that may be a telephone number were blotted out: {PlainWords.Number} stands there instead; a date stays, and a case written with №");
            return;
        }
    }

    /// <summary>Prints a table as wide as the screen.</summary>
    public void Print(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = IsOutputShown ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = IsOutputShown ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width;
        console.Write(table);
        Output.Flush();
    }

    /// <summary>A path as seen from the folder in which the command was given.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Folder);

    private static int ScreenWidth()
    {
        const int widthWithoutScreen = 160;
        if (Console.IsOutputRedirected) return widthWithoutScreen;
        try
        {
            return Console.WindowWidth is > 20 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}

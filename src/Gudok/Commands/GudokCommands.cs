using System.CommandLine;
using System.CommandLine.Parsing;

namespace Gudok;

/// <summary>The command line of Gudok.</summary>
internal static class GudokCommands
{
    /// <summary>What makes each command, in the order of the help.</summary>
    private static readonly OrderedDictionary<string, Func<CommandEnvironment, Command>> Makers = new(StringComparer.Ordinal)
    {
        ["demo"] = DemoCommand.Create,
        ["serve"] = ServeCommand.Create,
        ["import"] = ImportCommand.Create,
        ["calls"] = CallsCommand.Create,
        ["amend"] = AmendCommand.Create,
        ["hold"] = HoldCommand.Create,
        ["erase"] = EraseCommand.Create,
        ["retention"] = RetentionCommand.Create,
        ["export"] = ExportCommand.Create,
        ["journal"] = JournalCommand.Create,
        ["verify"] = VerifyCommand.Create,
        ["evidence"] = EvidenceCommand.Create,
        ["verify-evidence"] = VerifyEvidenceCommand.Create,
        ["heads"] = HeadsCommand.Create,
        ["user"] = UserCommand.Create,
        ["team"] = TeamCommand.Create,
        ["review"] = ReviewCommand.Create,
        ["client"] = ClientCommand.Create,
        ["keys"] = KeysCommand.Create,
        ["backup"] = BackupCommand.Create,
        ["restore"] = RestoreCommand.Create,
        ["pseudonymise"] = PseudonymiseCommand.Create,
        ["simulate"] = SimulateCommand.Create,
    };

    /// <summary>Parses and runs one command line.</summary>
    /// <returns>An exit code of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var parsed = Create(environment).Parse(environment.Arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) environment.Terminal.Error.WriteLine("gudok: " + error.Message);
            environment.Terminal.Error.WriteLine($"See: gudok {CommandPath(parsed)}--help");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = environment.Terminal.Output,
            Error = environment.Terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
    }

    internal static RootCommand Create(CommandEnvironment environment)
    {
        var root = new RootCommand("""
            Gudok: call records of a contact centre — found in milliseconds, proved, shown to the right person, forgotten when the law says so.

            Begin with:  gudok demo              a simulated contact centre and the portal on http://localhost:8080
                         gudok import FILE…      records from your own captures
                         gudok serve             live capture and the portal
            """);
        root.Options.Add(environment.Data);
        // One that is named first is the only one that is needed: making all takes as long as reading ten thousand messages.
        if (environment.Arguments is [var first, ..] && Makers.TryGetValue(first, out var named)) root.Subcommands.Add(named(environment));
        else foreach (var make in Makers.Values) root.Subcommands.Add(make(environment));
        return root;
    }

    /// <summary>The words that lead to the command: <c>hold release </c>; empty for Gudok itself.</summary>
    private static string CommandPath(ParseResult parsed)
    {
        var path = "";
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: not RootCommand } named; result = named.Parent)
        {
            path = named.Command.Name + " " + path;
        }

        return path;
    }
}

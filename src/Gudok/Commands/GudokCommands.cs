using System.CommandLine;

namespace Gudok;

/// <summary>The command line of Gudok.</summary>
internal static class GudokCommands
{
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

    private static RootCommand Create(CommandEnvironment environment)
    {
        var root = new RootCommand("""
            Gudok: call records of a contact centre — found in milliseconds, proved, shown to the right person, forgotten when the law says so.

            Begin with:  gudok demo              a simulated contact centre and the portal on http://localhost:8080
                         gudok import FILE…      records from your own captures
                         gudok serve             live capture and the portal
            """);
        root.Options.Add(environment.Data);
        root.Subcommands.Add(DemoCommand.Create(environment));
        root.Subcommands.Add(ServeCommand.Create(environment));
        root.Subcommands.Add(ImportCommand.Create(environment));
        root.Subcommands.Add(CallsCommand.Create(environment));
        root.Subcommands.Add(VerifyCommand.Create(environment));
        root.Subcommands.Add(SimulateCommand.Create(environment));
        return root;
    }

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}

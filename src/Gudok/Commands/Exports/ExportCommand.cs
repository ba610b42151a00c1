using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok export</c>: what people asked to take out, and whether they may.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandEnvironment environment) => new("export", """
        Exports that people asked for in the portal. Calls leave as a file only if somebody else than the requester approved it: in
        the portal a supervisor of the team or the privacy officer, here whoever owns the data folder. Every decision is written
        to the journal. The file is made while gudok serve runs; its password is shown to the requester alone.

        Begin with:  gudok export list
        """)
    {
        ExportListCommand.Create(environment),
        ExportDecideCommand.Create(environment, "approve", "Approves a request: its file is made.", isApproved: true),
        ExportDecideCommand.Create(environment, "refuse", "Refuses a request.", isApproved: false),
    };
}

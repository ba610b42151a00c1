using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok client list</c> and <c>gudok client show</c>.</summary>
internal static class ClientListCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var json = UserCommand.Json();
        var command = new Command("list", "All programs: scopes, where they come from, state.") { json };
        command.SetAction((parsed, cancellationToken) => ClientCommand.RunAsync(environment, parsed, async (folder, stop) =>
        {
            var all = await folder.Clients.ListAsync(stop).ConfigureAwait(false);
            var output = environment.Terminal.Output;
            if (parsed.GetValue(json)) await output.WriteLineAsync(ClientText.Json(all)).ConfigureAwait(false);
            else if (all.Count == 0) await output.WriteLineAsync("No programs. Begin with: gudok client add ID --scope ACT --keys FILE").ConfigureAwait(false);
            else foreach (var one in all) await output.WriteLineAsync(ClientText.Line(one)).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }

    public static Command CreateShow(CommandEnvironment environment)
    {
        var id = ClientCommand.Id();
        var json = UserCommand.Json();
        var command = new Command("show", "One program with all that is known of it.") { id, json };
        command.SetAction((parsed, cancellationToken) => ClientCommand.RunAsync(environment, parsed, async (folder, stop) =>
        {
            var client = await folder.Clients.FindAsync(parsed.GetValue(id)!, stop).ConfigureAwait(false);
            string[] lines = parsed.GetValue(json) ? [ClientText.Json(client)] : [.. ClientText.Lines(client)];
            foreach (var line in lines) await environment.Terminal.Output.WriteLineAsync(line).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}

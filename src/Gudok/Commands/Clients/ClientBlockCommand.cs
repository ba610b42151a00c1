using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok client block</c> and <c>gudok client unblock</c>.</summary>
internal static class ClientBlockCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var reason = new Option<string>("--reason") { Description = "Why; the journal keeps it.", HelpName = "TEXT", Required = true };
        var command = Build(environment, "block", "Gives a program nothing from now on; tokens that it holds open nothing any more.", (clients, id, parsed, stop) =>
            clients.BlockAsync(LocalActors.Owner, id, parsed.GetValue(reason)!, stop));
        command.Options.Add(reason);
        return command;
    }

    public static Command CreateUnblock(CommandEnvironment environment) => Build(
        environment, "unblock", "Lets a blocked program come again.", (clients, id, _, stop) => clients.UnblockAsync(LocalActors.Owner, id, stop));

    private static Command Build(
        CommandEnvironment environment, string verb, string description, Func<ClientDesk, string, ParseResult, CancellationToken, Task> change)
    {
        var id = ClientCommand.Id();
        var json = UserCommand.Json();
        var command = new Command(verb, description) { id, json };
        command.SetAction((parsed, cancellationToken) => ClientCommand.RunAsync(environment, parsed, async (folder, stop) =>
        {
            await change(folder.Clients, parsed.GetValue(id)!, parsed, stop).ConfigureAwait(false);
            await ClientCommand.SayAsync(environment, folder, parsed.GetValue(id)!, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}

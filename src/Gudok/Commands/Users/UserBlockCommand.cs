using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok user block</c> and <c>gudok user unblock</c>.</summary>
internal static class UserBlockCommand
{
    public static Command Create(CommandEnvironment environment) => Build(
        environment, "block", "Keeps a person out from now on, in every open session too: a leaver, or a lost device.", (people, name, reason, stop) =>
            people.BlockAsync(LocalActors.Owner, name, reason, stop));

    public static Command CreateUnblock(CommandEnvironment environment) => Build(
        environment, "unblock", "Lets a person in again; ends the pause after too many wrong attempts too.", (people, name, reason, stop) =>
            people.UnblockAsync(LocalActors.Owner, name, reason, stop));

    private static Command Build(
        CommandEnvironment environment, string verb, string description, Func<PeopleDesk, string, string, CancellationToken, Task> change)
    {
        var name = UserCommand.Name();
        var reason = new Option<string>("--reason") { Description = "Why; the journal keeps it.", HelpName = "TEXT", Required = true };
        var json = UserCommand.Json();
        var command = new Command(verb, description) { name, reason, json };
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            await change(people, parsed.GetValue(name)!, parsed.GetValue(reason)!, stop).ConfigureAwait(false);
            return await UserCommand.SayAsync(environment.Terminal, people, parsed.GetValue(name)!, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}

using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok user link</c> and <c>gudok user unlink</c>.</summary>
internal static class UserLinkCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var subject = new Option<string>("--subject") { Description = "What the provider calls the person (sub). Only a fingerprint of it is kept.", HelpName = "TEXT", Required = true };
        return Build(environment, "link", """
            Lets a person sign in by an account at another system, which Access:SignIn:Providers names.

            Example:  gudok user link anna --provider keycloak --subject 6f1e2c1a-7b7e-4f3e-9a55-0d6a3a6f1c11
            """, subject, (people, parsed, name, provider, stop) => people.LinkAsync(LocalActors.Owner, name, provider, parsed.GetValue(subject)!, stop));
    }

    public static Command CreateUnlink(CommandEnvironment environment) => Build(
        environment, "unlink", "Takes a link to another system away and ends the person's sessions.", null, (people, _, name, provider, stop) =>
            people.UnlinkAsync(LocalActors.Owner, name, provider, stop));

    private static Command Build(
        CommandEnvironment environment, string verb, string description, Option? more, Func<PeopleDesk, ParseResult, string, string, CancellationToken, Task> change)
    {
        var name = UserCommand.Name();
        var provider = new Option<string>("--provider") { Description = "The provider's id.", HelpName = "ID", Required = true };
        var json = UserCommand.Json();
        var command = new Command(verb, description) { name, provider, json };
        if (more is not null) command.Add(more);
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            await change(people, parsed, parsed.GetValue(name)!, parsed.GetValue(provider)!, stop).ConfigureAwait(false);
            return await UserCommand.SayAsync(environment.Terminal, people, parsed.GetValue(name)!, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}

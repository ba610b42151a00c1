using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok user password</c> and <c>gudok user second-factor reset</c>.</summary>
internal static class UserResetCommand
{
    public static Command CreatePassword(CommandEnvironment environment) => Build(
        environment, "password", "Takes a person's password away and prints a one-time password in its place, once.", (people, name, stop) =>
            people.ResetPasswordAsync(LocalActors.Owner, name, stop));

    public static Command CreateSecondFactor(CommandEnvironment environment) => new("second-factor", "A person's second factors.")
    {
        Build(
            environment, "reset", """
            Takes a person's second factors and recovery codes away, and the password with them; prints a one-time password,
            once. See first that it is the person who asks.
            """, (people, name, stop) => people.ResetSecondFactorAsync(LocalActors.Owner, name, stop)),
    };

    private static Command Build(
        CommandEnvironment environment, string verb, string description, Func<PeopleDesk, string, CancellationToken, Task<OneTimeAccess>> reset)
    {
        var name = UserCommand.Name();
        var json = UserCommand.Json();
        var command = new Command(verb, description) { name, json };
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            var access = await reset(people, parsed.GetValue(name)!, stop).ConfigureAwait(false);
            return await UserCommand.ShowOnceAsync(environment.Terminal, access, parsed.GetValue(json)).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}

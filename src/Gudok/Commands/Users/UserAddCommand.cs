using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok user add</c>.</summary>
internal static class UserAddCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var name = UserCommand.Name();
        var roles = UserCommand.Roles("--role", $"What the person is here for, at least one of: {RoleWords.All}.", isRequired: true);
        var displayName = new Option<string?>("--display-name") { Description = "What the person is called.", HelpName = "TEXT" };
        var email = new Option<string?>("--email") { Description = "Where notices go.", HelpName = "ADDRESS" };
        var teams = UserCommand.Names("--team", "A team that the person belongs to; made if it is not there. May be given again.", "TEAM");
        var json = UserCommand.Json();
        var command = new Command("add", """
            Makes an account and prints its one-time password, once. Whoever signs in with it chooses an own password and
            sets up a second factor.

            Example:  gudok user add anna --role administrator --display-name "Анна Петрова"
            """)
        { name, roles, displayName, email, teams, json };
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            var wanted = new NewAccount(parsed.GetValue(name)!, parsed.GetValue(roles)!)
            {
                DisplayName = parsed.GetValue(displayName),
                Email = parsed.GetValue(email),
                Teams = parsed.GetValue(teams)!,
            };
            var access = await people.AddAsync(LocalActors.Owner, wanted, stop).ConfigureAwait(false);
            return await UserCommand.ShowOnceAsync(environment.Terminal, access, parsed.GetValue(json)).ConfigureAwait(false);
        }, cancellationToken, mayCreate: true));
        return command;
    }
}

using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok user</c>: who may sign in, and what they are here for.</summary>
internal static class UserCommand
{
    public static Command Create(CommandEnvironment environment) => new("user", """
        People who may sign in to the portal: accounts, roles, teams, extensions. Every change is written to the journal.

        Begin with:  gudok user add anna --role administrator
        """)
    {
        UserAddCommand.Create(environment),
        UserListCommand.Create(environment),
        UserListCommand.CreateShow(environment),
        UserRoleCommand.Create(environment),
        UserTeamCommand.Create(environment),
        UserExtensionCommand.Create(environment),
        UserNumberCommand.Create(environment),
        UserLinkCommand.Create(environment),
        UserLinkCommand.CreateUnlink(environment),
        UserBlockCommand.Create(environment),
        UserBlockCommand.CreateUnblock(environment),
        UserResetCommand.CreatePassword(environment),
        UserResetCommand.CreateSecondFactor(environment),
    };

    /// <summary>The account's name.</summary>
    internal static Argument<string> Name() => new("name") { Description = "The account's name." };

    /// <summary>Output for programs.</summary>
    internal static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    /// <summary>An option that takes roles.</summary>
    internal static Option<Role[]> Roles(string name, string description, bool isRequired = false) => new(name)
    {
        Description = description,
        HelpName = "ROLE",
        AllowMultipleArgumentsPerToken = true,
        Required = isRequired,
        DefaultValueFactory = isRequired ? null : _ => [],
        CustomParser = result =>
        {
            var roles = new List<Role>();
            foreach (var token in result.Tokens)
            {
                if (RoleWords.TryRead(token.Value, out var role)) roles.Add(role);
                else result.AddError($"{token.Value} is no role; there are: {RoleWords.All}");
            }

            return [.. roles];
        },
    };

    /// <summary>An option that takes names.</summary>
    internal static Option<string[]> Names(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Runs an action on the people of the data folder.</summary>
    internal static Task<int> RunAsync(
        CommandEnvironment environment, ParseResult parsed, Func<PeopleDesk, CancellationToken, Task<int>> action, CancellationToken cancellationToken, bool mayCreate = false) =>
        environment.OnFolderAsync(parsed, mayCreate, (folder, stop) => action(folder.People, stop), cancellationToken);

    /// <summary>Says that an account was changed.</summary>
    internal static async Task<int> SayAsync(CommandTerminal terminal, PeopleDesk people, string name, bool asJson, CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(name, cancellationToken).ConfigureAwait(false);
        await terminal.Output.WriteLineAsync(asJson ? UserText.Json(person) : UserText.Line(person)).ConfigureAwait(false);
        return ExitCode.Done;
    }

    /// <summary>Shows what lets a person in once.</summary>
    internal static async Task<int> ShowOnceAsync(CommandTerminal terminal, OneTimeAccess access, bool asJson)
    {
        await terminal.Output.WriteLineAsync(asJson ? UserText.Json(access) : UserText.Of(access)).ConfigureAwait(false);
        return ExitCode.Done;
    }
}

using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok user role</c>.</summary>
internal static class UserRoleCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var name = UserCommand.Name();
        var give = UserCommand.Roles("--add", $"Roles to give: {RoleWords.All}.");
        var take = UserCommand.Roles("--remove", "Roles to take away.");
        var json = UserCommand.Json();
        var command = new Command("role", """
            Gives and takes roles; the person has to sign in anew.

            Example:  gudok user role ivanov --add supervisor --remove operator
            """)
        { name, give, take, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(give) is null or { Implicit: true } && result.GetResult(take) is null or { Implicit: true }) result.AddError("Give --add ROLE or --remove ROLE.");
        });
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            await people.ChangeRolesAsync(LocalActors.Owner, parsed.GetValue(name)!, parsed.GetValue(give)!, parsed.GetValue(take)!, stop).ConfigureAwait(false);
            return await UserCommand.SayAsync(environment.Terminal, people, parsed.GetValue(name)!, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}

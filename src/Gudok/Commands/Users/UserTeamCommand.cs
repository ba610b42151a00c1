using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok user team</c>.</summary>
internal static class UserTeamCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var name = UserCommand.Name();
        var join = UserCommand.Names("--add", "A team to join; made if it is not there. May be given again.", "TEAM");
        var leave = UserCommand.Names("--remove", "A team to leave. May be given again.", "TEAM");
        var department = new Option<string?>("--department") { Description = "The department of the teams to join; empty for none.", HelpName = "TEXT" };
        var json = UserCommand.Json();
        var command = new Command("team", """
            Lets a person join and leave teams. A supervisor leads the teams he is in.

            Example:  gudok user team ivanov --add "Первая линия" --department "Контакт-центр"
            """)
        { name, join, leave, department, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(join) is not { Length: > 0 } && result.GetValue(leave) is not { Length: > 0 }) result.AddError("Give --add TEAM or --remove TEAM.");
        });
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            await people.ChangeTeamsAsync(
                LocalActors.Owner, parsed.GetValue(name)!, parsed.GetValue(join)!, parsed.GetValue(leave)!, parsed.GetValue(department), stop).ConfigureAwait(false);
            return await UserCommand.SayAsync(environment.Terminal, people, parsed.GetValue(name)!, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}

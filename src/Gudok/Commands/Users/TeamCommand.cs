using System.CommandLine;
using System.Text.Json;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok team</c>: teams and the departments that they are parts of.</summary>
internal static class TeamCommand
{
    public static Command Create(CommandEnvironment environment) => new("team", """
        Teams and the departments that they are parts of. A team comes into being with the first person who joins it:
        gudok user team. Every change is written to the journal.
        """)
    {
        CreateList(environment),
        CreateDepartment(environment),
    };

    private static Command CreateList(CommandEnvironment environment)
    {
        var json = UserCommand.Json();
        var command = new Command("list", "All teams: department, how many people.") { json };
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            var (teams, output) = (await people.TeamsAsync(stop).ConfigureAwait(false), environment.Terminal.Output);
            if (parsed.GetValue(json)) await output.WriteLineAsync(JsonSerializer.Serialize(teams, CommandJson.Default.IReadOnlyListTeamView)).ConfigureAwait(false);
            else if (teams.Count == 0) await output.WriteLineAsync("No teams. Begin with: gudok user team NAME --add TEAM").ConfigureAwait(false);
            else foreach (var team in teams) await output.WriteLineAsync(Line(team)).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static Command CreateDepartment(CommandEnvironment environment)
    {
        var name = new Argument<string>("team") { Description = "The team's name." };
        var department = new Argument<string?>("department") { Description = "The department's name.", Arity = ArgumentArity.ZeroOrOne };
        var clear = new Option<bool>("--clear") { Description = "The team is part of no department any more." };
        var command = new Command("department", """
            Says of which department a team is a part. Calls that are recorded from then on carry it, where they come with none
            of their own; calls of before keep what they have.

            Example:  gudok team department "Первая линия" "Контакт-центр"
            """)
        { name, department, clear };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(department)) != result.GetValue(clear)) result.AddError("Give the department's name, or --clear.");
        });
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            var team = parsed.GetValue(name)!.Trim();
            await people.ChangeDepartmentAsync(LocalActors.Owner, team, parsed.GetValue(department), stop).ConfigureAwait(false);
            var changed = (await people.TeamsAsync(stop).ConfigureAwait(false)).First(one => one.Name == team);
            await environment.Terminal.Output.WriteLineAsync(Line(changed)).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static string Line(TeamView team) => $"{team.Name,-24} {team.Department ?? "-",-24} people: {team.People}";
}

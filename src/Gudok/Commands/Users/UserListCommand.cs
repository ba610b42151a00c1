using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok user list</c> and <c>gudok user show</c>.</summary>
internal static class UserListCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var roles = UserCommand.Roles("--role", "Only accounts with this role.");
        var blocked = new Option<bool>("--blocked") { Description = "Only blocked accounts." };
        var json = UserCommand.Json();
        var command = new Command("list", "All accounts: roles, teams, state.") { roles, blocked, json };
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            var wanted = parsed.GetValue(roles)!;
            var all = await people.ListAsync(stop).ConfigureAwait(false);
            var shown = all.Where(one => wanted.All(one.Roles.Contains) && (!parsed.GetValue(blocked) || one.BlockedAt is not null)).ToArray();
            var output = environment.Terminal.Output;
            if (parsed.GetValue(json)) await output.WriteLineAsync(UserText.Json(shown)).ConfigureAwait(false);
            else foreach (var one in shown) await output.WriteLineAsync(UserText.Line(one)).ConfigureAwait(false);
            if (shown.Length == 0 && !parsed.GetValue(json))
                await output.WriteLineAsync(all.Count == 0 ? "No accounts. Begin with: gudok user add NAME --role administrator" : "No such accounts.").ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    public static Command CreateShow(CommandEnvironment environment)
    {
        var name = UserCommand.Name();
        var json = UserCommand.Json();
        var command = new Command("show", "One account with all that is known of it.") { name, json };
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            var person = await people.FindAsync(parsed.GetValue(name)!, stop).ConfigureAwait(false);
            string[] lines = parsed.GetValue(json) ? [UserText.Json(person)] : [.. UserText.Lines(person)];
            foreach (var line in lines) await environment.Terminal.Output.WriteLineAsync(line).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }
}

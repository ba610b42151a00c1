using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok user extension</c>.</summary>
internal static class UserExtensionCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var name = UserCommand.Name();
        var extension = new Argument<string>("extension") { Description = "The extension's digits." };
        var from = new Option<DateOnly?>("--from") { Description = "The first day. [default: today]", HelpName = "DAY" };
        var until = new Option<DateOnly?>("--until") { Description = "Take the extension away after this day.", HelpName = "DAY" };
        var json = UserCommand.Json();
        var command = new Command("extension", """
            Says whose an extension is from a day on, so that a call's operator is known by name later too. Whoever had it
            has it until the day before.

            Example:  gudok user extension ivanov 101 --from 2026-11-23
            """)
        { name, extension, from, until, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is not null && result.GetValue(until) is not null) result.AddError("Give --from DAY or --until DAY, one at a time.");
        });
        command.SetAction((parsed, cancellationToken) => UserCommand.RunAsync(environment, parsed, async (people, stop) =>
        {
            var today = DateOnly.FromDateTime(environment.Clock.GetUtcNow().UtcDateTime);
            await (parsed.GetValue(until) is { } last
                ? people.EndExtensionAsync(LocalActors.Owner, parsed.GetValue(name)!, parsed.GetValue(extension)!, last, stop)
                : people.GiveExtensionAsync(LocalActors.Owner, parsed.GetValue(name)!, parsed.GetValue(extension)!, parsed.GetValue(from) ?? today, stop)).ConfigureAwait(false);
            return await UserCommand.SayAsync(environment.Terminal, people, parsed.GetValue(name)!, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}

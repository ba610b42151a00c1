using System.CommandLine;
using Gudok.Access;

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
            has it until the day before; the command says who that is, and the journal has it of both.

            Example:  gudok user extension ivanov 101 --from 2026-11-23
            """)
        { name, extension, from, until, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is not null && result.GetValue(until) is not null) result.AddError("Give --from DAY or --until DAY, one at a time.");
        });
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, async (folder, stop) =>
        {
            var (people, account, digits) = (folder.People, parsed.GetValue(name)!, parsed.GetValue(extension)!);
            if (parsed.GetValue(until) is { } last) await people.EndExtensionAsync(LocalActors.Owner, account, digits, last, stop).ConfigureAwait(false);
            else await GiveAsync(environment.Terminal, people, account, digits, parsed.GetValue(from) ?? folder.Settings.Portal.DayOf(environment.Clock.GetUtcNow()), stop).ConfigureAwait(false);
            return await UserCommand.SayAsync(environment.Terminal, people, account, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }

    // Programs read the output; whom it was taken from is told to people.
    private static async Task GiveAsync(CommandTerminal terminal, PeopleDesk people, string account, string digits, DateOnly from, CancellationToken cancellationToken)
    {
        var former = await people.GiveExtensionAsync(LocalActors.Owner, account, digits, from, cancellationToken).ConfigureAwait(false);
        if (former is not null) await terminal.Error.WriteLineAsync($"Taken from {former}, who has the extension until {from.AddDays(-1):yyyy-MM-dd}.").ConfigureAwait(false);
    }
}

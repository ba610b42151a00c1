using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok user number</c>: the number that a citizen's account is linked to.</summary>
internal static class UserNumberCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var name = UserCommand.Name();
        var file = new Option<string?>("--file") { Description = "File whose first line is the number; without it the number is read from standard input.", HelpName = "FILE" };
        var from = new Option<DateOnly?>("--from") { Description = "The first day on which the number was that person's. [default: today]", HelpName = "DAY" };
        var end = new Option<bool>("--end") { Description = "End the link." };
        var json = UserCommand.Json();
        var command = new Command("number", """
            Links a citizen's account to the number that is that person's: the person then sees the calls of that number from
            a day on, and who looked at them. See first that it is the person's number. It is read from standard input or a
            file and never given as an argument, where others could see it.

            Example:  gudok user number morozova --from 2026-11-01 < number.txt
            """)
        { name, file, from, end, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(end) && (result.GetValue(from) is not null || result.GetValue(file) is not null)) result.AddError("Give --end alone.");
        });
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, async (folder, stop) =>
        {
            var (people, account) = (folder.People, parsed.GetValue(name)!);
            if (parsed.GetValue(end))
            {
                await people.UnlinkNumberAsync(LocalActors.Owner, account, stop).ConfigureAwait(false);
            }
            else
            {
                var typed = await ReadAsync(environment.Terminal, parsed.GetValue(file), stop).ConfigureAwait(false);
                var today = folder.Settings.Portal.DayOf(environment.Clock.GetUtcNow());
                await people.LinkNumberAsync(LocalActors.Owner, account, folder.Parties.Read(typed).Number, parsed.GetValue(from) ?? today, stop).ConfigureAwait(false);
            }

            return await UserCommand.SayAsync(environment.Terminal, people, account, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }

    private static async Task<string> ReadAsync(CommandTerminal terminal, string? file, CancellationToken cancellationToken)
    {
        if (file is null && terminal.IsErrorShown) await terminal.Error.WriteLineAsync("The number:").ConfigureAwait(false);
        await using var input = file is null ? terminal.OpenInput() : File.OpenRead(terminal.Resolve(file));
        using var reader = new StreamReader(input);
        return (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? "").Trim();
    }
}

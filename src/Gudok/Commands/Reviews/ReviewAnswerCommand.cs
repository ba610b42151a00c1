using System.CommandLine;
using Gudok.Access;
using Gudok.Numbers;

namespace Gudok;

/// <summary><c>gudok review answer</c>, <c>leavers</c> and <c>save</c>.</summary>
internal static class ReviewAnswerCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var name = UserCommand.Name();
        var role = new Argument<string>("role") { Description = $"The role, one of: {RoleWords.All}." };
        var answer = new Argument<string>("answer") { Description = "keep or withdraw; a role that is withdrawn is gone at once." };
        answer.AcceptOnlyFromAmong("keep", "withdraw");
        var reason = new Option<string>("--reason") { Description = "Why; the record keeps it.", HelpName = "TEXT", Required = true };
        var command = new Command("answer", "Answers one line of this quarter's review. The last answer closes it.") { name, role, answer, reason };
        role.Validators.Add(result =>
        {
            if (!RoleWords.TryRead(result.Tokens[0].Value, out _)) result.AddError($"{result.Tokens[0].Value} is no role; there are: {RoleWords.All}");
        });
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, async (folder, stop) =>
        {
            RoleWords.TryRead(parsed.GetValue(role)!, out var which);
            var isKept = parsed.GetValue(answer) == "keep";
            var closed = await folder.Reviews.AnswerAsync(LocalActors.Owner, parsed.GetValue(name)!, which, isKept, parsed.GetValue(reason)!, stop).ConfigureAwait(false);
            await environment.Terminal.Output.WriteLineAsync($"{parsed.GetValue(name)} {parsed.GetValue(role)}: {(isKept ? "stays" : "withdrawn")}").ConfigureAwait(false);
            if (closed is not null) await environment.Terminal.Output.WriteLineAsync("That was the last line. " + ReviewText.Of(closed)).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    public static Command CreateLeavers(CommandEnvironment environment)
    {
        var confirm = new Option<string?>("--confirm") { Description = "Confirm the list as it stands, with what was found or done; makes a record.", HelpName = "TEXT" };
        var command = new Command("leavers", "Accounts that are blocked, or that nobody has used for long, and what they still hold.") { confirm };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, async (folder, stop) =>
        {
            await folder.Journal.WriteAsync(LocalActors.Note(Act.ReviewRead.Name, null, "leavers"), stop).ConfigureAwait(false);
            var leavers = await folder.Reviews.LeaversAsync(LocalActors.Owner, stop).ConfigureAwait(false);
            foreach (var line in ReviewText.Of(leavers)) await environment.Terminal.Output.WriteLineAsync(line).ConfigureAwait(false);
            if (parsed.GetValue(confirm) is not { } note) return ExitCode.Done;
            await environment.Terminal.Output.WriteLineAsync(ReviewText.Of(await folder.Reviews.ConfirmLeaversAsync(LocalActors.Owner, note, stop, ReviewDesk.MarkOf(leavers)).ConfigureAwait(false))).ConfigureAwait(false);
            environment.Terminal.TellOfBlots(PlainWords.WithoutNumbers(note));
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    public static Command CreateSave(CommandEnvironment environment)
    {
        var id = new Argument<string>("id") { Description = "The record: a quarter such as 2026-q4, or the id of a list of leavers." };
        var file = new Argument<string>("file") { Description = "Where to." };
        var command = new Command("save", "Writes a record to a file, byte for byte as the journal names it.") { id, file };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, async (folder, stop) =>
        {
            await folder.Journal.WriteAsync(LocalActors.Note(Act.ReviewRead.Name, null, "record"), stop).ConfigureAwait(false);
            var bytes = await folder.Reviews.FileAsync(parsed.GetValue(id)!, stop).ConfigureAwait(false);
            await File.WriteAllBytesAsync(environment.Terminal.Resolve(parsed.GetValue(file)!), bytes, stop).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }
}

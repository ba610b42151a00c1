using System.CommandLine;
using System.Globalization;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok review</c>: the quarterly review of rights and the list of leavers.</summary>
internal static class ReviewCommand
{
    private const int MaxBytes = 16 << 20;

    public static Command Create(CommandEnvironment environment)
    {
        var check = new Option<string?>("--check") { Description = "Check that a file is the record of a review: the journal names its SHA-256, and a signed head covers that entry.", HelpName = "FILE" };
        var command = new Command("review", """
            The quarterly review of rights: who has which role, when it was last used, and whether it stays. Each line is answered by
            somebody else than its person; the last answer closes the review, with a record that the signed journal proves.

            Examples:  gudok review
                       gudok review answer ivanov operator withdraw --reason "works elsewhere since May"
                       gudok review --check 2026-q4.json
            """)
        { check, ReviewAnswerCommand.Create(environment), ReviewAnswerCommand.CreateLeavers(environment), ReviewAnswerCommand.CreateSave(environment) };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => parsed.GetValue(check) is { } file ? CheckAsync(environment, folder, file, stop) : ShowAsync(environment, folder, stop), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(CommandEnvironment environment, DataFolder folder, CancellationToken cancellationToken)
    {
        await folder.Journal.WriteAsync(LocalActors.Note(Act.ReviewRead.Name), cancellationToken).ConfigureAwait(false);
        var review = await folder.Reviews.OfAsync(LocalActors.Owner, cancellationToken).ConfigureAwait(false);
        foreach (var line in ReviewText.Of(review)) await environment.Terminal.Output.WriteLineAsync(line).ConfigureAwait(false);
        foreach (var record in await folder.Reviews.RecordsAsync(cancellationToken).ConfigureAwait(false))
            await environment.Terminal.Output.WriteLineAsync(ReviewText.Of(record)).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async Task<int> CheckAsync(CommandEnvironment environment, DataFolder folder, string file, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var path = terminal.Resolve(file);
        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes }) return terminal.Refuse($"{AccessFaults.ReviewRecordWrong}: {path} is too large to be the record of a review");
        var proof = await folder.Reviews.CheckAsync(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var entry = proof.Kept;
        await terminal.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"✓ entry {entry.Number} of the journal names these bytes: {entry.Entry.Actor.Name}, {entry.At:yyyy-MM-dd HH:mm} UTC, {entry.Entry.Detail}")).ConfigureAwait(false);
        if (proof.Head is null)
        {
            await terminal.Output.WriteLineAsync("The entry waits for its signed head: check again in a minute.").ConfigureAwait(false);
            return ExitCode.Done;
        }

        await terminal.Output.WriteLineAsync("✓ a signed head covers the entry: " + proof.Head).ConfigureAwait(false);
        var report = await folder.Journal.VerifyAsync(cancellationToken).ConfigureAwait(false);
        if (report.Failure is { } failure) return terminal.Refuse($"{failure.Fault}: {failure.Text}");
        await terminal.Output.WriteLineAsync("✓ the journal is what was signed of it").ConfigureAwait(false);
        return ExitCode.Done;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Access;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok;

/// <summary><c>gudok pseudonymise</c>: a copy for test and training that names nobody.</summary>
internal static class PseudonymiseCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder of the copy; must not be there yet, or be empty.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string[]> Keep = new("--keep")
    {
        Description = "Service number, or range FIRST..LAST, that stays as it is; may be given again. Emergency numbers always stay.",
        HelpName = "NUMBER",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object that programs may read." };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("pseudonymise", """
            Makes a data folder for test and training out of this one. Every number is exchanged for an invented one that its numbering plan
            assigns, the same everywhere for the same person; names, Call-IDs and addresses likewise; times are shifted by whole weeks.
            SIP messages are left out, as no rewriting of them can be proven to leave nothing, and so the copy has no ladders; notes are left
            out too. Counts and durations stay. Nothing leads back: the key of the exchange is thrown away.
            The copy has keys of its own, inside the folder. It changes nothing in the folder that it is made from.

            Example:  gudok pseudonymise --out training --keep 88005553535
                      gudok serve --data training
            """)
        { Out, Keep, Json };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(environment, folder, parsed, stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var target = terminal.Resolve(parsed.GetValue(Out)!);
        if (!KeptParties.TryRead(parsed.GetValue(Keep) ?? [], folder.Settings.Numbers.Region, out var kept))
            return terminal.Refuse("--keep takes a number such as 88005553535, or a range FIRST..LAST of numbers of one length");
        await folder.Journal.WriteAsync(LocalActors.Note(Act.FolderPseudonymise.Name), cancellationToken).ConfigureAwait(false);
        using var place = new CopyFolder(target);
        PseudonymisedJson said;
        var copy = await DataFolder.OpenAsync(place.Path, environment.Clock, cancellationToken, CopyFolder.Adjust).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            using var work = new CallPseudonymiser(folder.Ledger, folder.Vault, copy.Ledger, copy.Vault, kept);
            var line = new ProgressLine(terminal, environment.Clock);
            var progress = new ImmediateProgress<long>(count => line.Show(-1, string.Create(CultureInfo.InvariantCulture, $"{count:n0} records copied")));
            try
            {
                var records = await work.CopyAsync(progress, cancellationToken).ConfigureAwait(false);
                var report = await copy.Ledger.VerifyAsync(null, cancellationToken).ConfigureAwait(false);
                if (report.Failure is { } failure) return terminal.Refuse($"{failure.Fault}: the copy does not verify: {failure.Text}");
                said = new PseudonymisedJson(target, records, work.Parties, report.Days);
            }
            finally
            {
                line.Clear();
            }
        }

        place.Finish();
        terminal.Output.WriteLine(parsed.GetValue(Json)
            ? JsonSerializer.Serialize(said, CommandJson.Default.PseudonymisedJson)
            : string.Create(CultureInfo.InvariantCulture, $"""
                {said.Records:n0} records of {said.Parties:n0} parties on {said.Days:n0} days: {target}, verified.
                No call in it shows a ladder: SIP messages are left out, as no rewriting of them can be proven to leave nothing of the people in them.
                """));
        return ExitCode.Done;
    }
}

/// <summary>What <c>pseudonymise --json</c> prints. Not by how much times are shifted.</summary>
/// <param name="Folder">Where the copy is.</param>
/// <param name="Records">Records copied.</param>
/// <param name="Parties">Parties exchanged.</param>
/// <param name="Days">Days of the copy.</param>
internal sealed record PseudonymisedJson(string Folder, long Records, int Parties, int Days);

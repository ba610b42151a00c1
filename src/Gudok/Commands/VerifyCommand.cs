using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Ledger;

namespace Gudok;

/// <summary><c>gudok verify</c>: does everything that is kept agree with its seals?</summary>
internal static class VerifyCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object that programs may read." };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("verify", """
            Checks every day, record, page and index of the ledger against its seals and leaves.
            Exit code 1 on the first thing that does not agree; the line names day and record.
            """)
        { Json };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(environment, folder, parsed.GetValue(Json), stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, DataFolder folder, bool asJson, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var line = new ProgressLine(terminal, environment.Clock);
        var progress = new ImmediateProgress<VerifyProgress>(state => line.Show(-1, string.Create(
            CultureInfo.InvariantCulture, $"{state.Day}: {state.Records:n0} records checked")));
        var report = await folder.Ledger.VerifyAsync(progress, cancellationToken).ConfigureAwait(false);
        line.Clear();
        if (asJson)
        {
            var failure = report.Failure is { } found ? new VerifyFailureJson(found.Day, found.Record, found.Fault, found.Text) : null;
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new VerifyJson(report.Days, report.Records, report.IsOk, failure), CommandJson.Default.VerifyJson));
        }
        else if (report.IsOk)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{report.Days:n0} days, {report.Records:n0} records: everything agrees with its seals."));
        }

        return report.Failure is { } wrong
            ? terminal.Refuse($"{wrong.Fault}: day {wrong.Day}{(wrong.Record is null ? "" : ", record " + wrong.Record)}: {wrong.Text}")
            : ExitCode.Done;
    }
}

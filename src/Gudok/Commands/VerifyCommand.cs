using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Ledger;
using Gudok.Seals;

namespace Gudok;

/// <summary><c>gudok verify</c>: does everything that is kept agree with its seals?</summary>
internal static class VerifyCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object that programs may read." };

    private static readonly Option<string?> Witness = new("--witness")
    {
        Description = "Compare with the heads that a witness kept: its file, or the syslog server's.",
        HelpName = "FILE",
    };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("verify", """
            Checks every day, record, page and index of the ledger against its seals, leaves and signed heads, and every party of
            the vault, then every entry of the journal of access, beside everything else that goes on. Exit code 1 on the first thing that does not agree; the line names day, record and head.
            Whether the whole ledger was rolled back, or signed anew by someone who holds the keys, only a witness can tell.
            """)
        { Json, Witness };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(environment, folder, parsed, stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandEnvironment environment, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var line = new ProgressLine(terminal, environment.Clock);
        var progress = new ImmediateProgress<VerifyProgress>(state => line.Show(-1, string.Create(
            CultureInfo.InvariantCulture, $"{state.Day}: {state.Records:n0} records checked")));
        var report = await folder.VerifyAsync(progress, cancellationToken).ConfigureAwait(false);
        line.Clear();
        var key = folder.Ledger.Heads.Key;
        var witness = report.IsOk && parsed.GetValue(Witness) is { } file
            ? await CompareAsync(folder.Ledger.Heads, terminal.Resolve(file), cancellationToken).ConfigureAwait(false)
            : null;
        var failure = report.Failure ?? FailureOf(witness);
        if (parsed.GetValue(Json))
        {
            var json = VerifyJson.Of(report, key, witness, failure);
            terminal.Output.WriteLine(JsonSerializer.Serialize(json, CommandJson.Default.VerifyJson));
        }
        else if (failure is null)
        {
            WriteText(terminal.Output, report, witness);
        }

        return failure is null ? ExitCode.Done : terminal.Refuse(Describe(failure));
    }

    private static async Task<WitnessFinding> CompareAsync(HeadChain chain, string file, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(file);
        return await new WitnessCheck(chain.Store, chain.Key).RunAsync(lines, cancellationToken).ConfigureAwait(false);
    }

    private static VerifyFailure? FailureOf(WitnessFinding? witness) => witness is null or { IsOk: true }
        ? null
        : new VerifyFailure(witness.Wrong is { } head ? $"{head.Tree.Day:yyyy-MM-dd}" : "", null, SealsFaults.WitnessDiffers, witness.Text)
        {
            Head = witness.Wrong?.Number,
        };

    private static string Describe(VerifyFailure wrong)
    {
        string[] where =
        [
            .. wrong.Day.Length > 0 ? [$"day {wrong.Day}"] : Array.Empty<string>(),
            .. wrong.Record is { } record ? [$"{(wrong.Text.StartsWith("journal:", StringComparison.Ordinal) ? "entry" : "record")} {record}"] : Array.Empty<string>(),
            .. wrong.Head is { } head ? [$"head {head}"] : Array.Empty<string>(),
        ];
        return $"{wrong.Fault}: {(where.Length > 0 ? string.Join(", ", where) + ": " : "")}{wrong.Text}";
    }

    private static void WriteText(TextWriter output, FolderReport found, WitnessFinding? witness)
    {
        var (culture, report, journal) = (CultureInfo.InvariantCulture, found.Calls, found.Journal);
        output.WriteLine(string.Create(
            culture, $"{report.Days:n0} days, {report.Records:n0} records, {report.Heads.Heads:n0} signed heads: everything agrees with its seals."));
        if (journal.Days > 0) output.WriteLine(string.Create(culture, $"Journal of access: {journal.Days:n0} days, {journal.Entries:n0} entries, no gap."));
        if (report.Heads.Unsealed + journal.Unsealed > 0) output.WriteLine(string.Create(culture, $"{report.Heads.Unsealed + journal.Unsealed:n0} entries await their head."));
        if (report.Heads.Dropped + journal.Dropped > 0) output.WriteLine(string.Create(culture, $"{report.Heads.Dropped + journal.Dropped:n0} entries were dropped lawfully, as the chain says."));
        output.WriteLine(witness is null
            ? "Not checked: whether the ledger was rolled back, or signed anew by someone who holds its keys. Only a witness can tell: gudok verify --witness FILE"
            : string.Create(culture, $"The witness agrees: {witness.Compared:n0} heads compared, {witness.Behind:n0} signed after its last."));
    }
}

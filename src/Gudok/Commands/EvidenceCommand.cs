using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Portal;

namespace Gudok;

/// <summary><c>gudok evidence ID</c>: a signed proof of one call, for whoever has to believe it without us.</summary>
internal static class EvidenceCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The call's id, as gudok calls and the portal show it." };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder of the files.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<bool> Pdf = new("--pdf") { Description = "Write a sheet in PDF besides, in Russian: printed by weasyprint or chromium if one is installed." };

    private static readonly Option<bool> Reveal = new("--reveal") { Description = "Disclose the call's numbers in the evidence; needs --reason, and is noted." };

    private static readonly Option<string?> Reason = new("--reason") { Description = "Why the numbers are needed; written to the log.", HelpName = "TEXT" };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("evidence", """
            Writes a file that proves one call: what was recorded, its corrections, and that it stood in a signed tree at that
            time. It is checked without Gudok's data: gudok verify-evidence FILE, or node docs/evidence/verify.mjs FILE.
            Numbers stand in it as commitments only, unless they are disclosed with --reveal --reason "…".
            """)
        { Id, Out, Pdf, Reveal, Reason };
        command.Validators.Add(CheckReveal);
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(environment, folder, parsed, stop), cancellationToken));
        return command;
    }

    private static void CheckReveal(CommandResult result)
    {
        if (result.GetValue(Reveal) && string.IsNullOrWhiteSpace(result.GetValue(Reason)))
            result.AddError("--reveal discloses personal data: say why with --reason \"…\".");
    }

    private static async Task<string?> PrintAsync(
        CommandTerminal terminal, DataFolder folder, RecordId id, string evidence, string target, CancellationToken cancellationToken)
    {
        var sheet = await EvidenceSheets.RenderAsync(evidence, folder.Settings.Portal.Zone).ConfigureAwait(false);
        var printed = await PdfPrinter.PrintAsync(sheet, target, $"/calls/{id}/evidence of the portal", cancellationToken).ConfigureAwait(false);
        if (printed.Fault is null) terminal.Output.WriteLine(target);
        if (printed.Left is { } left) terminal.Error.WriteLine("gudok: " + left);
        return printed.Fault;
    }

    private static async Task<int> RunAsync(
        CommandEnvironment environment, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        if (!RecordId.TryParse(parsed.GetValue(Id), out var id)) return terminal.Refuse($"{parsed.GetValue(Id)} is no id of a call; gudok calls --format jsonl shows ids");
        var note = LocalActors.Note(Act.EvidenceMake.Name, parsed.GetValue(Reason), null, "call:" + id) with { Correlation = JournaledActs.NewCorrelation() };
        await folder.Journal.WriteAsync(note, cancellationToken).ConfigureAwait(false);
        var sight = parsed.GetValue(Reveal)
            ? await OwnerSight.AskAsync(folder, Act.EvidenceDisclose, note, environment.Clock, cancellationToken).ConfigureAwait(false)
            : PartySight.Mask;
        var text = await folder.Evidence.MakeAsync(id, sight, cancellationToken).ConfigureAwait(false);
        if (text is null) return terminal.Refuse($"there is no call {id}");
        var target = Directory.CreateDirectory(terminal.Resolve(parsed.GetValue(Out)!)).FullName;
        var file = Path.Combine(target, $"evidence-{id}.json");
        DurableFile.Write(file, Encoding.UTF8.GetBytes(text));
        terminal.Output.WriteLine(file);
        if (parsed.GetValue(Pdf) && await PrintAsync(terminal, folder, id, text, Path.ChangeExtension(file, ".pdf"), cancellationToken).ConfigureAwait(false) is { } fault) return terminal.Refuse(fault);
        terminal.Output.WriteLine($"Key {folder.Ledger.Heads.Key.Fingerprint}: whoever checks the file must know it from elsewhere (gudok heads --public-key).");
        return ExitCode.Done;
    }
}

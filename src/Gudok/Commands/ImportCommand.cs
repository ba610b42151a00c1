using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Calls;
using Gudok.Capture;

namespace Gudok;

/// <summary><c>gudok import FILE…</c>: records from captures.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "pcap, pcapng or HEP3 stream files, also .gz; folders (all files in them); - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object that programs may read." };

    private static readonly Option<bool> NoMessages = new("--no-messages")
    {
        Description = "Do not keep the SIP messages: records without ladders, and an import that is faster.",
    };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("import", """
            Reads SIP captures and adds a record for each call. Times come from the packets; several files are read as one
            capture, in order of time. A file imported again adds nothing.
            Exit code 0 means that every call found is durably recorded.
            """)
        { Files, Json, NoMessages };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: true, (folder, stop) => RunAsync(environment, folder, parsed, stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandEnvironment environment, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var files = ImportFiles.Expand(parsed.GetValue(Files)!.Select(file => file == "-" ? file : terminal.Resolve(file)));
        var progress = new ProgressLine(terminal, environment.Clock);
        var import = new CaptureImport(folder.Intake, AssemblyOf(folder, parsed), folder.Parties, environment.Clock);
        var report = await import.RunAsync(
            files,
            terminal.OpenInput,
            state => progress.Show(state.Share, Text(state)),
            cancellationToken).ConfigureAwait(false);
        await folder.Ledger.CloseSegmentsAsync(cancellationToken).ConfigureAwait(false);
        progress.Clear();
        foreach (var fault in report.Faults) terminal.Error.WriteLine("gudok: " + fault);
        if (parsed.GetValue(Json)) terminal.Output.WriteLine(JsonSerializer.Serialize(ImportJson.Of(report), CommandJson.Default.ImportJson));
        else WriteText(terminal.Output, report);
        return report.Faults.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static AssemblyOptions AssemblyOf(DataFolder folder, ParseResult parsed)
    {
        var assembly = folder.Settings.Assembly;
        assembly.KeepMessages = !parsed.GetValue(NoMessages);
        return assembly;
    }

    // What is durable stands first: a narrow screen cuts the end off.
    private static string Text(ImportState state) => string.Create(
        CultureInfo.InvariantCulture, $"{state.Recorded:n0} calls recorded, {state.SipMessages:n0} SIP messages, {state.Packets:n0} packets");

    private static void WriteText(TextWriter output, ImportReport report)
    {
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine(string.Create(
            culture, $"{report.Calls:n0} calls in {report.SipMessages:n0} SIP messages: {report.Added:n0} added, {report.Known:n0} known already."));
        if (report.Corrected > 0) output.WriteLine(string.Create(culture, $"{report.Corrected:n0} records corrected by what came later."));
        if (report.Open > 0) output.WriteLine(string.Create(culture, $"{report.Open:n0} calls whose end was not seen (their end is marked as estimated)."));
        foreach (var (reason, count) in report.Ignored) output.WriteLine(string.Create(culture, $"  ignored {count,10:n0}  {reason}"));
        output.WriteLine(string.Create(
            culture, $"{report.Files:n0} files, {report.Packets:n0} packets, {report.Elapsed.TotalSeconds:0.00} s."));
    }
}

using System.Globalization;
using System.Text.Json;
using Gudok.Capture;

namespace Gudok;

/// <summary>Says what an import did, to people and to programs.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="plan">What was read.</param>
/// <param name="captures">What became of captures, null if there were none.</param>
/// <param name="records">What became of other systems' records, null if there were none.</param>
/// <param name="isDry">Whether nothing was written.</param>
internal sealed class ImportText(CommandTerminal terminal, ImportPlan plan, ImportReport? captures, RecordReport? records, bool isDry)
{
    /// <summary>The most refused lines that are named on the screen.</summary>
    public const int MostNamed = 20;

    /// <summary>Whether nothing was refused.</summary>
    public bool IsWhole => captures is null or { Faults.Count: 0 } && records is null or { Faults.Count: 0, RefusedLines: 0 };

    // What is durable stands first: a narrow screen cuts the end off.
    public static string Of(ImportState state) => string.Create(
        CultureInfo.InvariantCulture, $"{state.Recorded:n0} calls recorded, {state.SipMessages:n0} SIP messages, {state.Packets:n0} packets");

    public static string Of(RecordState state) => string.Create(
        CultureInfo.InvariantCulture, $"{state.Recorded:n0} calls recorded, {state.Lines:n0} lines, {state.Refused:n0} refused");

    /// <summary>Names on standard error what was refused, one line each.</summary>
    public void WriteFaults()
    {
        foreach (var fault in captures?.Faults ?? []) terminal.Error.WriteLine("gudok: " + fault);
        foreach (var path in plan.Captures.Where(_ => captures is { Faults.Count: > 0 }).Where(RecordFiles.IsText))
            terminal.Error.WriteLine($"gudok: {path}: if these are records of calls, say their format by --format, or describe their columns by --map: gudok import --help");
        if (records is null) return;
        foreach (var fault in records.Faults) terminal.Error.WriteLine("gudok: " + fault);
        foreach (var line in records.Refused.Take(MostNamed)) terminal.Error.WriteLine("gudok: " + line);
        if (records.RefusedLines > MostNamed)
            terminal.Error.WriteLine(Line($"gudok: and {records.RefusedLines - MostNamed:n0} more refused lines; --refused FILE writes all with their reasons"));
    }

    /// <summary>Prints the object for programs.</summary>
    public void WriteJson() => terminal.Output.WriteLine(JsonSerializer.Serialize(ImportJson.Of(captures, records, isDry), CommandJson.Default.ImportJson));

    /// <summary>Prints the summary for people.</summary>
    public void Write(RefusedFile? refused)
    {
        if (isDry) terminal.Output.WriteLine("Nothing was written: this was a dry run.");
        if (captures is not null) Write(captures);
        if (records is not null) Write(records, refused);
    }

    private void Write(ImportReport report)
    {
        Say($"{report.Calls:n0} calls in {report.SipMessages:n0} SIP messages: {Recorded(report.Added, report.Known)}");
        if (report.Corrected > 0) Say($"{report.Corrected:n0} records {(isDry ? "would be " : "")}corrected by what came later.");
        if (report.Open > 0) Say($"{report.Open:n0} calls whose end was not seen (their end is marked as estimated).");
        foreach (var (reason, count) in report.Ignored) Say($"  ignored {count,10:n0}  {reason}");
        Say($"{report.Files:n0} files, {report.Packets:n0} packets, {report.Elapsed.TotalSeconds:0.00} s.");
    }

    private void Write(RecordReport report, RefusedFile? refused)
    {
        Say($"{report.Calls:n0} calls in {report.Lines:n0} lines: {Recorded(report.Added, report.Known)}");
        if (report.Corrected > 0) Say($"{report.Corrected:n0} records {(isDry ? "would be " : "")}corrected by what came later.");
        if (report.Open > 0) Say($"{report.Open:n0} calls whose end is not told (it is marked as estimated).");
        foreach (var (reason, count) in report.Ignored) Say($"  ignored {count,10:n0}  {reason}");
        WriteRefused(report, refused);
        Say($"{report.Files:n0} files, {report.Lines:n0} lines, {report.Elapsed.TotalSeconds:0.00} s.");
    }

    private void WriteRefused(RecordReport report, RefusedFile? refused)
    {
        if (report.RefusedLines == 0) return;
        Say($"{report.RefusedLines:n0} lines refused: nothing of them is recorded.");
        foreach (var group in report.Refused.GroupBy(line => (line.Fault.Code, line.Fault.Field)).OrderByDescending(group => group.Count()))
            Say($"  refused {group.Count(),10:n0}  {group.Key.Code} {group.Key.Field}");
        if (report.RefusedLines > report.Refused.Count) Say($"  (the reasons of the first {report.Refused.Count:n0})");
        if (refused is null) Say($"To mend them, run the same command with --refused FILE: it gets the lines as they stand, and FILE{RefusedFile.ReasonsEnding} the reasons.");
        else Say($"To mend them: {string.Join(", ", refused.Paths)} (plain numbers; delete it when done), reasons in {refused.ReasonsPath}. Then import the mended file.");
    }

    private string Recorded(long added, long known) => Line($"{added:n0} {(isDry ? "would be added" : "added")}, {known:n0} known already.");

    private void Say(FormattableString line) => terminal.Output.WriteLine(Line(line));

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Access;
using Gudok.Ledger;

namespace Gudok;

/// <summary><c>gudok retention</c>: tells what is kept for how long and what would go when; <c>gudok retention run</c> drops what has had its term.</summary>
internal static class RetentionCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object." };

    public static Command Create(CommandEnvironment environment)
    {
        var run = new Command("run", """
            Drops what has had its term: of each class (Retention:Classes, Ledger:RecordDays, Ledger:MessageDays) whole days with their keys, and parties
            that stand in no call any more. What is under legal hold stays. What is damaged stays too, is told, and the exit code is 1. Runs by itself
            every hour under gudok serve.
            """);
        run.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed,
            mayCreate: false,
            (folder, stop) => folder.Journal.DoAsync(LocalActors.Note(Act.RetentionRun.Name), () => RunAsync(environment.Terminal, folder, stop), stop),
            cancellationToken));
        var command = new Command("retention", "Shows what is kept for which purpose and how long, what is held, and what goes when.") { run, Json };
        command.SetAction((parsed, cancellationToken) => OnRetentionAsync(
            environment, parsed, (retention, stop) => ShowAsync(environment.Terminal, retention, parsed.GetValue(Json), stop), cancellationToken));
        return command;
    }

    private static Task<int> OnRetentionAsync(
        CommandEnvironment environment, ParseResult parsed, Func<RecordRetention, CancellationToken, Task<int>> action, CancellationToken cancellationToken) =>
        environment.OnFolderAsync(
            parsed,
            mayCreate: false,
            (folder, stop) => action(folder.Retention, stop),
            cancellationToken);

    private static async Task<int> ShowAsync(CommandTerminal terminal, RecordRetention retention, bool isJson, CancellationToken cancellationToken)
    {
        var plan = RetentionView.Of(await retention.PlanAsync(cancellationToken).ConfigureAwait(false));
        if (isJson)
        {
            await terminal.Output.WriteLineAsync(JsonSerializer.Serialize(plan, CommandJson.Default.RetentionView)).ConfigureAwait(false);
            return ExitCode.Done;
        }

        foreach (var one in plan.Classes)
        {
            await terminal.Output.WriteLineAsync(Text(one)).ConfigureAwait(false);
            foreach (var day in plan.Days.Where(day => day.Class == one.Name)) await terminal.Output.WriteLineAsync(Text(day)).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private static async Task<int> RunAsync(CommandTerminal terminal, DataFolder folder, CancellationToken cancellationToken)
    {
        var retention = folder.Retention;
        var report = await retention.RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (var drop in report.Dropped)
        {
            await terminal.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{drop.Day:yyyy-MM-dd}, class {retention.NameOf(drop.Class)}: {drop.Records} records dropped, {drop.Held} of them kept under legal hold")).ConfigureAwait(false);
        }

        await terminal.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Dropped.Count} days dropped, messages of {report.MessageDays} days destroyed, {report.ForgottenParties} parties forgotten.")).ConfigureAwait(false);
        foreach (var fault in report.Faults) terminal.Refuse(fault);
        return report.Faults.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static string Text(ClassView one) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Class {one.Name}: {one.Purpose}
          records are kept {one.RecordDays} days, messages {one.MessageDays} days; {one.Records} records of {one.Days} days, {one.Held} under legal hold{Next(one)}
        """);

    private static string Next(ClassView one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(one.NextOn is { } next ? $"; the next go on {next:yyyy-MM-dd}" : "")}{(one.MessagesNextOn is { } messages ? $", messages on {messages:yyyy-MM-dd}" : "")}");

    private static string Text(ClassDayView day) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {day.Day:yyyy-MM-dd}  {day.Records,9} records  go on {day.GoesOn:yyyy-MM-dd}{(day.Waits ? " (due; waits for a day that it added to)" : day.Due ? " (due now)" : "")}{(day.MessagesGoOn is { } messages ? $"; messages on {messages:yyyy-MM-dd}" : "")}");
}

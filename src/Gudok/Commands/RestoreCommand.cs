using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Access;
using Gudok.Backup;
using Gudok.Numbers;

namespace Gudok;

/// <summary><c>gudok restore</c>: puts a data folder back from a backup place.</summary>
internal sealed class RestoreCommand
{
    private readonly Argument<string> _place = new("DIR") { Description = "Backup place." };
    private readonly Option<string?> _keys = new("--keys") { Description = "Folder of the key source, if it is not the default.", HelpName = "FOLDER" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object that programs may read." };
    private readonly CommandEnvironment _environment;
    private FolderReport? _verified;
    private long _parties;

    private RestoreCommand(CommandEnvironment environment) => _environment = environment;

    public static Command Create(CommandEnvironment environment) => new RestoreCommand(environment).Build();

    private Command Build()
    {
        var command = new Command("restore", """
            Puts the newest whole run of a backup place into a new data folder, erases again whoever was erased since, and checks the
            ledger. What is broken or missing is named; nothing half restored is left behind. Needs the key source.

            Example:  gudok restore /mnt/backup/gudok --data new-folder
            """)
        { _place, _keys, _json };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = _environment.Terminal;
        try
        {
            var target = _environment.DataPath(parsed);
            var job = new RestoreJob(terminal.Resolve(parsed.GetValue(_place)!), target);
            var report = await job.RunAsync(
                staging => OpenKeys(staging, parsed), (staging, _, stop) => FinishAsync(staging, parsed, stop), cancellationToken).ConfigureAwait(false);
            return Tell(target, report, parsed.GetValue(_json));
        }
        catch (Exception fault) when (FaultText.TryDescribe(fault, out var line))
        {
            return terminal.Refuse(line);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return terminal.Refuse("stopped; nothing was restored");
        }
    }

    private KeyRing OpenKeys(string staging, ParseResult parsed)
    {
        var settings = GudokSettings.Read(staging);
        UseKeys(settings, parsed);
        return KeySource.Open(settings.Keys, staging);
    }

    private void UseKeys(GudokSettings settings, ParseResult parsed)
    {
        if (parsed.GetValue(_keys) is { } folder) (settings.Keys.Kind, settings.Keys.Folder) = (KeySourceKind.File, _environment.Terminal.Resolve(folder));
    }

    // Opening erases again whom the list names, and makes anew what is derived.
    private Task FinishAsync(string staging, ParseResult parsed, CancellationToken cancellationToken) =>
        ServerTables.RestoreAsync(staging, GudokSettings.Read(staging), () => OpenAsync(staging, parsed, cancellationToken), cancellationToken);

    private async Task OpenAsync(string staging, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var folder = await DataFolder.OpenAsync(staging, _environment.Clock, cancellationToken, settings => UseKeys(settings, parsed)).ConfigureAwait(false);
        _verified = await folder.VerifyAsync(null, cancellationToken).ConfigureAwait(false);
        await folder.Journal.WriteAsync(LocalActors.Note(Act.FolderRestore.Name), cancellationToken).ConfigureAwait(false);
        _parties = folder.Vault.State.Living;
    }

    private int Tell(string target, RestoreReport report, bool asJson)
    {
        var terminal = _environment.Terminal;
        var verified = _verified!;
        if (asJson)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new RestoreJson(report.Run, report.MadeAt, report.Files, report.Octets, verified.Calls.Days, verified.Calls.Records, _parties, report.Erased, verified.IsOk, report.Passed),
                CommandJson.Default.RestoreJson));
        }
        else
        {
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                Restored run {report.Run} of {report.MadeAt:yyyy-MM-ddTHH:mm:ssZ} into {target}: {report.Files:n0} files, {report.Octets:n0} octets.
                {verified.Calls.Days:n0} days, {verified.Calls.Records:n0} records, {_parties:n0} parties; {report.Erased:n0} erased parties stay erased.
                """));
            if (verified.IsOk) terminal.Output.WriteLine("Everything agrees with its seals.");
        }

        foreach (var line in report.Passed) terminal.Error.WriteLine("gudok: missing: " + line);
        return verified.Failure is { } wrong
            ? terminal.Refuse($"{wrong.Fault}: day {wrong.Day}: {wrong.Text} It was so when it was backed up; what was restored is kept.")
            : ExitCode.Done;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Backup;
using Gudok.Numbers;

namespace Gudok;

/// <summary><c>gudok backup</c>: copies the data folder to a backup place, and checks what lies there.</summary>
internal static class BackupCommand
{
    private static readonly Option<string?> To = new("--to") { Description = "Backup place: a folder on another disk or machine. [default: setting Backup:Place]", HelpName = "DIR" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object that programs may read.", Recursive = true };
    private static readonly Argument<string> Place = new("DIR") { Description = "Backup place." };
    private static readonly Option<string?> Keys = new("--keys") { Description = "Folder of the key source, if the data folder that names it is not there.", HelpName = "FOLDER" };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("backup", """
            Copies what changed since the last run to a backup place, while gudok serve goes on writing: ledger, vault and keys as three
            archives that are kept apart, each sealed. The keys' archive dies within 30 days; run it at least weekly. The key source is
            not in it: keep a copy of it elsewhere, without which no backup can be opened.

            Examples:  gudok backup --to /mnt/backup/gudok
                       gudok backup verify /mnt/backup/gudok
                       gudok restore /mnt/backup/gudok --data new-folder
            """)
        { To, Json };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(environment, folder, parsed, stop), cancellationToken));
        var verify = new Command("verify", """
            Reads all of the newest run in a backup place and checks every seal, list and page. Exit code 1 if anything is broken or
            missing; each is named. Needs the key source.
            """)
        { Place, Keys };
        verify.SetAction((parsed, cancellationToken) => Task.FromResult(Verify(environment, parsed, cancellationToken)));
        command.Subcommands.Add(verify);
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var to = parsed.GetValue(To) is { } given ? terminal.Resolve(given) : folder.Settings.Backup.Place;
        if (to.Length == 0) return terminal.Refuse("say where to: gudok backup --to DIR, or set Backup:Place");
        using var session = new BackupSession(folder.BackupSource, to, folder.Settings.Backup, environment.Clock);
        var report = await session.RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (var fault in report.Faults) terminal.Error.WriteLine("gudok: " + fault);
        terminal.Output.WriteLine(parsed.GetValue(Json)
            ? JsonSerializer.Serialize(new BackupJson(report.Run, report.IsNew, report.Files, report.CopiedOctets, report.TotalOctets), CommandJson.Default.BackupJson)
            : Text(report));
        return ExitCode.Done;
    }

    private static string Text(BackupReport report) => report.IsNew
        ? string.Create(CultureInfo.InvariantCulture, $"Run {report.Run}: {report.CopiedOctets:n0} octets copied; {report.Files:n0} files, {report.TotalOctets:n0} octets in all.")
        : string.Create(CultureInfo.InvariantCulture, $"Nothing changed since run {report.Run}: {report.Files:n0} files, {report.TotalOctets:n0} octets.");

    private static int Verify(CommandEnvironment environment, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        try
        {
            var place = terminal.Resolve(parsed.GetValue(Place)!);
            using var keys = OpenKeys(environment, parsed, place);
            var report = ArchiveCheck.Run(place, keys, cancellationToken);
            if (parsed.GetValue(Json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(
                    new BackupCheckJson(report.Run, report.Runs, report.Files, report.Octets, report.Faults.Count == 0, report.Faults), CommandJson.Default.BackupCheckJson));
            else if (report.Faults.Count == 0)
                terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Run {report.Run}, the newest of {report.Runs}: {report.Files:n0} files, {report.Octets:n0} octets: all of it is whole."));
            foreach (var fault in report.Faults) terminal.Refuse(fault);
            return report.Faults.Count == 0 ? ExitCode.Done : ExitCode.Refused;
        }
        catch (Exception fault) when (FaultText.TryDescribe(fault, out var line))
        {
            return terminal.Refuse(line);
        }
    }

    private static KeyRing OpenKeys(CommandEnvironment environment, ParseResult parsed, string place)
    {
        var data = environment.DataPath(parsed);
        var options = GudokSettings.Read(data).Keys;
        if (parsed.GetValue(Keys) is { } folder) (options.Kind, options.Folder) = (KeySourceKind.File, environment.Terminal.Resolve(folder));
        return KeySource.Open(options, data, ArchiveCheck.InstallationOf(place));
    }
}

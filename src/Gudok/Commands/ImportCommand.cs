using System.CommandLine;
using Gudok.Capture;
using Gudok.Ledger;

namespace Gudok;

/// <summary><c>gudok import FILE…</c>: records from captures and from other systems' records.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var command = ImportArguments.Create();
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (RefusedInData(environment, parsed)) return ExitCode.Usage;
        var isDry = parsed.GetValue(ImportArguments.DryRun);
        await using var work = new ImportWork(environment, parsed, cancellationToken);
        return await environment.TellFaultsAsync(Run, cancellationToken).ConfigureAwait(false);

        Task<int> Run()
        {
            work.Open();
            // A dry run does not even make the data folder.
            if (isDry && environment.Owned is null && !DataFolder.Exists(environment.DataPath(parsed))) return ForecastAsync(environment, parsed, work, cancellationToken);
            return environment.OnFolderAsync(
                parsed,
                mayCreate: true,
                (folder, stop) => isDry ? ForecastAsync(folder, work, stop) : RecordAsync(environment, folder, work, stop),
                cancellationToken,
                work.Begin);
        }
    }

    private static async Task<int> ForecastAsync(CommandEnvironment environment, ParseResult parsed, ImportWork work, CancellationToken cancellationToken)
    {
        using var forecast = new IntakeForecast();
        work.Begin(GudokSettings.Read(environment.DataPath(parsed)));
        return await work.RunAsync(forecast, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> ForecastAsync(DataFolder folder, ImportWork work, CancellationToken cancellationToken)
    {
        using var forecast = new IntakeForecast(folder.Ledger, folder.Keys);
        return await work.RunAsync(forecast, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> RecordAsync(CommandEnvironment environment, DataFolder folder, ImportWork work, CancellationToken cancellationToken)
    {
        if (ClockWatch.TellBehind(folder.Ledger.Heads, environment.Clock) is { } clockBehind) environment.Terminal.Error.WriteLine("gudok: " + clockBehind);
        var code = await work.RunAsync(folder.Intake, cancellationToken).ConfigureAwait(false);
        await folder.Ledger.CloseSegmentsAsync(cancellationToken).ConfigureAwait(false);
        var seals = await folder.Ledger.SealAsync(cancellationToken).ConfigureAwait(false);
        await folder.Witnesses.DeliverAsync(cancellationToken).ConfigureAwait(false);
        var behind = folder.Witnesses.States.Where(state => state.Fault is not null).Select(HeadsCommand.Describe);
        foreach (var line in seals.Faults.Concat(behind)) environment.Terminal.Error.WriteLine("gudok: " + line);
        return seals.Faults.Count == 0 ? code : ExitCode.Refused;
    }

    /// <summary>Whether refused lines were to go where no plain number may lie.</summary>
    private static bool RefusedInData(CommandEnvironment environment, ParseResult parsed)
    {
        if (parsed.GetValue(ImportArguments.Refused) is not { } refused) return false;
        var path = environment.Terminal.Resolve(refused);
        var relative = Path.GetRelativePath(environment.DataPath(parsed), path);
        var mistake = relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal)
            ? "should not lie in the data folder, which holds no plain number; name a file elsewhere"
            : File.Exists(path) || File.Exists(path + RefusedFile.ReasonsEnding) ? "is there already; name a new file"
            : null;
        if (mistake is null) return false;
        environment.Terminal.Error.WriteLine($"gudok: --refused {refused}: {mistake}");
        return true;
    }
}

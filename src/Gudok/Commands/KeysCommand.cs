using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Access;
using Gudok.Numbers;

namespace Gudok;

/// <summary><c>gudok keys</c>: which keys are in use, and putting new ones in their place.</summary>
internal static class KeysCommand
{
    // A weekly key outlives its week by three more, so that a backup of keys.db opens for as long.
    private const int DaysKept = 28;

    private static readonly Option<bool> Master = new("--master")
    {
        Description = "The master key: after its file may have been seen or copied, when an administrator leaves, or once a year.",
    };

    private static readonly Option<bool> Index = new("--index")
    {
        Description = "The index key, by which exact numbers are found: all blind indexes are computed anew.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object that programs may read." };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("keys", """
            Shows the keys of an installation and puts new ones in their place. Keys lie outside the data folder; none is ever printed.
            """);
        command.Subcommands.Add(CreateStatus(environment));
        command.Subcommands.Add(CreateRotate(environment));
        return command;
    }

    private static Command CreateStatus(CommandEnvironment environment)
    {
        var command = new Command("status", "Shows versions and ages of the keys, and what rotation is under way.") { Json };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed,
            mayCreate: false,
            (folder, stop) => OnVaultAsync(environment, folder, rotation => ShowAsync(environment, folder, rotation, parsed.GetValue(Json), stop)),
            cancellationToken));
        return command;
    }

    private static Command CreateRotate(CommandEnvironment environment)
    {
        var command = new Command("rotate", """
            Puts a new key in the place of the old one, which is destroyed. Calls are recorded and found meanwhile, also while gudok serve
            runs. If it is stopped, or the machine fails, the rest is done when the folder is opened next.
            Back up the key files afterwards: backups of them made before open nothing that is wrapped from then on.
            """)
        { Master, Index };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Master) == result.GetValue(Index)) result.AddError("Say which key: --master or --index.");
        });
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed,
            mayCreate: false,
            (folder, stop) => OnVaultAsync(environment, folder, rotation => folder.Journal.DoAsync(
                LocalActors.Note(Act.KeysRotate.Name, null, parsed.GetValue(Master) ? "master key" : "index key"), () => RotateAsync(environment, rotation, parsed.GetValue(Master), stop), stop)),
            cancellationToken));
        return command;
    }

    private static Task<int> OnVaultAsync(CommandEnvironment environment, DataFolder folder, Func<IKeyRotation, Task<int>> action) =>
        folder.Vault is IKeyRotation rotation
            ? action(rotation)
            : Task.FromResult(environment.Terminal.Refuse($"{NumbersFaults.NoRotation}: this vault cannot rotate its keys"));

    private static async Task<int> RotateAsync(CommandEnvironment environment, IKeyRotation rotation, bool isMaster, CancellationToken cancellationToken)
    {
        var line = new ProgressLine(environment.Terminal, environment.Clock);
        var progress = new ImmediateProgress<RotationProgress>(state => line.Show(ShareOf(state), Text(state)));
        try
        {
            if (isMaster) await rotation.RotateMasterAsync(progress, cancellationToken).ConfigureAwait(false);
            else await rotation.RotateIndexAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            line.Clear();
        }

        var status = await rotation.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        environment.Terminal.Output.WriteLine(isMaster
            ? $"The master key is version {status.MasterVersion} now; the former one is destroyed. Back up the key files."
            : $"The index key is version {status.IndexVersion} now; the former one is destroyed. Back up the key files.");
        return ExitCode.Done;
    }

    private static async Task<int> ShowAsync(
        CommandEnvironment environment, DataFolder folder, IKeyRotation rotation, bool asJson, CancellationToken cancellationToken)
    {
        var status = await rotation.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        var output = environment.Terminal.Output;
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(KeyStatusJson.Of(status), CommandJson.Default.KeyStatusJson));
            return ExitCode.Done;
        }

        var since = status.MasterSince is { } at ? string.Create(CultureInfo.InvariantCulture, $", since {at:yyyy-MM-dd HH:mm} UTC") : "";
        output.WriteLine($"Key source   {KeySource.Describe(folder.Settings.Keys, folder.Path)}");
        output.WriteLine($"Master key   version {status.MasterVersion}{since}");
        output.WriteLine($"Index key    version {status.IndexVersion}");
        foreach (var epoch in status.Epochs.Reverse())
            output.WriteLine($"Weekly key   {epoch.Week:yyyy-MM-dd}, master key version {epoch.MasterVersion}: {Use(epoch)}");
        if (status.Master is { } master) output.WriteLine($"Under way    master key: {Text(master)}");
        if (status.Index is { } index) output.WriteLine($"Under way    index key: {Text(index)}");
        if (status.Master is null && status.Index is null) output.WriteLine("Under way    nothing");
        return ExitCode.Done;
    }

    private static string Use(EpochStatus epoch) => epoch switch
    {
        { IsNewest: true } => "in use",
        { IsUsed: true } => "in use until all has moved to the newest",
        _ => $"kept for backups, until {epoch.Week.AddDays(DaysKept):yyyy-MM-dd}",
    };

    private static double ShareOf(RotationProgress state) => state.Total == 0 ? 1 : (double)state.Done / state.Total;

    private static string Text(RotationProgress state) =>
        string.Create(CultureInfo.InvariantCulture, $"{state.Done:n0} of {state.Total:n0} pages of numbers moved");
}

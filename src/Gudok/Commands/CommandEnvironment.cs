using System.CommandLine;
using Gudok.Ledger;

namespace Gudok;

/// <summary>What commands share: the terminal, the clock, and the way to the data folder — their own, or its owner's.</summary>
internal sealed class CommandEnvironment
{
    /// <summary>Option <c>--data</c>, the same for every command.</summary>
    public Option<string> Data { get; } = new("--data")
    {
        Description = "Data folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
        Recursive = true,
    };

    /// <summary>Where the command reads and writes, as soon as it is opened: the framework takes some milliseconds for the process's own streams, in which
    /// the command line is read.</summary>
    public required Task<CommandTerminal> Opening { get; init; }

    /// <summary>Where the command reads and writes.</summary>
    public CommandTerminal Terminal => Opening.GetAwaiter().GetResult();

    /// <summary>The command line as given.</summary>
    public required string[] Arguments { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The folder that this process owns already; null if the command has to open it.</summary>
    public DataFolder? Owned { get; init; }

    /// <summary>The data folder of this command line, with its full path.</summary>
    public string DataPath(ParseResult parsed) => Terminal.Resolve(parsed.GetValue(Data)!);

    /// <summary>Runs an action on the data folder: here if nobody owns it, else in the process that does.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mayCreate">Whether a folder that is not there is made.</param>
    /// <param name="action">What to do; gives the exit code.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <param name="whenOwned">What may begin as soon as it is certain that this process runs the action, while the folder is being opened.</param>
    public Task<int> OnFolderAsync(
        ParseResult parsed,
        bool mayCreate,
        Func<DataFolder, CancellationToken, Task<int>> action,
        CancellationToken cancellationToken,
        Action<GudokSettings>? whenOwned = null) => TellFaultsAsync(
        () =>
        {
            if (Owned is null) return OpenAndRunAsync(DataPath(parsed), mayCreate, action, whenOwned, cancellationToken);
            whenOwned?.Invoke(Owned.Settings);
            return action(Owned, cancellationToken);
        },
        cancellationToken);

    /// <summary>Runs an action; a fault that a person can mend becomes one line on standard error.</summary>
    public async Task<int> TellFaultsAsync(Func<Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception fault) when (FaultText.TryDescribe(fault, out var line))
        {
            return Terminal.Refuse(line);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Terminal.Refuse("stopped; what was acknowledged is kept");
        }
    }

    private async Task<int> OpenAndRunAsync(
        string path,
        bool mayCreate,
        Func<DataFolder, CancellationToken, Task<int>> action,
        Action<GudokSettings>? whenOwned,
        CancellationToken cancellationToken)
    {
        if (!mayCreate && !DataFolder.Exists(path))
            return Terminal.Refuse($"there is no data in {path}; begin with: gudok import FILE --data {path}");
        try
        {
            await using var folder = await DataFolder.OpenAsync(path, Clock, cancellationToken, whenOwned: whenOwned).ConfigureAwait(false);
            var code = await action(folder, cancellationToken).ConfigureAwait(false);
            if (folder.Erasures?.TryCopy() == false)
                Terminal.Error.WriteLine($"gudok: {folder.Settings.Backup.Place} does not take who was erased: restored from there they would come back. It is tried again when the folder is opened next.");
            if (folder.Desk.TryCopyList() is { } fault)
                Terminal.Error.WriteLine($"gudok: the copy of the erasure list (Portal:ErasureListCopy) lacks who was erased: {fault}. It is tried again at the next command.");
            return code;
        }
        catch (DataFolderOwnedException)
        {
            return await OwnerClient.TryRunAsync(path, Arguments, Terminal, cancellationToken).ConfigureAwait(false)
                ?? Terminal.Refuse($"{LedgerFaults.FolderOwned}: another process works on {path} and takes no commands; wait until it is done");
        }
    }
}

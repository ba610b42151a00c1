using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>An open data folder to be backed up.</summary>
/// <param name="DataFolder">Its path.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="Ledger">Its ledger in files: the moment of a run lies between two of its appends. Null if ledger and vault are on a server.</param>
public sealed record BackupSource(string DataFolder, KeyRing Keys, SqliteCallLedger? Ledger)
{
    /// <summary>Lets nothing be dropped from the journal until what it returns is disposed: heads are copied first, the journal behind them. Null without a journal.</summary>
    public Func<CancellationToken, Task<IDisposable>>? KeepStillAsync { get; init; }

    /// <summary>Ledger and vault on a server; null if they are in the folder.</summary>
    public IServerTables? Server { get; init; }
}

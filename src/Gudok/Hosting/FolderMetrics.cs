using System.Diagnostics.Metrics;

namespace Gudok;

/// <summary>Shows the state of a data folder as metrics of the meter <c>Gudok.Folder</c>.</summary>
internal sealed class FolderMetrics : IDisposable
{
    private readonly Meter _meter = new("Gudok.Folder");

    /// <summary>Registers the instruments.</summary>
    public FolderMetrics(DataFolder folder)
    {
        _meter.CreateObservableGauge("gudok_ledger_position", () => folder.Ledger.Position, null, "Records and corrections in the ledger");
        _meter.CreateObservableGauge("gudok_vault_parties", () => folder.Vault.State.Living, null, "Parties that can be read");
        _meter.CreateObservableGauge("gudok_vault_erased_parties", () => folder.Vault.State.Erased, null, "Parties that were erased");
        _meter.CreateObservableGauge(
            "gudok_vault_directory_percent", () => folder.Vault.State.LoadedPercent, null, "How much of the directory is in memory");
    }

    /// <summary>Removes the instruments.</summary>
    public void Dispose() => _meter.Dispose();
}

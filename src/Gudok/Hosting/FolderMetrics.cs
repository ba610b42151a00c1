using System.Diagnostics.Metrics;
using Gudok.Seals;

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
        if (folder.Erasures is { } erasures) _meter.CreateObservableCounter("gudok_backup_erasure_failures", () => erasures.Failures, null, "Attempts to write erasures to the backup place that failed");
        _meter.CreateObservableCounter("gudok_command_accept_failures", () => folder.AcceptFailures, null, "Attempts to accept a command of another process that failed and are made again");
        _meter.CreateObservableCounter("gudok_operator_failures", () => folder.OperatorFailures, null, "Batches of calls recorded without their operators because the accounts could not be read");
        _meter.CreateObservableGauge("gudok_heads_signed", () => folder.Ledger.Heads.Last?.Number ?? 0, null, "Number of the head signed last");
        _meter.CreateObservableGauge("gudok_witness_behind", () => Of(folder, state => state.Behind), null, "Heads that a witness has yet to take");
        _meter.CreateObservableCounter("gudok_witness_given", () => Of(folder, state => state.Given), null, "Heads that a witness took");
        _meter.CreateObservableCounter("gudok_witness_failures", () => Of(folder, state => state.Failures), null, "Failed attempts to give heads to a witness");
    }

    private static IEnumerable<Measurement<long>> Of(DataFolder folder, Func<WitnessState, long> read) => folder.Witnesses.States.Select(
        state => new Measurement<long>(read(state), new KeyValuePair<string, object?>("witness", state.Name)));

    /// <summary>Removes the instruments.</summary>
    public void Dispose() => _meter.Dispose();
}

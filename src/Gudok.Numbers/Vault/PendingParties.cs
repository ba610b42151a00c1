namespace Gudok.Numbers;

/// <summary>One caller's parties that wait for the next commit.</summary>
internal sealed class PendingParties(IReadOnlyList<Party> parties, VaultParty?[] handles, List<int> missing)
{
    public IReadOnlyList<Party> Parties { get; } = parties;

    /// <summary>Takes the handles.</summary>
    public VaultParty?[] Handles { get; } = handles;

    /// <summary>The places of the parties that were not at hand.</summary>
    public List<int> Missing { get; } = missing;

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What a check of a ledger is given.</summary>
public sealed record VerifyRequest
{
    /// <summary>Told after each segment; null if nobody listens.</summary>
    public IProgress<VerifyProgress>? Progress { get; init; }

    /// <summary>Whether a party is in the vault, or was erased lawfully; null if there is no vault to ask. Asked from several threads at once.</summary>
    public Func<PartyId, bool>? IsAccountedFor { get; init; }
}

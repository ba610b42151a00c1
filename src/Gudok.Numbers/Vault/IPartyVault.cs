namespace Gudok.Numbers;

/// <summary>The one place where parties are kept in readable form, each sealed under a key of its own (<c>docs/security.md</c>).</summary>
/// <remarks>All members are thread-safe. A handle stays valid after the party was erased, but opens nothing new.</remarks>
public interface IPartyVault : IAsyncDisposable
{
    /// <summary>Finds the parties and creates those not yet known; durable before it returns.</summary>
    /// <param name="parties">Parties of any kind, repeats allowed; those that the vault does not keep give null.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <returns>One handle for each party, in order.</returns>
    ValueTask<IReadOnlyList<VaultParty?>> ResolveAsync(IReadOnlyList<Party> parties, CancellationToken cancellationToken);

    /// <summary>Finds a party by its exact identity, through the blind index; null if it was never seen or is erased.</summary>
    ValueTask<VaultParty?> FindAsync(Party party, CancellationToken cancellationToken);

    /// <summary>Reads parties back. An erased or unknown id answers so and throws nothing.</summary>
    ValueTask<IReadOnlyList<PartyReading>> ReadAsync(IReadOnlyList<PartyId> ids, CancellationToken cancellationToken);

    /// <summary>Finds handles (keys, salts) of known ids, in order; null where erased or unknown.</summary>
    ValueTask<IReadOnlyList<VaultParty?>> OpenAsync(IReadOnlyList<PartyId> ids, CancellationToken cancellationToken);

    /// <summary>Finds parties that hold a part: digits anywhere in a number, or letters anywhere in an address, case ignored.</summary>
    /// <param name="part">At least one digit or letter; blanks, brackets, dashes and a plus sign are passed over.</param>
    /// <param name="reach">Among which digits: with <see cref="NumberReach.AllDigits"/> all and letters too, with <see cref="NumberReach.ShownDigits"/> those
    /// that the mask shows; with neither nobody is found.</param>
    /// <param name="limit">The most ids to return.</param>
    /// <param name="cancellationToken">Stops the scan.</param>
    ValueTask<PartSearch> SearchAsync(string part, NumberReach reach, int limit, CancellationToken cancellationToken);

    /// <summary>Destroys key, salt and blind index of a party down to the raw bytes, and adds the id to the erasure list.</summary>
    /// <returns>False if there was no such living party.</returns>
    ValueTask<bool> EraseAsync(PartyId id, CancellationToken cancellationToken);

    /// <summary>Whether an id is on the erasure list. If its party can still be found, its erasure was cut short: asking for it again ends it, and so
    /// does the next start, whatever happens.</summary>
    bool IsOnErasureList(PartyId id);

    /// <summary>Calls back after a party was erased, so that others forget what they hold by its id. Handlers must not block.</summary>
    /// <returns>Ends the subscription when disposed.</returns>
    IDisposable OnErased(Action<PartyId> handler);

    /// <summary>How many parties live, how many are erased, how far the directory is loaded.</summary>
    VaultState State { get; }

    /// <summary>Ends when a search by part sees all parties; with a <see cref="VaultException"/> if some could not be read. A page shows
    /// what there is and how far it is; a command, whose answer nobody asks for again, waits.</summary>
    Task DirectoryLoaded { get; }
}

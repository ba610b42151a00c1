namespace Gudok.Numbers;

/// <summary>Invents parties to stand in a copy for those of a vault: numbers that their plan assigns, of the same region, type and length, with
/// the same first digits where there is room; never one that either vault knows.</summary>
/// <remarks>Random: neither the party nor any key leads from one to the other. Not thread-safe.</remarks>
/// <param name="source">Whose parties must not appear.</param>
/// <param name="copy">Where invented parties go; those that are there already are taken.</param>
/// <param name="kept">Service numbers that stay as they are.</param>
/// <param name="names">Names hosts and realms.</param>
public sealed class PartyInventor(IPartyVault source, IPartyVault copy, KeptParties kept, ThrowawayNames names)
{
    private const int MostTries = 4096;

    /// <summary>Invents a party for each of these.</summary>
    /// <param name="parties">Distinct parties that the copy has nothing for yet.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>One for each, all different.</returns>
    /// <exception cref="VaultException">GDK-2110: there is no room left in the range of a party.</exception>
    public async ValueTask<IReadOnlyList<Party>> InventAsync(IReadOnlyList<Party> parties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parties);
        var invented = new Party[parties.Count];
        var taken = new HashSet<Party>();
        for (var at = 0; at < invented.Length; at++)
        {
            invented[at] = kept.Contains(parties[at]) ? parties[at] : await InventOneAsync(parties[at], taken, cancellationToken).ConfigureAwait(false);
            taken.Add(invented[at]);
        }

        return invented;
    }

    private async ValueTask<Party> InventOneAsync(Party party, HashSet<Party> taken, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var candidate = Candidate(party, attempt);
            if (candidate.Kind == PartyKind.None || kept.Contains(candidate) || taken.Contains(candidate)) continue;
            if (await source.FindAsync(candidate, cancellationToken).ConfigureAwait(false) is not null) continue;
            if (await copy.FindAsync(candidate, cancellationToken).ConfigureAwait(false) is null) return candidate;
        }

        throw new VaultException(NumbersFaults.NoRoom,
            $"No free number is left to stand for one of {party.Number.Length} digits ({party.Kind}). Name service numbers with --keep, so that they stay as they are.");
    }

    private Party Candidate(Party party, int attempt) => party.Kind switch
    {
        PartyKind.E164 => NumberInvention.E164(party.Number, attempt),
        PartyKind.Short => NumberInvention.Short(party.Number, party.Scope, attempt),
        PartyKind.Internal => NumberInvention.Internal(party.Number, party.Scope.Length == 0 ? "" : "realm-" + names.Of("realm", party.Scope), attempt),
        PartyKind.Address => Address(party.Text, attempt),
        PartyKind.None or PartyKind.Withheld => throw new ArgumentException("The vault never keeps such a party.", nameof(party)),
    };

    private Party Address(string text, int attempt)
    {
        var at = text.LastIndexOf('@');
        var host = at < 0 ? "" : $"@host-{names.Of("host", text[(at + 1)..])}.invalid";
        return Party.Address($"user-{names.Of("user " + attempt, text)}{host}");
    }
}

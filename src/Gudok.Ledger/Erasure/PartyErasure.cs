using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Erases parties on request: looks for holds, destroys the keys, and tells what an act of destruction has to tell.</summary>
/// <param name="ledger">Keeps the holds, and the calls that are counted.</param>
/// <param name="vault">Where the keys are.</param>
/// <param name="parties">How numbers are read that people type.</param>
/// <param name="keys">The installation's keys.</param>
/// <param name="clock">Dates the act.</param>
public sealed class PartyErasure(IRetainingLedger ledger, IPartyVault vault, PartyReader parties, KeyRing keys, TimeProvider clock)
{
    /// <summary>The most numbers of one request.</summary>
    public const int MostNumbers = 1_000;

    private readonly PartyPseudonyms _pseudonyms = new(keys.Derive(KeyPurpose.Pseudonym), clock);

    /// <summary>Erases what can be erased. Each number is told by its place in the list, never by itself.</summary>
    /// <param name="numbers">Numbers in any spelling.</param>
    /// <param name="reason">Why: purpose reached, consent withdrawn; numbers in it are blotted out.</param>
    /// <param name="requestId">The request's id, or null.</param>
    /// <param name="actor">Who erases: an account name.</param>
    /// <param name="cancellationToken">Cancels between two parties: those that are gone stay gone.</param>
    /// <exception cref="ErasureStoppedException">It was cancelled or failed when some parties were gone, or one was on the erasure list; holds what was done.</exception>
    public async ValueTask<ErasureAct> EraseAsync(
        IReadOnlyList<string> numbers, string reason, string? requestId, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var outcomes = new List<ErasedParty>(numbers.Count);
        try
        {
            for (var at = 0; at < numbers.Count; at++) await EraseAsync(at + 1, numbers[at], outcomes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (outcomes.Exists(party => party.Outcome is ErasureOutcome.Erased or ErasureOutcome.Begun))
        {
            throw new ErasureStoppedException(ActOf(reason, requestId, actor, outcomes), fault);
        }

        return ActOf(reason, requestId, actor, outcomes);
    }

    private ErasureAct ActOf(string reason, string? requestId, string actor, List<ErasedParty> outcomes) => new(
        Guid.CreateVersion7(clock.GetUtcNow()).ToString(), Instant.Now(clock).ToString(), actor, TypedReason.Keep(reason), requestId is null ? null : TypedReason.Keep(requestId), outcomes);

    /// <summary>What <see cref="EraseAsync(IReadOnlyList{string}, string, string?, string, CancellationToken)"/> would do, for the one who has to confirm it.
    /// Nothing is changed.</summary>
    /// <param name="numbers">Numbers in any spelling.</param>
    /// <param name="cancellationToken">Cancels between two parties.</param>
    public async ValueTask<IReadOnlyList<ErasureForecast>> ForecastAsync(IReadOnlyList<string> numbers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var forecasts = new List<ErasureForecast>(numbers.Count);
        for (var at = 0; at < numbers.Count; at++)
        {
            var look = await LookAsync(numbers[at], cancellationToken).ConfigureAwait(false);
            var outcome = look is null ? ErasureOutcome.Unknown : look.Held is null ? ErasureOutcome.Erased : ErasureOutcome.Held;
            forecasts.Add(new ErasureForecast(
                at + 1, outcome, look is null ? null : parties.Read(numbers[at]).ToString(), look?.Calls ?? 0, look?.Held is { } held ? ViewOf(held, parties.Read(numbers[at])) : null));
        }

        return forecasts;
    }

    private async ValueTask EraseAsync(int place, string number, List<ErasedParty> outcomes, CancellationToken cancellationToken)
    {
        if (await LookAsync(number, cancellationToken).ConfigureAwait(false) is not { } look)
        {
            outcomes.Add(new ErasedParty(place, ErasureOutcome.Unknown, null, 0, null));
            return;
        }

        var told = new ErasedParty(place, ErasureOutcome.Erased, _pseudonyms.Of(look.Party), look.Calls, null);
        // Counting may have taken long: a hold placed meanwhile counts.
        if ((look.Held ?? await HeldSinceAsync(look, cancellationToken).ConfigureAwait(false)) is { } held)
        {
            outcomes.Add(told with { Outcome = ErasureOutcome.Held, Hold = HoldText(held) });
            return;
        }

        // From here on to its end: what is gone must be told.
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await DestroyAsync(look).ConfigureAwait(false);
        }
        catch (Exception) when (vault.IsOnErasureList(look.Party))
        {
            outcomes.Add(told with { Outcome = ErasureOutcome.Begun });
            throw;
        }

        outcomes.Add(told);
    }

    private async ValueTask DestroyAsync(Look look)
    {
        // Ended holds forget the party before the vault does: whatever fails here, the same request finds the party once more.
        foreach (var hold in look.Holds.Where(hold => hold.Party == look.Party))
        {
            await ledger.KeepHoldAsync(hold with { Party = default }, CancellationToken.None).ConfigureAwait(false);
        }

        await vault.EraseAsync(look.Party, CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask<LegalHold?> HeldSinceAsync(Look look, CancellationToken cancellationToken)
    {
        var now = Instant.Now(clock);
        var known = look.Holds.Select(hold => hold.Id).ToHashSet();
        foreach (var hold in await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (known.Contains(hold.Id) || !hold.IsInForce(now)) continue;
            if (hold.Party == look.Party) return hold;
            if (hold.Call is { } call && await ledger.FindAsync(call, cancellationToken).ConfigureAwait(false) is { } record
                && RecordParties.FirstPlaces(record).Any(place => place.Party == look.Party)) return hold;
        }

        return null;
    }

    // Null if the party is not in the vault.
    private async ValueTask<Look?> LookAsync(string number, CancellationToken cancellationToken)
    {
        var read = parties.Read(number);
        if (!read.IsKept || await vault.FindAsync(read, cancellationToken).ConfigureAwait(false) is not { } party) return null;
        var now = Instant.Now(clock);
        var holds = await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false);
        var (calls, held) = await CountAsync(party.Id, [.. holds.Where(hold => hold.IsInForce(now))], cancellationToken).ConfigureAwait(false);
        return new Look(party.Id, calls, held, holds);
    }

    // Every call of the party is looked at: one that is under hold keeps the party too.
    private async ValueTask<(long Calls, LegalHold? Held)> CountAsync(PartyId party, LegalHold[] inForce, CancellationToken cancellationToken)
    {
        var held = Array.Find(inForce, hold => hold.Party == party);
        var calls = 0L;
        var query = new CallQuery { Parties = [party], Limit = CallQuery.MaxLimit };
        do
        {
            var page = await ledger.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            calls += page.Records.Count;
            held ??= inForce.FirstOrDefault(hold => page.Records.Any(hold.Covers));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return (calls, held);
    }

    private static HoldView ViewOf(LegalHold hold, Party party) => new(
        hold.Id.ToString(), hold.Call?.ToString(), hold.Call is null ? party.ToString() : null, hold.Actor, hold.Reason, hold.MadeAt.ToString(), hold.Until?.ToString(), null, null,
        InForce: true);

    private static string HoldText(LegalHold hold) =>
        $"held by {hold.Actor} since {hold.MadeAt}{(hold.Until is { } until ? $" until {until}" : "")}: {hold.Reason}";

    private sealed record Look(PartyId Party, long Calls, LegalHold? Held, IReadOnlyList<LegalHold> Holds);
}

/// <summary>What was done about one request, and for each number what became of it. No number in it.</summary>
/// <param name="Id">The act's id.</param>
/// <param name="MadeAt">When; RFC 3339 UTC.</param>
/// <param name="Actor">Who erased.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestId">The request, or null.</param>
/// <param name="Parties">What became of each number.</param>
public sealed record ErasureAct(string Id, string MadeAt, string Actor, string Reason, string? RequestId, IReadOnlyList<ErasedParty> Parties)
{
    /// <summary>How many were erased.</summary>
    public int Erased => Parties.Count(party => party.Outcome == ErasureOutcome.Erased);
}

/// <summary>What became of one number.</summary>
/// <param name="Place">Its place in the request, from 1.</param>
/// <param name="Outcome">Whether it was erased.</param>
/// <param name="Pseudonym">What stands for the party in the month of the act; null if it was never seen.</param>
/// <param name="Calls">In how many calls it stood.</param>
/// <param name="Hold">Of a held one: who holds it, why, until when.</param>
public sealed record ErasedParty(int Place, ErasureOutcome Outcome, string? Pseudonym, long Calls, string? Hold);

/// <summary>What would become of one number.</summary>
/// <param name="Place">Its place in the list, from 1.</param>
/// <param name="Outcome">Whether it would be erased.</param>
/// <param name="Party">The party, masked; null if it was never seen.</param>
/// <param name="Calls">In how many calls it stands.</param>
/// <param name="Hold">The hold that stands in the way.</param>
public sealed record ErasureForecast(int Place, ErasureOutcome Outcome, string? Party, long Calls, HoldView? Hold);

/// <summary>What became of a number that was to be erased.</summary>
public enum ErasureOutcome
{
    /// <summary>Its key, salt and blind index are destroyed.</summary>
    Erased,

    /// <summary>It is not in the vault: never seen, or erased before.</summary>
    Unknown,

    /// <summary>A legal hold stands in the way.</summary>
    Held,

    /// <summary>It is on the erasure list, but something failed before its key was known to be gone: it goes at the next start, or when it is asked for again.</summary>
    Begun,
}

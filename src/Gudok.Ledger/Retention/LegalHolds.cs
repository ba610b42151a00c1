using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Places, lists and releases legal holds.</summary>
/// <param name="ledger">Keeps them.</param>
/// <param name="vault">Knows the parties.</param>
/// <param name="parties">How numbers are read that people type.</param>
/// <param name="clock">Dates them.</param>
public sealed class LegalHolds(IRetainingLedger ledger, IPartyVault vault, PartyReader parties, TimeProvider clock)
{
    /// <summary>Places a hold on a call or on all calls of a party; null if there is no such call or party.</summary>
    /// <param name="call">The call's id, or null.</param>
    /// <param name="number">The party's number in any spelling, or null.</param>
    /// <param name="reason">Why; numbers in it are blotted out.</param>
    /// <param name="until">When it ends by itself, or null.</param>
    /// <param name="actor">Who places it.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <param name="id">The hold's own id if the asker chose one, so that asking again places no second; null for a new one.</param>
    /// <exception cref="LedgerInputException">GDK-4011: another hold has this id. GDK-4013: it would have ended already.</exception>
    public async ValueTask<HoldView?> PlaceAsync(
        RecordId? call, string? number, string reason, Instant? until, string actor, CancellationToken cancellationToken, Guid? id = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (call is { } record && await ledger.FindAsync(record, cancellationToken).ConfigureAwait(false) is null) return null;
        var party = call is null ? await FindAsync(number ?? "", cancellationToken).ConfigureAwait(false) : null;
        if (call is null && party is null) return null;
        var hold = new LegalHold
        {
            Id = id ?? Guid.CreateVersion7(clock.GetUtcNow()),
            Call = call,
            Party = party?.Id ?? default,
            Actor = actor,
            Reason = TypedReason.Keep(reason),
            MadeAt = Instant.Now(clock),
            Until = until,
        };
        if (id is not null && await KnownAsync(hold, cancellationToken).ConfigureAwait(false) is { } known)
            return (await ViewAsync([known], cancellationToken).ConfigureAwait(false))[0];
        if (until <= hold.MadeAt) throw new LedgerInputException(LedgerFaults.HoldOver, "A hold ends in the future: give a later moment for until, or none.");
        await ledger.KeepHoldAsync(hold, cancellationToken).ConfigureAwait(false);
        if (await IsThereAsync(hold).ConfigureAwait(false)) return (await ViewAsync([hold], cancellationToken).ConfigureAwait(false))[0];
        // Its day was dropped, or the party erased, between the first look and the hold: whoever asks must not believe that it is kept.
        await ledger.KeepHoldAsync(hold with { Party = default, ReleasedAt = Instant.Now(clock), ReleasedBy = actor }, CancellationToken.None).ConfigureAwait(false);
        return null;
    }

    /// <summary>All holds ever placed, the oldest first.</summary>
    public async ValueTask<IReadOnlyList<HoldView>> ListAsync(CancellationToken cancellationToken) =>
        await ViewAsync(await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>One hold, in force or not; null if there is none of this id.</summary>
    public async ValueTask<HoldView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(hold => hold.Id == id) is { } hold
            ? (await ViewAsync([hold], cancellationToken).ConfigureAwait(false))[0]
            : null;

    /// <summary>The holds in force that cover a call, by itself or by a party of it; none if there is no such call.</summary>
    public async ValueTask<IReadOnlyList<HoldView>> OfCallAsync(RecordId call, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(call, cancellationToken).ConfigureAwait(false) is not { } record) return [];
        var now = Instant.Now(clock);
        var holds = await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false);
        return await ViewAsync([.. holds.Where(hold => hold.IsInForce(now) && hold.Covers(record))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Releases a hold: retention and erasure go on at their next run. Null if there is no such hold in force.</summary>
    public async ValueTask<HoldView?> ReleaseAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        var now = Instant.Now(clock);
        var hold = (await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(hold => hold.Id == id && hold.IsInForce(now));
        if (hold is null) return null;
        var released = hold with { ReleasedAt = now, ReleasedBy = actor };
        await ledger.KeepHoldAsync(released, cancellationToken).ConfigureAwait(false);
        return (await ViewAsync([released], cancellationToken).ConfigureAwait(false))[0];
    }

    // The same hold asked for again, in force or not; one of another content under this id is none of it.
    private async ValueTask<LegalHold?> KnownAsync(LegalHold asked, CancellationToken cancellationToken)
    {
        var known = (await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(hold => hold.Id == asked.Id);
        if (known is null || (known.Call == asked.Call && known.Party == asked.Party && known.Reason == asked.Reason && known.Until == asked.Until)) return known;
        throw new LedgerInputException(LedgerFaults.HoldDiffers, "There is another hold of this id: choose a new one.");
    }

    private async ValueTask<bool> IsThereAsync(LegalHold hold) => hold.Call is { } call
        ? await ledger.FindAsync(call, CancellationToken.None).ConfigureAwait(false) is not null
        : (await vault.OpenAsync([hold.Party], CancellationToken.None).ConfigureAwait(false))[0] is not null;

    private async ValueTask<VaultParty?> FindAsync(string number, CancellationToken cancellationToken)
    {
        var party = parties.Read(number);
        return party.IsKept ? await vault.FindAsync(party, cancellationToken).ConfigureAwait(false) : null;
    }

    private async ValueTask<IReadOnlyList<HoldView>> ViewAsync(IReadOnlyList<LegalHold> holds, CancellationToken cancellationToken)
    {
        var now = Instant.Now(clock);
        var readings = await vault.ReadAsync([.. holds.Select(hold => hold.Party)], cancellationToken).ConfigureAwait(false);
        return
        [
            .. holds.Select((hold, at) => new HoldView(
                hold.Id.ToString(), hold.Call?.ToString(), hold.Call is null ? readings[at].Party.ToString() : null, hold.Actor, hold.Reason,
                hold.MadeAt.ToString(), hold.Until?.ToString(), hold.ReleasedAt?.ToString(), hold.ReleasedBy, hold.IsInForce(now))),
        ];
    }
}

/// <summary>A legal hold, as people read it.</summary>
/// <param name="Id">The hold's id.</param>
/// <param name="Call">The call that it covers, or null.</param>
/// <param name="Party">The party that it covers, masked; empty if erased since; null if it covers a call.</param>
/// <param name="Actor">Who placed it.</param>
/// <param name="Reason">Why.</param>
/// <param name="MadeAt">When; RFC 3339 UTC.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="ReleasedAt">When it was released.</param>
/// <param name="ReleasedBy">By whom.</param>
/// <param name="InForce">Whether it stands in the way now.</param>
public sealed record HoldView(
    string Id, string? Call, string? Party, string Actor, string Reason, string MadeAt, string? Until, string? ReleasedAt, string? ReleasedBy, bool InForce);

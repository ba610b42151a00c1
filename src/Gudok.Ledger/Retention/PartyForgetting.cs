using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Forgets, within one run of retention, parties that stand in no call any more. One that cannot be read keeps nobody else waiting.</summary>
internal sealed class PartyForgetting(IRetainingLedger ledger, IPartyVault vault, CallIntake intake, TimeProvider clock)
{
    private const int PartiesAtOnce = 100;
    private readonly HashSet<PartyId> _left = [];
    private string? _why;

    /// <summary>How many were forgotten.</summary>
    public int Forgotten { get; private set; }

    /// <summary>How many could not be looked at or forgotten; they stay owed.</summary>
    public int Left => _left.Count;

    /// <summary>The line that tells of them; null if there is none.</summary>
    public string? Fault => _why is null
        ? null
        : $"{LedgerFaults.PartyLeft}: {Left} {(Left == 1 ? "party" : "parties")} that stood in what is gone could not be forgotten; it is tried again at the next run. The first: {_why}";

    /// <summary>Looks at those who are owed.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var owed = await ledger.OwedPartiesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var chunk in owed.Where(party => !_left.Contains(party)).Chunk(PartiesAtOnce))
        {
            await intake.BetweenAsync(stop => ForgetAsync(chunk, stop), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask ForgetAsync(PartyId[] parties, CancellationToken cancellationToken)
    {
        var settled = new List<PartyId>(parties.Length);
        foreach (var party in parties)
        {
            // Asked for each: a hold may come while another party is being erased.
            LegalHold[] holds = [.. (await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false)).Where(hold => hold.Party == party)];
            // Looked at again at the next run: the hold may be over by then.
            if (Array.Exists(holds, hold => hold.IsInForce(Instant.Now(clock)))) continue;
            try
            {
                if (await ForgetAsync(party, holds, cancellationToken).ConfigureAwait(false)) Forgotten++;
                settled.Add(party);
            }
            catch (Exception fault) when (fault is VaultException || PartCheck.IsDamage(fault))
            {
                _left.Add(party);
                _why ??= fault is VaultException known ? $"{known.Code}: {known.Message}" : fault.Message;
            }
        }

        // A party of one that stays is owed anew when the day of its call goes.
        await ledger.SettlePartiesAsync(settled, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> ForgetAsync(PartyId party, LegalHold[] ended, CancellationToken cancellationToken)
    {
        var calls = await ledger.QueryAsync(new CallQuery { Parties = [party], Limit = 1 }, cancellationToken).ConfigureAwait(false);
        if (calls.Records.Count > 0) return false;
        // Ended holds forget the party before the vault does: cut short here, the next run does it again.
        foreach (var hold in ended) await ledger.KeepHoldAsync(hold with { Party = default }, cancellationToken).ConfigureAwait(false);
        return await vault.EraseAsync(party, cancellationToken).ConfigureAwait(false);
    }
}

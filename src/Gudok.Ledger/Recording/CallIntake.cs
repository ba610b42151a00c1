using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Records observed calls: asks the ledger first, creates parties only for what is new, then appends: the way
/// of a call in <c>docs/architecture.md</c>.</summary>
public sealed class CallIntake : ICallIntake, IDisposable
{
    private static readonly TimeSpan SameCallWindow = TimeSpan.FromHours(1);

    private readonly ICallLedger _ledger;
    private readonly IPartyVault _vault;
    private readonly TimeProvider _clock;
    private readonly CallKeyFactory _keys;
    private readonly MessageSealer _sealer;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Joins a ledger and a vault of one installation.</summary>
    /// <param name="ledger">Where records go.</param>
    /// <param name="vault">Where parties go.</param>
    /// <param name="keys">The installation's keys.</param>
    /// <param name="clock">Dates corrections.</param>
    public CallIntake(ICallLedger ledger, IPartyVault vault, KeyRing keys, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _ledger = ledger;
        _vault = vault;
        _clock = clock;
        _keys = new CallKeyFactory(keys.Derive("installation-id"));
        _sealer = new MessageSealer(keys.Derive("messages"));
    }

    /// <inheritdoc />
    public async ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calls);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var batch = new IntakeBatch(calls.Count);
            await FindKnownAsync(calls, batch, cancellationToken).ConfigureAwait(false);
            await AppendAsync(batch, cancellationToken).ConfigureAwait(false);
            return batch.Report();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Frees the running hash.</summary>
    public void Dispose()
    {
        _keys.Dispose();
        _turn.Dispose();
    }

    private async ValueTask FindKnownAsync(IReadOnlyList<ObservedCall> calls, IntakeBatch batch, CancellationToken cancellationToken)
    {
        var probes = new CallProbe[calls.Count];
        for (var i = 0; i < calls.Count; i++)
        {
            probes[i] = new CallProbe(_keys.Create(calls[i].SessionId, calls[i].FromTag), calls[i].StartedAt, calls[i].IsStartEstimated);
        }

        var known = await _ledger.FindKnownAsync(probes, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < calls.Count; i++)
        {
            var found = known[i] ?? await FindByOtherTagAsync(calls[i], cancellationToken).ConfigureAwait(false);
            if (found is not null) await batch.MeetAsync(i, calls[i], found, _ledger, cancellationToken).ConfigureAwait(false);
            else batch.Add(i, calls[i], probes[i].Key, SameCallWindow);
        }
    }

    /// <summary>A BYE seen alone may come from either side: the record's key may hold the tag that stands in its To.</summary>
    private async ValueTask<KnownRecord?> FindByOtherTagAsync(ObservedCall call, CancellationToken cancellationToken)
    {
        if (call.OtherTag is not { } tag) return null;
        var probe = new CallProbe(_keys.Create(call.SessionId, tag), call.StartedAt, SeekOpenBefore: true);
        return (await _ledger.FindKnownAsync([probe], cancellationToken).ConfigureAwait(false))[0];
    }

    private async ValueTask AppendAsync(IntakeBatch batch, CancellationToken cancellationToken)
    {
        if (batch.IsEmpty) return;
        var plain = batch.Parties().ToArray();
        var resolved = await _vault.ResolveAsync(plain, cancellationToken).ConfigureAwait(false);
        var byParty = new Dictionary<Party, VaultParty>(plain.Length);
        var byId = new Dictionary<PartyId, VaultParty>(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            if (resolved[i] is not { } party) continue;
            byParty[plain[i]] = party;
            byId[party.Id] = party;
        }

        var records = new List<LedgerEntry>(batch.New.Count);
        foreach (var (id, call) in batch.New) records.Add(MakeEntry(id, call, byParty, byId));
        var corrections = await MakeCorrectionsAsync(batch, byParty, byId, cancellationToken).ConfigureAwait(false);
        if (records.Count + corrections.Count == 0) return;
        var report = await _ledger.AppendAsync(new LedgerBatch(records, corrections), cancellationToken).ConfigureAwait(false);
        batch.Count(report);
    }

    private LedgerEntry MakeEntry(
        RecordId id,
        ObservedCall call,
        Dictionary<Party, VaultParty> byParty,
        Dictionary<PartyId, VaultParty> byId)
    {
        var record = RecordMaker.Make(id, call, byParty, LinkOf(call));
        var messages = call.Messages.Count == 0 ? null : _sealer.Seal(id, call.Messages, PartiesOf(record, byId));
        return new LedgerEntry(record, RecordMaker.Commit(record, byId), messages);
    }

    private async ValueTask<List<CallCorrection>> MakeCorrectionsAsync(
        IntakeBatch batch,
        Dictionary<Party, VaultParty> byParty,
        Dictionary<PartyId, VaultParty> byId,
        CancellationToken cancellationToken)
    {
        var corrections = new List<CallCorrection>(batch.Later.Count);
        foreach (var (existing, call) in batch.Later)
        {
            var record = call.IsStartEstimated && !existing.IsStartEstimated
                ? RecordMaker.WithEnd(existing, call)
                : RecordMaker.Make(existing.Id, call, byParty, LinkOf(call) ?? existing.LinkId);
            if (RecordComparer.AreEqual(existing, record))
            {
                batch.CountKnown();
                continue;
            }

            await OpenMissingAsync(record, byId, cancellationToken).ConfigureAwait(false);
            corrections.Add(new CallCorrection(existing.Id, Instant.Now(_clock), record, RecordMaker.Commit(record, byId)));
        }

        return corrections;
    }

    /// <summary>A correction repeats parties of the record that it corrects, which this batch did not resolve.</summary>
    private async ValueTask OpenMissingAsync(CallRecord record, Dictionary<PartyId, VaultParty> byId, CancellationToken cancellationToken)
    {
        var missing = RecordParties.FirstPlaces(record).Select(place => place.Party).Where(id => !byId.ContainsKey(id)).ToArray();
        if (missing.Length == 0) return;
        var opened = await _vault.OpenAsync(missing, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < missing.Length; i++)
        {
            if (opened[i] is { } party) byId[missing[i]] = party;
        }
    }

    private CallKey? LinkOf(ObservedCall call) =>
        call.LinkSession is { } session ? _keys.Create(session, call.LinkTag ?? "") : null;

    private static List<VaultParty> PartiesOf(CallRecord record, Dictionary<PartyId, VaultParty> byId) =>
        [.. RecordParties.FirstPlaces(record).Select(place => byId[place.Party])];
}

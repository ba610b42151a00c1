using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Records observed calls: asks the ledger first, creates parties only for what is new, then appends: the way
/// of a call in <c>docs/architecture.md</c>.</summary>
public sealed class CallIntake : ICallIntake, IDisposable
{
    private static readonly TimeSpan SameCallWindow = TimeSpan.FromHours(1);

    /// <summary>From how many calls on their messages are sealed on all cores.</summary>
    private const int LeastShared = 16;

    private readonly ICallLedger _ledger;
    private readonly IPartyVault _vault;
    private readonly TimeProvider _clock;
    private readonly CallKeyFactory _keys;
    private readonly MessageSealer _sealer;
    private readonly RetentionRules _rules;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly BatchParties _parties = new();

    /// <summary>Joins a ledger and a vault of one installation.</summary>
    /// <param name="ledger">Where records go.</param>
    /// <param name="vault">Where parties go.</param>
    /// <param name="keys">The installation's keys.</param>
    /// <param name="clock">Dates corrections.</param>
    /// <param name="rules">Tell how long which call is kept; null for one class of all.</param>
    public CallIntake(ICallLedger ledger, IPartyVault vault, KeyRing keys, TimeProvider clock, RetentionRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _ledger = ledger;
        _vault = vault;
        _clock = clock;
        _rules = rules ?? RetentionRules.None;
        _keys = new CallKeyFactory(keys.Derive(KeyPurpose.InstallationId));
        _sealer = new MessageSealer(keys.Derive(KeyPurpose.Messages));
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
            _parties.Clear();
            _turn.Release();
        }
    }

    /// <summary>Does something while no call is being recorded.</summary>
    /// <param name="action">What to do; short, as calls wait meanwhile.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    public async ValueTask BetweenAsync(Func<CancellationToken, ValueTask> action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await action(cancellationToken).ConfigureAwait(false);
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
            probes[i] = new CallProbe(_keys.Create(calls[i].SessionId, calls[i].FromTag), calls[i].StartedAt, calls[i].IsStartEstimated)
            {
                Class = _rules.ClassOf(calls[i]),
            };
        }

        var known = await _ledger.FindKnownAsync(probes, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < calls.Count; i++)
        {
            var found = known[i];
            if (found is null && calls[i].OtherTag is { } tag) found = await FindByOtherTagAsync(calls[i], tag, cancellationToken).ConfigureAwait(false);
            if (found is not null) await batch.MeetAsync(i, calls[i], found, _ledger, cancellationToken).ConfigureAwait(false);
            else batch.Add(i, calls[i], probes[i].Key, SameCallWindow);
        }
    }

    /// <summary>A BYE seen alone may come from either side: the record's key may hold the tag that stands in its To.</summary>
    private async ValueTask<KnownRecord?> FindByOtherTagAsync(ObservedCall call, string tag, CancellationToken cancellationToken)
    {
        var probe = new CallProbe(_keys.Create(call.SessionId, tag), call.StartedAt, SeekOpenBefore: true) { Class = _rules.ClassOf(call) };
        return (await _ledger.FindKnownAsync([probe], cancellationToken).ConfigureAwait(false))[0];
    }

    private async ValueTask AppendAsync(IntakeBatch batch, CancellationToken cancellationToken)
    {
        if (batch.IsEmpty) return;
        batch.Tell(_parties);
        _parties.Take(await _vault.ResolveAsync(_parties.Plain, cancellationToken).ConfigureAwait(false));
        var records = MakeEntries(batch.New);
        List<CallCorrection> corrections = batch.Later.Count == 0 ? [] : await MakeCorrectionsAsync(batch, cancellationToken).ConfigureAwait(false);
        if (records.Length + corrections.Count == 0) return;
        var report = await _ledger.AppendAsync(new LedgerBatch(records, corrections), cancellationToken).ConfigureAwait(false);
        batch.Count(report);
    }

    /// <summary>Packing and sealing messages costs more than all the rest, and one call's do not depend on another's.</summary>
    private LedgerEntry[] MakeEntries(List<(RecordId Id, ObservedCall Call)> calls)
    {
        var entries = new LedgerEntry[calls.Count];
        if (calls.Count >= LeastShared && calls[0].Call.Messages.Count > 0) MakeShared(calls, entries);
        else for (var index = 0; index < entries.Length; index++) entries[index] = MakeEntry(calls[index].Id, calls[index].Call);
        return entries;
    }

    // Apart, so that a batch without messages makes no closure.
    private void MakeShared(List<(RecordId Id, ObservedCall Call)> calls, LedgerEntry[] entries) =>
        Parallel.For(0, calls.Count, index => entries[index] = MakeEntry(calls[index].Id, calls[index].Call));

    private LedgerEntry MakeEntry(RecordId id, ObservedCall call)
    {
        var record = RecordMaker.Make(id, call, _parties, LinkOf(call));
        var messages = call.Messages.Count == 0 ? null : _sealer.Seal(id, call.Messages, PartiesOf(record, _parties.ById));
        return new LedgerEntry(record, RecordMaker.Commit(record, _parties.ById), messages) { Class = _rules.ClassOf(call) };
    }

    private async ValueTask<List<CallCorrection>> MakeCorrectionsAsync(IntakeBatch batch, CancellationToken cancellationToken)
    {
        var corrections = new List<CallCorrection>(batch.Later.Count);
        foreach (var (existing, call) in batch.Later)
        {
            // What is known by its BYE only brings an end and nothing else, even to a record whose start is a guess too.
            var record = call.OtherTag is not null || (call.IsStartEstimated && !existing.IsStartEstimated)
                ? RecordMaker.WithEnd(existing, call)
                : RecordMaker.WithWhatOnlyAnotherKnew(RecordMaker.Make(existing.Id, call, _parties, LinkOf(call) ?? existing.LinkId), existing);
            if (RecordComparer.AreEqual(existing, record))
            {
                batch.CountKnown();
                continue;
            }

            await OpenMissingAsync(record, _parties.ById, cancellationToken).ConfigureAwait(false);
            corrections.Add(new CallCorrection(existing.Id, Instant.Now(_clock), record, RecordMaker.Commit(record, _parties.ById)));
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

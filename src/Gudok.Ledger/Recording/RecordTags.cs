using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Adds tags to records that stand, while no call is being recorded.</summary>
/// <param name="ledger">Where records are.</param>
/// <param name="vault">Opens the parties that a correction commits to anew.</param>
/// <param name="intake">Lends its turn.</param>
/// <param name="clock">Dates corrections.</param>
public sealed class RecordTags(ICallLedger ledger, IPartyVault vault, CallIntake intake, TimeProvider clock) : IRecordTags
{
    /// <inheritdoc />
    public async ValueTask<TagsOutcome> AddAsync(RecordId id, CallTags told, CallTags before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(before);
        var outcome = TagsOutcome.Gone;
        await intake.BetweenAsync(async stop => outcome = await AddInTurnAsync(id, told, before, stop).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    private async ValueTask<TagsOutcome> AddInTurnAsync(RecordId id, CallTags told, CallTags before, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } existing) return TagsOutcome.Gone;
        var tags = Joined(existing.Tags, told, before);
        if (tags == existing.Tags) return TagsOutcome.Unchanged;
        var ids = RecordParties.FirstPlaces(existing).Select(place => place.Party).ToArray();
        var parties = (await vault.OpenAsync(ids, cancellationToken).ConfigureAwait(false)).OfType<VaultParty>().ToArray();
        if (parties.Length < ids.Length) return TagsOutcome.Gone;
        var record = existing with { Tags = tags };
        var commitments = RecordMaker.Commit(record, ids.Zip(parties).ToDictionary(pair => pair.First, pair => pair.Second));
        var report = await ledger.AppendAsync(new LedgerBatch([], [new CallCorrection(id, Instant.Now(clock), record, commitments)]), cancellationToken).ConfigureAwait(false);
        return report.Corrected > 0 ? TagsOutcome.Corrected : TagsOutcome.Gone;
    }

    private static CallTags Joined(CallTags now, CallTags told, CallTags before)
    {
        var name = Of(now.Operator, told.Operator, before.Operator);
        return now with
        {
            Operator = name,
            // Of another operator it would be another one.
            Department = name == now.Operator ? now.Department : now.Operator is null ? now.Department ?? told.Department : told.Department,
            Service = Of(now.Service, told.Service, before.Service),
            Application = Of(now.Application, told.Application, before.Application),
        };
    }

    private static string? Of(string? now, string? told, string? before) => told is not null && (now is null || now == before) ? told : now;
}

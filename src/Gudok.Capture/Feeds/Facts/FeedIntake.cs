using Gudok.Calls;
using Gudok.Ledger;

namespace Gudok.Capture;

/// <summary>Writes on each call what PBXs told of it. What a call brings itself stays as it is.</summary>
/// <param name="inner">Records the calls.</param>
/// <param name="table">What was told.</param>
/// <param name="late">Corrects what is told later.</param>
/// <param name="names">Whose account an agent is.</param>
internal sealed class FeedIntake(ICallIntake inner, FactTable table, LateFacts late, IAgentNames names) : ICallIntake
{
    /// <inheritdoc />
    public async ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken)
    {
        var told = new ToldFacts?[calls.Count];
        var given = new CallTags[calls.Count];
        var tagged = new ObservedCall[calls.Count];
        for (var i = 0; i < tagged.Length; i++)
        {
            told[i] = table.Find(RecentRecords.CallIdsOf(calls[i]));
            given[i] = told[i] is { } facts ? facts.Tags(await NameAsync(facts, calls[i], cancellationToken).ConfigureAwait(false)) : CallTags.None;
            tagged[i] = told[i] is null ? calls[i] : calls[i] with { Tags = Fill(calls[i].Tags, given[i]) };
        }

        var report = await inner.RecordAsync(tagged, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < tagged.Length; i++) Note(calls[i], report, i, told[i], given[i]);
        return report;
    }

    private ValueTask<string?> NameAsync(ToldFacts facts, ObservedCall call, CancellationToken cancellationToken) =>
        facts.Agent is { } agent ? names.NameAsync(agent, call.StartedAt, cancellationToken) : ValueTask.FromResult<string?>(null);

    private void Note(ObservedCall call, IntakeReport report, int index, ToldFacts? told, CallTags given)
    {
        if (told is not null)
        {
            table.NoteMatched(RecentRecords.CallIdsOf(call));
            if (call.Revision == 0 && given != CallTags.None) told.Feed.CountMatched();
        }

        late.NoteRecorded(report.Ids[index], call, given);
    }

    private static CallTags Fill(CallTags own, CallTags told) => own with
    {
        Operator = own.Operator ?? told.Operator,
        Service = own.Service ?? told.Service,
        Application = own.Application ?? told.Application,
    };
}

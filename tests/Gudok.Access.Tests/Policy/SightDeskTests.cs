using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Access.Tests;

public sealed class SightDeskTests : IDisposable
{
    private readonly KeptJournal _journal = new();
    private readonly SightDesk _desk;

    public SightDeskTests()
    {
        var clock = new ManualClock(Somebody.Noon);
        _desk = new SightDesk(PolicyFile.Read(PolicyFile.Starting(), "policy.json", clock), _journal);
    }

    [Fact]
    public async Task A_sight_names_the_entry_of_the_journal_that_stood_before_it()
    {
        var (sight, _) = await AskAsync(Somebody.With(Role.Operator), Somebody.OwnCase);
        Assert.True(sight!.IsWhole);
        Assert.Equal("1", sight.JournalEntry);
        var entry = Assert.Single(_journal.Entries);
        Assert.Equal(("number.reveal", ActOutcome.Done, "asked to be called back", "request in-17; 2 parties", "r-1"), (entry.Act, entry.Outcome, entry.Reason, entry.Detail, entry.Correlation));
        Assert.Equal(["call:1"], entry.Objects);
    }

    [Fact]
    public async Task A_refusal_is_noted_with_its_reason_and_gives_no_sight()
    {
        var (sight, decision) = await AskAsync(Somebody.With(Role.Analyst), Somebody.OwnCase);
        Assert.Null(sight);
        Assert.Equal(Refusal.Denied, Assert.IsType<Decision.Refused>(decision).Reason);
        var entry = Assert.Single(_journal.Entries);
        Assert.Equal((ActOutcome.Refused, "denied; request in-17; 2 parties"), (entry.Outcome, entry.Detail));
    }

    [Fact]
    public async Task What_cannot_be_noted_is_not_shown()
    {
        _journal.IsBroken = true;
        await Assert.ThrowsAsync<AccessException>(async () => await AskAsync(Somebody.With(Role.Operator), Somebody.OwnCase));
    }

    [Fact]
    public async Task Two_at_once_do_not_both_get_the_last_of_the_quota()
    {
        var journal = new KeptJournal();
        using var desk = new SightDesk(PolicyFile.Read(PolicyFile.Starting(), "policy.json", new ManualClock(Somebody.Noon)), journal, new CountedUse(journal, 49));
        var asked = Enumerable.Range(0, 8).Select(_ => desk.AskAsync(Somebody.With(Role.Operator), Act.NumberReveal, Somebody.OwnCase, new SightNote([], null, null), default).AsTask());
        var answers = await Task.WhenAll(asked);
        Assert.Single(answers, answer => answer.Sight is not null);
        Assert.All(answers.Where(answer => answer.Sight is null), answer => Assert.Equal(Refusal.QuotaUsed, ((Decision.Refused)answer.Decision).Reason));
    }

    public void Dispose() => _desk.Dispose();

    private sealed class CountedUse(KeptJournal journal, int before) : INumberUse
    {
        public async ValueTask<int> SinceAsync(Actor actor, Act act, DateTimeOffset since, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return before + journal.Entries.Count(entry => entry.Outcome == ActOutcome.Done);
        }
    }

    private ValueTask<(PartySight? Sight, Decision Decision)> AskAsync(Actor actor, ActContext context) =>
        _desk.AskAsync(actor, Act.NumberReveal, context, new SightNote(["call:1"], "2 parties", "r-1"), default);
}

using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class FactTableTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly FeedsOptions _options = new() { RememberedChannels = 1_000 };
    private readonly FeedCounters _feed = new("asterisk:0");
    private readonly FactTable _table;

    public FactTableTests() => _table = new FactTable(_options, _clock);

    [Fact]
    public void What_is_told_of_one_channel_holds_for_the_conversation_and_the_operator_for_two()
    {
        Learn(new() { Channel = "caller", Conversation = "1", CallId = "a" });
        Learn(new() { Channel = "caller", Conversation = "1", Queue = "support" });
        Learn(new() { Channel = "rung", Conversation = "1", CallId = "b" });
        Learn(new() { Channel = "agent", Conversation = "1", CallId = "c" });
        Learn(new() { Channel = "caller", Conversation = "1", Other = "agent", Agent = "anna" });
        Learn(new() { Channel = "agent", Conversation = "1", Application = "Z1" });
        Assert.Equal(("support", "anna", "Z1"), Known("a"));
        Assert.Equal(("support", null, "Z1"), Known("b"));
        Assert.Equal(("support", "anna", "Z1"), Known("c"));
        Assert.Null(_table.Find(["d"]));
    }

    [Fact]
    public void A_channel_that_moves_keeps_what_it_has_and_takes_nothing_of_its_conversation_along()
    {
        Learn(new() { Channel = "agent", Conversation = "1", CallId = "agent" });
        Learn(new() { Channel = "first", Conversation = "1", CallId = "a", Application = "Z1" });
        Learn(new() { Channel = "agent", Conversation = "2" });
        Learn(new() { Channel = "second", Conversation = "2", CallId = "b", Queue = "sales" });
        Assert.Equal((null, null, "Z1"), Known("a"));
        Assert.Equal(("sales", null, null), Known("b"));
        Assert.Equal(("sales", null, "Z1"), Known("agent"));
    }

    [Fact]
    public void What_is_behind_fills_and_what_came_later_stays()
    {
        Learn(new() { Channel = "caller", CallId = "a", Queue = "second", Agent = "boris" });
        Learn(new() { Channel = "caller", Queue = "first", Agent = "anna", OnlyFills = true });
        Assert.Equal(("second", "boris", null), Known("a"));
        Learn(new() { Channel = "caller", Queue = "third", Agent = "vera" });
        Assert.Equal(("third", "vera", null), Known("a"));
    }

    [Fact]
    public void Changes_are_told_by_Call_ID_once_they_are_changes()
    {
        var told = new List<string>();
        _table.Changed = told.AddRange;
        Learn(new() { Channel = "caller", Conversation = "1", Queue = "support" });
        Assert.Empty(told);
        Learn(new() { Channel = "caller", Conversation = "1", CallId = "a" });
        Learn(new() { Channel = "caller", Conversation = "1", Queue = "support" });
        Assert.Equal(["a"], told);
    }

    [Fact]
    public void The_oldest_channel_goes_first_over_the_limit_and_is_counted()
    {
        for (var i = 0; i <= _options.RememberedChannels; i++) Learn(new() { Channel = $"{i}", CallId = $"call{i}", Queue = "support" });
        Assert.Equal(_options.RememberedChannels, _table.Count);
        Assert.Equal((1, 1), (_feed.Dropped, _feed.Unmatched));
        Assert.Null(_table.Find(["call0"]));
        Assert.Equal(("support", null, null), Known("call1"));
    }

    [Fact]
    public void A_channel_that_is_over_is_forgotten_sooner()
    {
        Learn(new() { Channel = "over", CallId = "a", Queue = "support", IsOver = true });
        Learn(new() { Channel = "open", CallId = "b", Queue = "support" });
        _clock.Advance(_options.LateFor + TimeSpan.FromSeconds(1));
        _table.Tidy();
        Assert.Null(_table.Find(["a"]));
        Assert.NotNull(_table.Find(["b"]));
        _clock.Advance(_options.RememberFor);
        _table.Tidy();
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void A_conversation_that_gave_no_record_is_counted_once()
    {
        foreach (var (conversation, isMatched) in new[] { ("1", true), ("2", false) })
        {
            Learn(new() { Channel = $"{conversation}.a", Conversation = conversation, CallId = conversation, Queue = "support", IsOver = true });
            Learn(new() { Channel = $"{conversation}.b", Conversation = conversation, IsOver = true });
            if (isMatched) _table.NoteMatched([conversation]);
        }

        Learn(new() { Channel = "3", CallId = "3", IsOver = true });
        _clock.Advance(TimeSpan.FromDays(1));
        _table.Tidy();
        Assert.Equal((0, 1), (_table.Count, _feed.Unmatched));
    }

    [Fact]
    public void A_conversation_over_its_limit_leaves_further_channels_alone()
    {
        for (var i = 0; i <= TrackedConversation.MostChannels; i++) Learn(new() { Channel = $"{i}", Conversation = "1", CallId = $"call{i}" });
        Learn(new() { Channel = "0", Conversation = "1", Queue = "support" });
        Assert.Equal(("support", null, null), Known($"call{TrackedConversation.MostChannels - 1}"));
        Assert.Null(_table.Find([$"call{TrackedConversation.MostChannels}"]));
        Assert.Equal(1, _feed.Dropped);
    }

    [Fact]
    public void Two_feeds_have_channels_of_their_own()
    {
        Learn(new() { Channel = "1", Conversation = "1", CallId = "a", Queue = "support" });
        _table.Learn(new FeedCounters("asterisk:1"), new() { Channel = "1", Conversation = "1", CallId = "b" });
        Assert.Null(_table.Find(["b"]));
        Assert.NotNull(_table.Find(["a"]));
    }

    private void Learn(FeedFact fact) => _table.Learn(_feed, fact);

    private (string? Queue, string? Agent, string? Application) Known(string callId) => _table.Find([callId]) is { } told ? (told.Queue, told.Agent, told.Application) : default;
}

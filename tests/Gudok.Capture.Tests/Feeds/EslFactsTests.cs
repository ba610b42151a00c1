using System.Text;

namespace Gudok.Capture.Tests;

public sealed class EslFactsTests
{
    private static readonly FeedFact Channel = new() { Channel = "u1", Conversation = "c1", CallId = "a b@pbx", OnlyFills = true };

    [Fact]
    public void A_channel_tells_its_Call_ID_and_variables()
    {
        Assert.Equal(Channel, Read("CHANNEL_CREATE"));
        Assert.Equal(Channel with { Application = "З-118" }, Read("CHANNEL_ANSWER", "variable_GUDOK_APPLICATION: %D0%97-118"));
        Assert.Equal(Channel with { Other = "u2" }, Read("CHANNEL_BRIDGE", "Other-Leg-Unique-ID: u2"));
        Assert.Equal(
            Channel with { IsOver = true, Queue = "support", Agent = "4511" },
            Read("CHANNEL_HANGUP_COMPLETE", "variable_cc_queue: support%40default", "variable_cc_agent: 4511%40default"));
        Assert.Null(Read("HEARTBEAT"));
    }

    [Fact]
    public void A_queue_tells_of_the_callers_channel_whosever_channel_the_event_stands_on()
    {
        var member = new FeedFact { Channel = "m1", Queue = "support", Agent = "anna", Other = "u1" };
        Assert.Equal(member, Read("CUSTOM", "Event-Subclass: callcenter%3A%3Ainfo", "CC-Action: bridge-agent-start", "CC-Queue: support%40default", "CC-Agent: anna", "CC-Agent-UUID: u1", "CC-Member-Session-UUID: m1"));
        Assert.Equal(
            new FeedFact { Channel = "u1", Queue = "support", CallId = "a b@pbx" },
            Read("CUSTOM", "Event-Subclass: callcenter%3A%3Ainfo", "CC-Action: member-queue-start", "CC-Queue: support%40default", "CC-Member-Session-UUID: u1"));
        Assert.True(Read("CUSTOM", "Event-Subclass: callcenter%3A%3Ainfo", "CC-Action: bridge-agent-end", "CC-Member-Session-UUID: m1")!.Value.OnlyFills);
        Assert.Null(Read("CUSTOM", "Event-Subclass: callcenter%3A%3Ainfo", "CC-Action: agent-offering", "CC-Agent: boris", "CC-Member-Session-UUID: m1"));
        Assert.Null(Read("CUSTOM", "Event-Subclass: conference%3A%3Amaintenance", "CC-Action: bridge-agent-start", "CC-Member-Session-UUID: m1"));
    }

    [Theory]
    [InlineData("%D0%9", "\uFFFD%9")]
    [InlineData("%", "%")]
    [InlineData("%zz", "%zz")]
    [InlineData("100%25", "100%")]
    [InlineData("a%0Ab", null)]
    [InlineData("", null)]
    public void An_escape_that_is_none_stays_as_it_is(string value, string? application) =>
        Assert.Equal(application, Read("CHANNEL_CREATE", "variable_GUDOK_APPLICATION: " + value)!.Value.Application);

    [Fact]
    public void A_value_over_the_limit_counts_as_none()
    {
        Assert.Null(Read("CHANNEL_CREATE", "variable_GUDOK_APPLICATION: " + new string('x', 257))!.Value.Application);
        Assert.Null(Read("CHANNEL_CREATE", "variable_GUDOK_APPLICATION: " + new string('x', 100_000))!.Value.Application);
        Assert.NotNull(Read("CHANNEL_CREATE", "variable_GUDOK_APPLICATION: " + string.Concat(Enumerable.Repeat("%41", 256)))!.Value.Application);
    }

    private static FeedFact? Read(string name, params string[] lines) => new EslFacts(new FeedOptions()).Read(new FeedMessage(
        Encoding.UTF8.GetBytes(string.Join("\n", ["Event-Name: " + name, "Unique-ID: u1", "Channel-Call-UUID: c1", "Caller-Caller-ID-Number: 79165550101", "variable_sip_call_id: a%20b%40pbx", .. lines])),
        isEncoded: true));
}

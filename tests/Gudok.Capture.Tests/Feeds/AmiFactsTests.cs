using System.Text;

namespace Gudok.Capture.Tests;

public sealed class AmiFactsTests
{
    private static readonly FeedFact Channel = new() { Channel = "1700000000.7", Conversation = "1700000000.5" };

    [Fact]
    public void A_variable_tells_the_Call_ID_or_the_application()
    {
        Assert.Equal(Channel with { CallId = "a84b4c76e66710@pbx" }, Read("VarSet", "Variable: GUDOK_CALLID", "Value: a84b4c76e66710@pbx"));
        Assert.Equal(Channel with { CallId = "b@pbx" }, Read("VarSet", "Variable: SIPCALLID", "Value: b@pbx"));
        Assert.Equal(Channel with { Application = "З-2026/118" }, Read("VarSet", "Variable: GUDOK_APPLICATION", "Value: З-2026/118"));
        Assert.Null(Read("VarSet", "Variable: gudok_application", "Value: x"));
        Assert.Null(Read("VarSet", "Variable: CALLERID(num)", "Value: 79165550101"));
    }

    [Fact]
    public void The_variables_can_be_named_otherwise()
    {
        var options = new FeedOptions { CallIdVariable = "MY_CALL", ApplicationVariable = "TICKET" };
        Assert.Equal(Channel with { CallId = "c" }, Read(options, "VarSet", "Variable: MY_CALL", "Value: c"));
        Assert.Equal(Channel with { Application = "T1" }, Read(options, "VarSet", "Variable: TICKET", "Value: T1"));
        Assert.Null(Read(options, "VarSet", "Variable: SIPCALLID", "Value: c"));
    }

    [Fact]
    public void A_global_variable_is_no_channels() =>
        Assert.Null(new AmiFacts(new FeedOptions()).Read(new FeedMessage("Event: VarSet\r\nChannel: none\r\nUniqueid: none\r\nVariable: GUDOK_APPLICATION\r\nValue: x"u8)));

    [Fact]
    public void A_queue_tells_its_name_and_who_took_the_call()
    {
        Assert.Equal(Channel with { Queue = "support" }, Read("QueueCallerJoin", "Queue: support", "Position: 1"));
        var taken = Channel with { Queue = "support", Other = "1700000000.9", Agent = "anna" };
        Assert.Equal(taken, Read("AgentConnect", "DestUniqueid: 1700000000.9", "Queue: support", "MemberName: anna", "Interface: PJSIP/4511"));
        Assert.Equal(taken with { Agent = "4511" }, Read("AgentConnect", "DestUniqueid: 1700000000.9", "Queue: support", "MemberName: PJSIP/4511", "Interface: PJSIP/4511"));
        Assert.Equal(taken with { OnlyFills = true }, Read("AgentComplete", "DestUniqueid: 1700000000.9", "Queue: support", "MemberName: anna", "Reason: agent"));
    }

    [Fact]
    public void CEL_tells_of_conversations_and_of_the_queue_that_is_entered()
    {
        Assert.Equal(Channel, Read("CEL", "EventName: CHAN_START"));
        Assert.Equal(Channel with { IsOver = true }, Read("CEL", "EventName: CHAN_END"));
        Assert.Equal(Channel with { Queue = "support" }, Read("CEL", "EventName: APP_START", "Application: Queue", "AppData: support,tT,,,60"));
        Assert.Null(Read("CEL", "EventName: APP_START", "Application: Dial", "AppData: PJSIP/4511"));
        Assert.Equal(Channel, new AmiFacts(new FeedOptions()).Read(new FeedMessage("Event: CEL\r\nEventName: CHAN_START\r\nUniqueID: 1700000000.7\r\nLinkedID: 1700000000.5"u8)));
    }

    [Fact]
    public void A_telephone_number_is_nobodys_name_no_queue_and_no_application()
    {
        Assert.Null(Read("AgentConnect", "Queue: support", "MemberName: PJSIP/79165550101", "Interface: PJSIP/79165550101")!.Value.Agent);
        Assert.Null(Read("QueueCallerJoin", "Queue: +7 916 555 01 01")!.Value.Queue);
        Assert.Null(Read("VarSet", "Variable: GUDOK_APPLICATION", "Value: 79165550101")!.Value.Application);
        Assert.Equal("20261124118", Read("VarSet", "Variable: GUDOK_APPLICATION", "Value: 20261124118")!.Value.Application);
    }

    [Fact]
    public void Other_events_tell_nothing()
    {
        Assert.Null(Read("DialBegin", "Queue: support"));
        Assert.Null(new AmiFacts(new FeedOptions()).Read(new FeedMessage("Event: QueueCallerJoin\r\nQueue: support"u8)));
        Assert.Null(new AmiFacts(new FeedOptions()).Read(new FeedMessage(default)));
    }

    private static FeedFact? Read(string name, params string[] lines) => Read(new FeedOptions(), name, lines);

    private static FeedFact? Read(FeedOptions options, string name, params string[] lines) => new AmiFacts(options).Read(new FeedMessage(Encoding.UTF8.GetBytes(
        string.Join("\r\n", ["Event: " + name, "CallerIDNum: 79165550101", "Uniqueid: 1700000000.7", "Linkedid: 1700000000.5", .. lines]))));
}

using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class KeptMessageTests
{
    private readonly Ladder _ladder = new();

    [Fact]
    public void Ladder_holds_each_distinct_message_of_each_hop_once_and_in_order()
    {
        var caller = _ladder.Leg("c", "alice", "proxy").Send(0, "INVITE").Send(500, "INVITE");
        caller.Next("bob").Send(5, "INVITE").Answer(90, 180, "b");
        caller.Answer(100, 180, "b").Send(600, "INFO", "b", cseq: 2).Answer(700, 486, "b").Answer(1200, 486, "b");
        var call = Assembler.Single(_ladder, new AssemblyOptions { KeepMessages = true });
        Assert.Equal([0.0, 5, 90, 100, 600, 700], call.Messages.Select(message => (message.Time - _ladder.Start).TotalMilliseconds));
        Assert.Equal((_ladder.Host("proxy"), _ladder.Host("bob")), (call.Messages[1].Source, call.Messages[1].Destination));
    }

    [Fact]
    public void Messages_of_joined_legs_name_their_leg()
    {
        _ladder.Leg("c1", "alice", "pbx").Send(0, "INVITE").Answer(900, 486, "x");
        _ladder.Leg("c2", "pbx", "bob").Send(10, "INVITE", edit: text => text.With("X-CID", "c1")).Answer(800, 486, "y");
        var call = Assembler.Single(_ladder, new AssemblyOptions { KeepMessages = true });
        Assert.Equal([0, 1, 1, 0], call.Messages.Select(message => message.Leg));
    }

    [Fact]
    public void Messages_over_the_limit_are_counted()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        var assembler = Assembler.Run(_ladder, new AssemblyOptions { KeepMessages = true, KeptMessagesPerCall = 4 });
        Assert.Equal((4, 2L), (Assert.Single(assembler.Calls).Messages.Count, assembler.Legs.UnkeptMessages));
    }

    [Fact]
    public void Octets_over_the_limit_are_counted()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        var assembler = Assembler.Run(_ladder, new AssemblyOptions { KeepMessages = true, KeptOctetsPerCall = 400 });
        Assert.Single(Assert.Single(assembler.Calls).Messages);
        Assert.Equal(5, assembler.Legs.UnkeptMessages);
    }

    [Fact]
    public void Messages_are_not_kept_unless_asked_for()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        Assert.Empty(Assembler.Single(_ladder).Messages);
    }

    [Fact]
    public void Correction_does_not_bring_the_messages_again()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b").Answer(2000, 486, "b");
        leg.Answer(10_000, 200, "b").Send(20_000, "BYE", "b", cseq: 2).Answer(20_005, 200, "b", "BYE", cseq: 2);
        var given = Assembler.Run(_ladder, new AssemblyOptions { KeepMessages = true }).Given;
        Assert.Equal([3, 0], given.Select(call => call.Messages.Count));
    }

    [Fact]
    public void Leg_that_changes_while_it_waits_for_another_keeps_its_messages()
    {
        _ladder.Leg("c1", "alice", "pbx", fromTag: "a").Send(0, "INVITE").Answer(900, 486, "x").Answer(2500, 200, "x")
            .Send(2600, "BYE", "x", cseq: 2).Answer(2700, 200, "x", "BYE", cseq: 2);
        _ladder.Leg("c2", "pbx", "bob").Send(10, "INVITE", edit: text => text.With("X-CID", "c1")).Answer(4000, 486, "y");
        var call = Assembler.Single(_ladder, new AssemblyOptions { KeepMessages = true, RetryWindow = TimeSpan.FromSeconds(1) });
        Assert.Equal([0, 1, 0, 1], call.Messages.Select(message => message.Leg));
    }
}

using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class LimitTests
{
    private readonly Ladder _ladder = new();

    [Fact]
    public void Too_many_open_calls_push_out_the_one_nearest_its_end()
    {
        for (var index = 0; index < 5; index++) _ladder.Leg($"c{index}", "alice", "bob").Send(index, "INVITE");
        var assembler = new Assembler(new AssemblyOptions { OpenCalls = 3 });
        assembler.Feed(_ladder.InOrder);
        Assert.Equal(3, assembler.Legs.HeldCalls);
        Assert.Equal(["c0", "c1"], assembler.Given.Select(call => call.SessionId));
        Assert.All(assembler.Given, call => Assert.True(call.IsEndEstimated));
    }

    [Fact]
    public void Closed_calls_are_forgotten_after_their_time()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        var assembler = new Assembler();
        assembler.Feed(_ladder.InOrder);
        assembler.Tick(_ladder.At(9600 + 63_000));
        Assert.Equal(1, assembler.Legs.HeldCalls);
        assembler.Tick(_ladder.At(9600 + 65_000));
        Assert.Equal(0, assembler.Legs.HeldCalls);
    }

    [Fact]
    public void Groups_of_legs_are_forgotten_after_their_time()
    {
        _ladder.Leg("c1", "alice", "pbx").Talk(0, 100, 2000, 9000);
        _ladder.Leg("c2", "pbx", "bob").Send(10, "INVITE", edit: text => text.With("X-CID", "c1")).Answer(8000, 486, "b");
        var assembler = new Assembler();
        assembler.Feed(_ladder.InOrder);
        assembler.Tick(_ladder.At(20_000));
        Assert.Equal(1, assembler.Joins.HeldGroups);
        assembler.Tick(_ladder.At(100_000));
        Assert.Equal(0, assembler.Joins.HeldGroups);
    }

    [Fact]
    public void Thousand_reinvites_leave_room_for_the_bye()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(1000, 200, "b").Send(1005, "ACK", "b");
        for (uint index = 2; index < 1000; index++) leg.Send(index * 1000, "INVITE", "b", cseq: index).Answer((index * 1000) + 5, 200, "b", cseq: index);
        leg.Send(1_000_000, "BYE", "b", cseq: 1000).Answer(1_000_005, 200, "b", "BYE", cseq: 1000);
        var call = Assembler.Single(_ladder);
        Assert.Equal((_ladder.At(1000), _ladder.At(1_000_000)), (call.AnsweredAt, call.EndedAt));
        Assert.Single(call.Legs);
    }

    [Fact]
    public void Call_open_for_eight_days_is_closed()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(1000, 200, "b").Send(1005, "ACK", "b");
        for (var hour = 1; hour < 9 * 24; hour += 12) leg.Send(hour * 3_600_000.0, "OPTIONS", "b", cseq: (uint)hour);
        var assembler = new Assembler();
        assembler.Feed(_ladder.InOrder);
        Assert.True(Assert.Single(assembler.Given).IsEndEstimated);
    }

    [Fact]
    public void Late_answer_comes_as_a_correction()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b").Answer(2000, 486, "b");
        leg.Answer(10_000, 200, "b").Send(20_000, "BYE", "b", cseq: 2).Answer(20_005, 200, "b", "BYE", cseq: 2);
        var given = Assembler.Run(_ladder).Given;
        Assert.Equal([(0, CallDisposition.Busy), (1, CallDisposition.Answered)], given.Select(call => (call.Revision, call.Disposition)));
    }

    [Fact]
    public void Messages_that_make_no_call_are_told_by_their_reason()
    {
        _ladder.Leg("r", "alice", "bob").Send(0, "REGISTER").Send(1, "OPTIONS").Send(2, "MESSAGE").Send(3, "ACK", "b").Send(4, "INFO", "b").Answer(5, 487, "b");
        var assembler = Assembler.Run(_ladder);
        Assert.Empty(assembler.Calls);
        Assert.Equal(3, assembler.Verdicts.Count(verdict => verdict == MessageVerdict.OtherMethod));
        Assert.Equal(3, assembler.Orphans);
    }

    [Fact]
    public void Keeping_no_messages_for_one_import_leaves_the_shared_options_as_they_are()
    {
        var shared = new AssemblyOptions { KeepMessages = true, OpenCalls = 7 };
        var own = shared.WithMessages(false);
        Assert.False(own.KeepMessages);
        Assert.Equal(7, own.OpenCalls);
        Assert.True(shared.KeepMessages);
    }
}

using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Cases 28 to 37: how calls end, and what their times and causes are.</summary>
public sealed class EndCases
{
    private readonly Ladder _ladder = new();

    [Fact]
    [Case(28)]
    public void Call_without_bye_ends_at_its_last_message_and_says_so()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b").Send(60_000, "OPTIONS", "b", cseq: 2);
        var assembler = new Assembler();
        assembler.Feed(_ladder.InOrder);
        assembler.Tick(_ladder.At(23 * 3_600_000));
        Assert.Empty(assembler.Given);
        assembler.Tick(_ladder.At(25 * 3_600_000));
        var call = Assert.Single(assembler.Given);
        Assert.Equal((_ladder.At(60_000), CallEnd.Unknown), (call.EndedAt, call.EndedBy));
        Assert.True(call.IsEndEstimated && !call.IsComplete);
        Assert.Null(call.Cause);
    }

    [Theory]
    [Case(28)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(13)]
    public void Long_call_is_one_call(int hours)
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, hours * 3_600_000.0);
        var call = Assembler.Single(_ladder);
        Assert.Equal(_ladder.At(hours * 3_600_000.0), call.EndedAt);
        Assert.True(call.IsComplete);
    }

    [Fact]
    [Case(28)]
    public void Session_timer_that_is_not_refreshed_ends_the_call()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b", edit: text => text.With("Session-Expires", "90;refresher=uac"))
            .Send(60_000, "UPDATE", "b", cseq: 2).Answer(60_010, 200, "b", "UPDATE", text => text.With("x", "90"), 2);
        var assembler = new Assembler();
        assembler.Feed(_ladder.InOrder);
        assembler.Tick(_ladder.At(60_010 + 121_000));
        Assert.Empty(assembler.Given);
        assembler.Tick(_ladder.At(60_010 + 200_000));
        Assert.Equal(_ladder.At(60_010), Assert.Single(assembler.Given).EndedAt);
    }

    [Theory]
    [InlineData(0.5, 90)]
    [InlineData(30, 0)]
    public void Bye_long_after_a_call_was_given_up_ends_that_call(double hours, int sessionExpires)
    {
        var end = hours * 3_600_000;
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE");
        leg.Answer(2000, 200, "b", edit: text => sessionExpires == 0 ? text : text.With("Session-Expires", "90")).Send(2005, "ACK", "b");
        leg.SendBack(end, "BYE", "b").AnswerBack(end + 10, 200, "b");
        var assembler = Assembler.Run(_ladder);
        Assert.Equal([true, false], assembler.Given.Select(given => given.IsEndEstimated));
        var call = Assert.Single(assembler.Calls);
        Assert.Equal((_ladder.At(end), CallEnd.Callee, true), (call.EndedAt, call.EndedBy, call.IsComplete));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(487)]
    public void Final_response_after_a_long_silence_of_ringing_is_that_of_the_call(int status)
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b").Answer(1_500_000, status, "b");
        leg.Send(1_500_005, "ACK", "b");
        if (status == 200) leg.Send(1_600_000, "BYE", "b", cseq: 2).Answer(1_600_005, 200, "b", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal(((int?)status, true), (call.SipStatus, call.IsComplete));
        Assert.Equal(_ladder.At(0), call.StartedAt);
    }

    [Fact]
    public void Call_id_used_again_long_after_a_call_without_end_is_another_call()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b");
        var again = _ladder.Leg("c", "alice", "bob");
        again.CSeq = 7;
        again.Talk(900_000, 900_100, 902_000, 910_000);
        Assert.Equal([_ladder.At(0), _ladder.At(900_000)], Assembler.Run(_ladder).Calls.Select(call => call.StartedAt));
    }

    [Fact]
    [Case(29)]
    public void Retransmitted_bye_ends_the_call_at_its_first_sight()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b");
        leg.Send(9000, "BYE", "b", cseq: 2).Send(9500, "BYE", "b", cseq: 2).Send(10_500, "BYE", "b", cseq: 2).Answer(10_510, 200, "b", "BYE", cseq: 2);
        Assert.Equal(_ladder.At(9000), Assembler.Single(_ladder).EndedAt);
    }

    [Fact]
    [Case(29)]
    public void Bye_of_both_sides_ends_the_call_at_the_first_confirmed_one()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b");
        leg.Send(9000, "BYE", "b", cseq: 2).SendBack(9003, "BYE", "b").AnswerBack(9010, 200, "b");
        var call = Assembler.Single(_ladder);
        Assert.Equal((_ladder.At(9003), CallEnd.Callee), (call.EndedAt, call.EndedBy));
    }

    [Fact]
    [Case(29)]
    public void Unanswered_bye_ends_the_call_when_it_was_seen()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b").Send(9000, "BYE", "b", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal((_ladder.At(9000), CallEnd.Caller), (call.EndedAt, call.EndedBy));
        Assert.True(call.IsComplete);
    }

    [Fact]
    [Case(29)]
    public void Challenged_bye_does_not_end_the_call()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b");
        leg.Send(9000, "BYE", "b", cseq: 2).Answer(9010, 407, "b", "BYE", cseq: 2).Send(9020, "BYE", "b", cseq: 3).Answer(9030, 200, "b", "BYE", cseq: 3);
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, _ladder.At(9000)), (call.Disposition, call.EndedAt));
    }

    [Theory]
    [Case(29)]
    [InlineData(403)]
    [InlineData(500)]
    public void Refused_bye_does_not_end_a_call_that_a_later_one_ends(int refusal)
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b");
        leg.Send(9000, "BYE", "b", cseq: 2).Answer(9010, refusal, "b", "BYE", cseq: 2).Send(60_000, "BYE", "b", cseq: 3).Answer(60_010, 200, "b", "BYE", cseq: 3);
        var call = Assembler.Single(_ladder);
        Assert.Equal((_ladder.At(60_000), CallEnd.Caller, true), (call.EndedAt, call.EndedBy, call.IsComplete));
    }

    [Fact]
    [Case(29)]
    public void Refused_bye_ends_the_call_where_no_other_was_seen()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b");
        leg.Send(9000, "BYE", "b", cseq: 2).Answer(9010, 403, "b", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal((_ladder.At(9000), CallEnd.Caller), (call.EndedAt, call.EndedBy));
    }

    [Fact]
    [Case(30)]
    public void Call_over_midnight_is_one_call()
    {
        var ladder = new Ladder { Start = Instant.From(new DateTimeOffset(2026, 12, 31, 23, 59, 30, TimeSpan.Zero)) };
        ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 90_000);
        var call = Assembler.Single(ladder);
        Assert.Equal(ladder.At(90_000), call.EndedAt);
        Assert.Equal(new DateOnly(2026, 12, 31), call.StartedAt.UtcDay);
    }

    [Fact]
    [Case(30)]
    public void Capture_clock_that_steps_back_neither_splits_nor_shortens_a_call()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        _ladder.Leg("d", "alice", "bob").Talk(20_000, 20_100, 21_000, 25_000);
        const int step = -3_600_000;
        var steps = _ladder.InOrder.Select((one, index) => index < 4 ? one : one with { Time = one.Time + TimeSpan.FromMilliseconds(step) });
        var assembler = Assembler.Run(steps.ToList());
        Assert.Equal(2, assembler.Calls.Count);
        var crossing = assembler.Calls.Single(call => call.SessionId == "c");
        Assert.Equal(CallDisposition.Answered, crossing.Disposition);
        Assert.True(crossing.EndedAt >= crossing.AnsweredAt && crossing.IsComplete);
        var after = assembler.Calls.Single(call => call.SessionId == "d");
        Assert.Equal(_ladder.At(20_000 + step), after.StartedAt);
        Assert.Equal(_ladder.At(25_000 + step), after.EndedAt);
    }

    [Fact]
    [Case(31)]
    public void Times_keep_their_microseconds()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0.001, 100.002, 2000.003, 138_298.9);
        var call = Assembler.Single(_ladder);
        Assert.Equal((1L, 2_000_003L), (call.StartedAt.Micros - _ladder.Start.Micros, call.AnsweredAt!.Value.Micros - _ladder.Start.Micros));
        Assert.Equal(136_298_897, call.EndedAt!.Value.Micros - call.AnsweredAt.Value.Micros);
        Assert.Equal(100, call.SetupMs);
    }

    [Fact]
    [Case(32)]
    public void Ring_time_is_never_talk_time()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 30_000, 31_000);
        _ladder.Leg("d", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b").Answer(30_000, 486, "b");
        var calls = Assembler.Run(_ladder).Calls;
        Assert.Equal(TimeSpan.FromSeconds(1), calls.Single(call => call.SessionId == "c") is var talked ? talked.EndedAt - talked.AnsweredAt : null);
        Assert.Null(calls.Single(call => call.SessionId == "d").AnsweredAt);
    }

    [Fact]
    [Case(33)]
    public void Cause_comes_from_the_q850_reason_of_what_ended_the_call()
    {
        var leg = _ladder.Leg("a", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b");
        leg.Send(9000, "BYE", "b", text => text.With("Reason", "SIP;cause=200;text=\"ok\", Q.850;cause=31;text=\"x\""), 2).Answer(9010, 200, "b", "BYE", cseq: 2);
        _ladder.Leg("b", "alice", "bob").Send(100, "INVITE").Answer(200, 503, "b", edit: text => text.With("Reason", "SIP;cause=503").With("Reason", "Q.850;cause=34"));
        _ladder.Leg("c", "alice", "bob").Send(200, "INVITE").Answer(300, 183, "b", edit: text => text.With("Reason", "Q.850;cause=20")).Answer(400, 480, "b");
        _ladder.Leg("d", "alice", "bob").Send(300, "INVITE").Send(500, "CANCEL", edit: text => text.With("Reason", "Q.850;cause=26")).Answer(600, 487, "b");
        _ladder.Leg("e", "alice", "bob").Send(400, "INVITE").Answer(500, 488, "b");
        Assert.Equal([31, 34, 20, 26, 88], Assembler.Run(_ladder).Calls.Select(call => call.Cause!.Value));
    }

    [Theory]
    [Case(34)]
    [InlineData(486)]
    [InlineData(480)]
    [InlineData(503)]
    [InlineData(0)]
    public void Every_invite_gives_a_record(int status)
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE");
        if (status != 0) leg.Answer(100, status, "b");
        Assert.Equal(status, Assembler.Single(_ladder).SipStatus);
    }

    [Fact]
    [Case(35)]
    public void Agent_and_mirror_of_one_call_give_one_record()
    {
        var leg = _ladder.Leg("c", "alice", "bob");
        leg.Agent = 1;
        leg.Talk(0, 100, 2000, 9000);
        leg.SeenBy(2).Talk(300, 400, 2300, 9300);
        var assembler = Assembler.Run(_ladder);
        var call = Assert.Single(assembler.Calls);
        Assert.Equal((_ladder.At(0), _ladder.At(2000), _ladder.At(9000)), (call.StartedAt, call.AnsweredAt, call.EndedAt));
        Assert.Equal(6, assembler.Verdicts.Count(verdict => verdict == MessageVerdict.Duplicate));
        Assert.Single(call.Legs);
    }

    [Fact]
    [Case(36)]
    public void Each_leg_bears_its_own_ids()
    {
        for (var index = 0; index < 200; index++) _ladder.Leg($"c{index}", "alice", "bob").Talk(index, 100 + index, 2000 + index, 9000 + index, $"b{index}");
        foreach (var call in Assembler.Run(_ladder).Calls)
        {
            var number = call.SessionId[1..];
            Assert.Equal(("c" + number, "a-c" + number, "b" + number), (call.Legs[0].CallId, call.Legs[0].FromTag, call.Legs[0].ToTag));
        }
    }

    [Fact]
    [Case(37)]
    public void Call_open_at_the_end_of_the_input_is_closed_and_says_so()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, _ladder.At(2005)), (call.Disposition, call.EndedAt));
        Assert.True(call.IsEndEstimated && !call.IsComplete);
    }

    [Fact]
    [Case(30)]
    public void Agents_whose_clocks_differ_by_a_minute_do_not_end_each_others_calls()
    {
        for (var index = 0; index < 50; index++)
        {
            var leg = _ladder.Leg($"c{index}", "alice", "bob");
            leg.Agent = (uint)(index % 2) + 1;
            leg.Send(index * 1000, "INVITE").Answer((index * 1000) + 100, 180, "b").Answer((index * 1000) + 90_000, 200, "b");
            leg.Send((index * 1000) + 120_000, "BYE", "b", cseq: 2).Answer((index * 1000) + 120_010, 200, "b", "BYE", cseq: 2);
        }

        var steps = _ladder.InOrder.Select(step => step.Agent == 1 ? step : step with { Time = step.Time - TimeSpan.FromMinutes(1) });
        var assembler = Assembler.Run(steps.ToList());
        Assert.Equal(50, assembler.Given.Count);
        Assert.All(assembler.Given, call => Assert.Equal((true, 30_000.0), (call.IsComplete, (call.EndedAt - call.AnsweredAt)!.Value.TotalMilliseconds)));
    }
}

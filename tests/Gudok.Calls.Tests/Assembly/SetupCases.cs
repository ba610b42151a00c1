using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Cases 1 to 16: setting up a call, and all the ways in which that fails.</summary>
public sealed class SetupCases
{
    private readonly Ladder _ladder = new();

    [Fact]
    public void Answered_call_has_its_times_parties_and_end()
    {
        _ladder.Leg("c", "alice", "bob", "sip:+79165550101@example.org", "sip:2002@example.org").Talk(0, 100, 2000, 12_345);
        var call = Assembler.Single(_ladder);
        Assert.Equal("c", call.SessionId);
        Assert.Equal("a-c", call.FromTag);
        Assert.Equal("+79165550101", call.Caller.ToFullText());
        Assert.Equal("2002", call.Callee.ToFullText());
        Assert.Equal(_ladder.At(0), call.StartedAt);
        Assert.Equal(_ladder.At(100), call.RingingAt);
        Assert.Equal(_ladder.At(2000), call.AnsweredAt);
        Assert.Equal(_ladder.At(12_345), call.EndedAt);
        Assert.Equal(100, call.SetupMs);
        Assert.Null(call.EarlyMediaMs);
        Assert.Equal((CallDisposition.Answered, 200, 16, CallEnd.Caller), (call.Disposition, call.SipStatus, call.Cause, call.EndedBy));
        Assert.True(call.IsComplete);
        Assert.False(call.IsStartEstimated || call.IsEndEstimated || call.IsLossSuspected || call.Withheld);
        var leg = Assert.Single(call.Legs);
        Assert.Equal(("c", "a-c", "b"), (leg.CallId, leg.FromTag, leg.ToTag));
        Assert.Equal((_ladder.Host("alice"), _ladder.Host("bob")), (leg.From, leg.To));
    }

    [Fact]
    [Case(1)]
    public void Call_answered_in_a_race_with_its_cancel_stays_answered()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b")
            .Send(2000, "CANCEL").Answer(2001, 200, "b").Answer(2010, 481, "b", "CANCEL")
            .Send(2020, "ACK", "b").Send(2030, "BYE", "b", cseq: 2).Answer(2040, 200, "b", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, _ladder.At(2001), _ladder.At(2030)), (call.Disposition, call.AnsweredAt, call.EndedAt));
    }

    [Fact]
    [Case(2)]
    public void Cancel_that_only_its_own_200_confirms_gives_a_cancelled_call()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b").Send(5000, "CANCEL").Answer(5010, 200, "b", "CANCEL");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Cancelled, 0, CallEnd.Caller), (call.Disposition, call.SipStatus, call.EndedBy));
        Assert.Equal(_ladder.At(5000), call.EndedAt);
        Assert.True(call.IsComplete);
    }

    [Fact]
    [Case(3)]
    public void Cancel_before_any_ringing_has_the_status_487()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(10, 100).Send(300, "CANCEL").Answer(310, 200, "b", "CANCEL").Answer(320, 487, "b");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Cancelled, 487), (call.Disposition, call.SipStatus));
        Assert.Null(call.RingingAt);
        Assert.Null(call.SetupMs);
    }

    [Fact]
    [Case(4)]
    public void Invite_after_a_487_under_the_same_key_continues_the_call()
    {
        var leg = _ladder.Leg("c", "alice", "bob");
        leg.Send(0, "INVITE").Send(300, "CANCEL").Answer(320, 487, "x").Send(325, "ACK", "x");
        leg.CSeq = 2;
        leg.Talk(10_000, 10_100, 11_000, 20_000);
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, _ladder.At(0), _ladder.At(11_000)), (call.Disposition, call.StartedAt, call.AnsweredAt));
    }

    [Fact]
    [Case(4)]
    public void Invite_long_after_a_refusal_is_a_new_record()
    {
        var leg = _ladder.Leg("c", "alice", "bob");
        leg.Send(0, "INVITE").Answer(100, 486, "x");
        leg.CSeq = 2;
        leg.Talk(40_000, 40_100, 41_000, 50_000);
        Assert.Equal([CallDisposition.Busy, CallDisposition.Answered], Assembler.Run(_ladder).Calls.Select(call => call.Disposition));
    }

    [Theory]
    [Case(5)]
    [Case(16)]
    [InlineData(400, CallDisposition.Failed, 41)]
    [InlineData(300, CallDisposition.Failed, null)]
    [InlineData(402, CallDisposition.Failed, 21)]
    [InlineData(480, CallDisposition.NoAnswer, 18)]
    [InlineData(486, CallDisposition.Busy, 17)]
    [InlineData(600, CallDisposition.Busy, 17)]
    [InlineData(603, CallDisposition.Rejected, 21)]
    [InlineData(607, CallDisposition.Rejected, 21)]
    [InlineData(608, CallDisposition.Rejected, 21)]
    public void Final_response_decides_disposition_and_cause(int status, CallDisposition disposition, int? cause)
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, status, "b").Send(105, "ACK", "b");
        var call = Assembler.Single(_ladder);
        Assert.Equal((disposition, status, cause), (call.Disposition, call.SipStatus, call.Cause));
        Assert.Equal(_ladder.At(100), call.EndedAt);
        Assert.True(call.IsComplete);
    }

    [Theory]
    [Case(6)]
    [InlineData(401)]
    [InlineData(407)]
    public void Challenge_and_retry_are_one_call(int challenge)
    {
        var leg = _ladder.Leg("c", "alice", "bob");
        leg.Send(0, "INVITE").Answer(10, challenge, "proxy").Send(15, "ACK", "proxy");
        leg.CSeq = 2;
        leg.Talk(500, 600, 2000, 9000);
        leg.Send(5000, "INVITE", "b", cseq: 4).Answer(5010, 401, "b", cseq: 4);
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, 200, _ladder.At(0)), (call.Disposition, call.SipStatus, call.StartedAt));
        Assert.Equal(600, call.SetupMs);
        Assert.Single(call.Legs);
    }

    [Theory]
    [Case(6)]
    [InlineData(407, false)]
    [InlineData(401, true)]
    [InlineData(503, true)]
    public void Retry_over_another_transport_or_from_another_address_is_the_same_call(int refusal, bool isElsewhere)
    {
        _ladder.Leg("c", "alice", "proxy").Send(0, "INVITE").Answer(10, refusal, "p").Send(15, "ACK", "p");
        var retry = _ladder.Leg("c", isElsewhere ? "alice at home" : "alice", "proxy");
        retry.CSeq = 2;
        retry.Talk(500, 600, 2000, 9000);
        var onward = retry.Next("bob");
        onward.Talk(502, 598, 1998, 9002);
        var steps = _ladder.InOrder.Select(step => step.Time < _ladder.At(500) ? step : step with { Transport = TransportKind.Tcp });
        var call = Assert.Single(Assembler.Run(steps).Calls);
        Assert.Equal((CallDisposition.Answered, 200, _ladder.At(0)), (call.Disposition, call.SipStatus, call.StartedAt));
        Assert.Equal((_ladder.At(600), _ladder.At(2000), _ladder.At(9000)), (call.RingingAt, call.AnsweredAt, call.EndedAt));
    }

    [Fact]
    [Case(7)]
    public void Retry_over_another_transport_is_refused_with_its_own_code()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(10, 407, "p1").Send(15, "ACK", "p1");
        var retry = _ladder.Leg("c", "alice", "bob");
        retry.CSeq = 2;
        retry.Send(20, "INVITE").Answer(30, 486, "p2");
        var steps = _ladder.InOrder.Select(step => step.Time < _ladder.At(20) ? step : step with { Transport = TransportKind.Tcp });
        var call = Assert.Single(Assembler.Run(steps).Calls);
        Assert.Equal((CallDisposition.Busy, 486, _ladder.At(30)), (call.Disposition, call.SipStatus, call.EndedAt));
    }

    [Fact]
    [Case(7)]
    public void Refused_retry_fails_with_the_last_code()
    {
        var leg = _ladder.Leg("c", "alice", "bob");
        leg.Send(0, "INVITE").Answer(10, 407, "p1");
        leg.CSeq = 2;
        leg.Send(20, "INVITE").Answer(30, 404, "p2");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Failed, 404), (call.Disposition, call.SipStatus));
    }

    [Fact]
    [Case(7)]
    public void Challenge_never_retried_is_rejected()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(10, 407, "p1");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Rejected, 407, CallEnd.System), (call.Disposition, call.SipStatus, call.EndedBy));
    }

    [Fact]
    [Case(8)]
    public void Early_media_before_ringing_gives_right_ring_and_talk_times()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(200, 183, "b", edit: LadderLeg.Sdp).Answer(700, 180, "b")
            .Answer(3000, 200, "b").Send(3005, "ACK", "b").Send(8000, "BYE", "b", cseq: 2).Answer(8005, 200, "b", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal((200L, 2800L), (call.SetupMs, call.EarlyMediaMs));
        Assert.Equal((_ladder.At(700), _ladder.At(3000)), (call.RingingAt, call.AnsweredAt));
    }

    [Fact]
    [Case(9)]
    public void Set_up_time_runs_to_the_first_of_several_18x()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(150, 183, "b").Answer(1000, 180, "b").Answer(3000, 180, "b").Answer(5000, 486, "b");
        Assert.Equal(150, Assembler.Single(_ladder).SetupMs);
    }

    [Theory]
    [Case(10)]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    public void Any_2xx_without_18x_answers(int status)
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(400, status, "b").Send(405, "ACK", "b").SendBack(5000, "BYE", "b").AnswerBack(5005, 200, "b");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, status, 400L, CallEnd.Callee), (call.Disposition, call.SipStatus, call.SetupMs, call.EndedBy));
        Assert.Null(call.RingingAt);
    }

    [Fact]
    [Case(11)]
    public void Responses_captured_before_their_invite_belong_to_it()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        var inOrder = _ladder.InOrder;
        var call = Assert.Single(Assembler.Run([inOrder[1], inOrder[2], inOrder[0], .. inOrder.Skip(3)]).Calls);
        Assert.Equal((_ladder.At(0), _ladder.At(100), _ladder.At(2000)), (call.StartedAt, call.RingingAt, call.AnsweredAt));
        Assert.True(call.IsComplete);
        Assert.False(call.IsLossSuspected);
    }

    [Fact]
    [Case(12)]
    public void Bye_in_an_early_dialog_cancels()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 180, "b").Send(3000, "BYE", "b", cseq: 2)
            .Answer(3005, 200, "b", "BYE", cseq: 2).Answer(3010, 487, "b");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Cancelled, 487, CallEnd.Caller), (call.Disposition, call.SipStatus, call.EndedBy));
        Assert.Null(call.AnsweredAt);
    }

    [Fact]
    [Case(12)]
    public void Bye_without_its_invite_gives_an_incomplete_record()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "BYE", "b", cseq: 2).Answer(5, 200, "b", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, "b"), (call.Disposition, call.OtherTag));
        Assert.True(call.IsStartEstimated && !call.IsComplete && call.IsLossSuspected);
        Assert.Equal(_ladder.At(0), call.EndedAt);
    }

    [Fact]
    [Case(12)]
    public void Lone_bye_answered_481_proves_no_call()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "BYE", "b", cseq: 2).Answer(5, 481, "b", "BYE", cseq: 2);
        var assembler = Assembler.Run(_ladder);
        Assert.Empty(assembler.Calls);
        Assert.Equal(2, assembler.Orphans);
    }

    [Fact]
    [Case(12)]
    public void Bye_answered_481_ends_its_dialog()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(400, 200, "b").Send(405, "ACK", "b").Send(5000, "BYE", "b", cseq: 2).Answer(5005, 481, "b", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, _ladder.At(5000)), (call.Disposition, call.EndedAt));
        Assert.True(call.IsComplete);
    }

    [Fact]
    [Case(12)]
    public void Bye_with_a_tag_that_nobody_gave_ends_nothing()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(400, 200, "b").Send(405, "ACK", "b")
            .Send(2000, "BYE", "wrong", cseq: 2).Answer(2005, 481, "wrong", "BYE", cseq: 2)
            .Send(5000, "BYE", "b", cseq: 3).Answer(5005, 200, "b", "BYE", cseq: 3);
        Assert.Equal(_ladder.At(5000), Assembler.Single(_ladder).EndedAt);
    }

    [Fact]
    [Case(13)]
    public void Call_without_final_response_is_given_out_three_minutes_after_its_last_message()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(3500, 100).Answer(31_000, 180, "b");
        var assembler = new Assembler();
        assembler.Feed(_ladder.InOrder);
        assembler.Tick(_ladder.At(31_000 + 179_000));
        Assert.Empty(assembler.Given);
        assembler.Tick(_ladder.At(31_000 + 181_000));
        var call = Assert.Single(assembler.Given);
        Assert.Equal((CallDisposition.NoAnswer, 0), (call.Disposition, call.SipStatus));
        Assert.True(call.IsEndEstimated && !call.IsComplete);
        Assert.Equal(_ladder.At(31_000), call.EndedAt);
    }

    [Fact]
    [Case(13)]
    public void Each_1xx_rearms_the_wait_for_a_final_response_up_to_an_hour()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE");
        for (var minute = 1; minute < 62; minute++) leg.Answer(minute * 60_000, 180, "b");
        var assembler = new Assembler();
        assembler.Feed(_ladder.InOrder);
        Assert.Equal(CallDisposition.NoAnswer, Assert.Single(assembler.Calls).Disposition);
    }

    [Fact]
    [Case(13)]
    public void Invite_that_nobody_answers_is_unknown()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Send(500, "INVITE").Send(1500, "INVITE");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Unknown, 0, CallEnd.Unknown), (call.Disposition, call.SipStatus, call.EndedBy));
    }

    [Fact]
    [Case(13)]
    public void Timeout_response_is_no_answer()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(32_000, 408, "p");
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.NoAnswer, 408, 102, CallEnd.System), (call.Disposition, call.SipStatus, call.Cause, call.EndedBy));
    }

    [Fact]
    [Case(14)]
    [Case(15)]
    public void Redirection_followed_by_an_invite_to_the_contact_is_one_diverted_call()
    {
        var leg = _ladder.Leg("c", "alice", "proxy", to: "sip:2002@example.org");
        leg.Send(0, "INVITE").Answer(50, 302, "r").Send(55, "ACK", "r");
        var second = _ladder.Leg("c", "alice", "carol", to: "sip:2002@example.org");
        second.CSeq = 2;
        second.RequestUri = "sip:3003@example.org";
        second.Talk(20_000, 20_100, 21_000, 30_000, "c");
        var call = Assembler.Single(_ladder);
        Assert.Equal(("2002", "3003"), (call.Dialled.ToFullText(), call.Callee.ToFullText()));
        Assert.Equal((CallDisposition.Answered, CallTransfer.Diverted, _ladder.At(0)), (call.Disposition, call.Transfer, call.StartedAt));
    }

    [Fact]
    [Case(15)]
    public void Forwarding_notice_marks_the_call_diverted()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(50, 181).Answer(100, 180, "b").Answer(300, 486, "b");
        Assert.Equal(CallTransfer.Diverted, Assembler.Single(_ladder).Transfer);
    }

    [Fact]
    public void Withheld_caller_is_told_only_by_a_trusted_source()
    {
        static SipText Anonymous(SipText text) => text.Replace("From", "<sip:anonymous@anonymous.invalid>;tag=a-c")
            .With("P-Asserted-Identity", "<sip:+79165550101@example.org>").With("Privacy", "id");
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE", edit: Anonymous).Answer(100, 486, "b");
        var untrusted = Assembler.Single(_ladder);
        Assert.Equal((Numbers.PartyKind.Withheld, true), (untrusted.Caller.Kind, untrusted.Withheld));

        var options = new AssemblyOptions();
        options.TrustedIdentitySources.Add(_ladder.Host("alice").ToIPAddress().ToString());
        var trusted = Assembler.Single(_ladder, options);
        Assert.Equal(("+79165550101", true), (trusted.Caller.ToFullText(), trusted.Withheld));
    }
}

using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Cases 17 to 25: what happens during a call, and the ways a call takes.</summary>
public sealed class TalkCases
{
    private readonly Ladder _ladder = new();

    [Theory]
    [Case(17)]
    [InlineData(488)]
    [InlineData(491)]
    public void Refused_reinvite_changes_nothing(int status)
    {
        var leg = _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        leg.Send(4000, "INVITE", "b", cseq: 5).Answer(4010, status, "b", cseq: 5);
        AssertOrdinary(Assembler.Single(_ladder));
    }

    [Fact]
    [Case(17)]
    public void Refusal_of_a_reinvite_that_was_not_seen_changes_nothing()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000).Answer(4010, 488, "b", cseq: 5);
        AssertOrdinary(Assembler.Single(_ladder));
    }

    [Fact]
    [Case(18)]
    public void Reinvite_of_the_callee_does_not_swap_the_sides()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        leg.SendBack(4000, "INVITE", "b").AnswerBack(4010, 200, "b", "INVITE").SendBack(4020, "ACK", "b");
        var call = Assembler.Single(_ladder);
        AssertOrdinary(call);
        Assert.Equal((_ladder.Host("alice"), _ladder.Host("bob")), (call.Legs[0].From, call.Legs[0].To));
    }

    [Fact]
    [Case(19)]
    public void Reinvite_after_the_bye_opens_no_ghost()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        leg.SendBack(9100, "INVITE", "b").AnswerBack(9110, 481, "b", "INVITE");
        leg.SendBack(29_100, "INVITE", "b", 2).AnswerBack(29_110, 481, "b", "INVITE", 2);
        AssertOrdinary(Assembler.Single(_ladder));
    }

    [Fact]
    [Case(20)]
    public void Failed_options_within_the_dialog_does_not_end_the_call()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        leg.Send(4000, "OPTIONS", "b", cseq: 5).Answer(4010, 503, "b", "OPTIONS", cseq: 5);
        AssertOrdinary(Assembler.Single(_ladder));
    }

    [Fact]
    [Case(21)]
    public void Hold_changes_nothing()
    {
        static SipText Hold(SipText text) => text.Body("application/sdp", "v=0\no=- 1 2 IN IP4 0.0.0.0\ns=-\nc=IN IP4 0.0.0.0\nt=0 0\nm=audio 4000 RTP/AVP 8\na=sendonly\n");
        var leg = _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        leg.Send(4000, "INVITE", "b", Hold, 5).Answer(4010, 200, "b", cseq: 5).Send(4020, "ACK", "b", cseq: 5);
        AssertOrdinary(Assembler.Single(_ladder));
    }

    [Fact]
    [Case(22)]
    public void Messages_within_the_dialog_belong_to_the_call_and_change_nothing()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        leg.Send(150, "PRACK", "b", cseq: 5).Answer(160, 200, "b", "PRACK", cseq: 5);
        leg.Send(3000, "INFO", "b", cseq: 6).Answer(3010, 200, "b", "INFO", cseq: 6);
        leg.Send(4000, "UPDATE", "b", cseq: 7).Answer(4010, 200, "b", "UPDATE", cseq: 7);
        var assembler = Assembler.Run(_ladder);
        AssertOrdinary(Assert.Single(assembler.Calls));
        Assert.All(assembler.Verdicts, verdict => Assert.Equal(MessageVerdict.Taken, verdict));
    }

    [Fact]
    [Case(22)]
    public void Blind_transfer_links_the_call_that_it_made()
    {
        var first = _ladder.Leg("c1", "alice", "bob", "sip:1001@example.org", "sip:2002@example.org");
        first.Send(0, "INVITE").Answer(100, 200, "b").Send(110, "ACK", "b");
        first.SendBack(5000, "REFER", "b", 1, text => text.With("Refer-To", "<sip:3003@example.org>")).AnswerBack(5010, 202, "b", "REFER");
        first.SendBack(5600, "BYE", "b", 2).AnswerBack(5610, 200, "b", cseq: 2);
        _ladder.Leg("c2", "alice", "carol", "sip:1001@example.org", "sip:3003@example.org").Talk(5100, 5200, 6000, 20_000, "c");
        var calls = Assembler.Run(_ladder).Calls;
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Equal(("c1", "a-c1"), (call.LinkSession, call.LinkTag)));
        Assert.Equal(CallTransfer.Blind, calls[0].Transfer);
    }

    [Fact]
    [Case(22)]
    public void Attended_transfer_links_all_three_calls()
    {
        var first = _ladder.Leg("c1", "alice", "bob", "sip:1001@example.org", "sip:2002@example.org");
        first.Send(0, "INVITE").Answer(100, 200, "b").Send(110, "ACK", "b");
        var second = _ladder.Leg("c2", "bob", "carol", "sip:2002@example.org", "sip:3003@example.org");
        second.Send(3000, "INVITE").Answer(3100, 200, "c").Send(3110, "ACK", "c");
        const string referTo = "<sip:3003@example.org?Replaces=c2%3Bto-tag%3Dc%3Bfrom-tag%3Da-c2>";
        first.SendBack(5000, "REFER", "b", 1, text => text.With("Refer-To", referTo)).AnswerBack(5010, 202, "b", "REFER");
        var third = _ladder.Leg("c3", "alice", "carol", "sip:1001@example.org", "sip:3003@example.org");
        third.Send(5100, "INVITE", edit: text => text.With("Replaces", "c2;to-tag=c;from-tag=a-c2")).Answer(5200, 200, "c3").Send(5210, "ACK", "c3");
        second.SendBack(5300, "BYE", "c").AnswerBack(5310, 200, "c");
        first.SendBack(5400, "BYE", "b", 2).AnswerBack(5410, 200, "b", cseq: 2);
        third.Send(20_000, "BYE", "c3", cseq: 2).Answer(20_010, 200, "c3", "BYE", cseq: 2);
        var calls = Assembler.Run(_ladder).Calls;
        Assert.Equal(["c1", "c2", "c3"], calls.Select(call => call.SessionId));
        Assert.All(calls, call => Assert.Equal("c1", call.LinkSession));
        Assert.Equal((CallTransfer.Attended, CallTransfer.Attended), (calls[0].Transfer, calls[2].Transfer));
    }

    [Fact]
    [Case(22)]
    public void Replaces_with_guessed_tags_links_nothing()
    {
        _ladder.Leg("c2", "bob", "carol").Talk(0, 100, 1000, 6000);
        _ladder.Leg("c3", "mallory", "carol").Send(3000, "INVITE", edit: text => text.With("Replaces", "c2;to-tag=x;from-tag=y")).Answer(3010, 481, "m");
        Assert.Null(Assembler.Run(_ladder).Calls[0].LinkSession);
    }

    [Fact]
    [Case(23)]
    public void Fork_is_one_call_with_a_leg_for_each_branch_and_the_first_answer_wins()
    {
        var caller = _ladder.Leg("c", "alice", "proxy", to: "sip:2000@example.org");
        caller.Send(0, "INVITE").Answer(1, 100);
        var bob = caller.Next("bob", "sip:2001@example.org").Send(2, "INVITE").Answer(50, 180, "b");
        caller.Answer(51, 180, "b");
        var carol = caller.Next("carol", "sip:2002@example.org").Send(3, "INVITE").Answer(60, 180, "c");
        caller.Answer(61, 180, "c");
        caller.Next("dave", "sip:2003@example.org").Send(4, "INVITE").Answer(70, 486, "d");
        carol.Answer(2000, 200, "c");
        caller.Answer(2001, 200, "c").Send(2005, "ACK", "c");
        bob.Send(2010, "CANCEL").Answer(2011, 200, "b", "CANCEL").Answer(2012, 487, "b");
        caller.Send(9000, "BYE", "c", cseq: 2).Answer(9005, 200, "c", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, 200, "2002", "2000"), (call.Disposition, call.SipStatus, call.Callee.ToFullText(), call.Dialled.ToFullText()));
        Assert.Equal((_ladder.At(2001), _ladder.At(9000)), (call.AnsweredAt, call.EndedAt));
        Assert.Equal(
            [("c", CallDisposition.Answered, 200), ("b", CallDisposition.Cancelled, 487), ("d", CallDisposition.Busy, 486)],
            call.Legs.Select(leg => (leg.ToTag, leg.Disposition, leg.SipStatus)));
    }

    [Fact]
    [Case(23)]
    public void Second_answer_of_a_fork_is_a_leg_and_the_call_ends_with_its_last_dialog()
    {
        var leg = _ladder.Leg("c", "alice", "proxy").Send(0, "INVITE").Answer(100, 180, "b").Answer(110, 180, "c");
        leg.Answer(2000, 200, "b").Send(2005, "ACK", "b").Answer(2010, 200, "c").Send(2015, "ACK", "c");
        leg.Send(2020, "BYE", "c", cseq: 2).Answer(2030, 200, "c", "BYE", cseq: 2);
        leg.Send(9000, "BYE", "b", cseq: 3).Answer(9005, 200, "b", "BYE", cseq: 3);
        var call = Assembler.Single(_ladder);
        Assert.Equal((_ladder.At(2000), _ladder.At(9000)), (call.AnsweredAt, call.EndedAt));
        Assert.Equal([("b", _ladder.At(9000)), ("c", _ladder.At(2020))], call.Legs.Select(one => (one.ToTag, one.EndedAt!.Value)));
    }

    [Fact]
    [Case(24)]
    public void Spiral_through_one_proxy_is_one_call()
    {
        var first = _ladder.Leg("c", "alice", "proxy").Send(0, "INVITE");
        var spiral = first.Next("app", "sip:2002@example.org").Send(2, "INVITE");
        var again = spiral.Next("proxy", "sip:3003@example.org").Send(4, "INVITE");
        var last = again.Next("bob", "sip:3003@example.org").Send(6, "INVITE");
        foreach (var (hop, at) in new[] { (last, 100), (again, 102), (spiral, 104), (first, 106) }) hop.Answer(at, 180, "b").Answer(at + 1000, 200, "b");
        first.Send(1200, "ACK", "b").Send(5000, "BYE", "b", cseq: 2).Answer(5010, 200, "b", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Single(call.Legs);
        Assert.Equal((_ladder.At(106), "3003"), (call.RingingAt, call.Callee.ToFullText()));
    }

    [Fact]
    [Case(25)]
    public void Times_come_from_the_hop_that_saw_the_invite_first()
    {
        var caller = _ladder.Leg("c", "alice", "proxy").Send(0, "INVITE");
        var callee = caller.Next("bob").Send(5, "INVITE").Answer(90, 180, "b");
        caller.Answer(100, 180, "b");
        callee.Answer(1990, 200, "b");
        caller.Answer(2000, 200, "b").Send(2010, "ACK", "b");
        callee.SendBack(8990, "BYE", "b").AnswerBack(9020, 200, "b");
        caller.SendBack(9000, "BYE", "b").AnswerBack(9010, 200, "b");
        var call = Assembler.Single(_ladder);
        Assert.Equal(
            (_ladder.At(0), _ladder.At(100), _ladder.At(2000), _ladder.At(9000), CallEnd.Callee),
            (call.StartedAt, call.RingingAt, call.AnsweredAt, call.EndedAt, call.EndedBy));
        Assert.Single(call.Legs);
    }

    [Fact]
    [Case(25)]
    public void Another_hop_fills_what_the_first_one_lost()
    {
        var caller = _ladder.Leg("c", "alice", "proxy").Send(0, "INVITE");
        caller.Next("bob").Send(5, "INVITE").Answer(90, 180, "b").Answer(1990, 200, "b");
        caller.Send(9000, "BYE", "b", cseq: 2).Answer(9010, 200, "b", "BYE", cseq: 2);
        var call = Assembler.Single(_ladder);
        Assert.Equal((CallDisposition.Answered, _ladder.At(1990), _ladder.At(90)), (call.Disposition, call.AnsweredAt, call.RingingAt));
    }

    private void AssertOrdinary(ObservedCall call)
    {
        Assert.Equal((CallDisposition.Answered, 200), (call.Disposition, call.SipStatus));
        Assert.Equal((_ladder.At(0), _ladder.At(2000), _ladder.At(9000)), (call.StartedAt, call.AnsweredAt, call.EndedAt));
        Assert.Equal(("1001", "2002", CallEnd.Caller), (call.Caller.ToFullText(), call.Callee.ToFullText(), call.EndedBy));
        Assert.Single(call.Legs);
        Assert.True(call.IsComplete);
    }
}

using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Cases 38 to 42 as assembly meets them; the readers of HEP, TCP and SIP have their own tests of what is on the wire.</summary>
public sealed class InputCases
{
    private readonly Ladder _ladder = new();

    [Fact]
    [Case(38)]
    public void Hops_of_both_address_families_and_long_call_ids_are_one_call()
    {
        _ladder.Leg(new string('i', 300), "alice", "bob").Talk(0, 100, 2000, 9000);
        var six = new NetworkEndpoint(new HostAddress(0x20010db8_00000000, 1), 5060);
        var alice = _ladder.Host("alice");
        NetworkEndpoint Move(NetworkEndpoint end) => end == alice ? six : end;
        var steps = _ladder.InOrder.Select(step => step with { Source = Move(step.Source), Destination = Move(step.Destination), Agent = 2002 });
        var call = Assert.Single(Assembler.Run(steps.ToList()).Calls);
        Assert.Equal((six, 300), (call.Legs[0].From, call.SessionId.Length));
    }

    [Fact]
    [Case(39)]
    public void Messages_of_one_moment_keep_their_order()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(0, 100).Answer(0, 180, "b").Answer(0, 200, "b")
            .Send(0, "ACK", "b").Send(0, "BYE", "b", cseq: 2).Answer(0, 200, "b", "BYE", cseq: 2);
        var steps = _ladder.Steps.Select(step => step with { Transport = TransportKind.Tcp });
        var call = Assert.Single(Assembler.Run(steps.ToList()).Calls);
        Assert.Equal((CallDisposition.Answered, call.StartedAt), (call.Disposition, call.EndedAt));
        Assert.True(call.IsComplete);
    }

    [Fact]
    [Case(39)]
    public void Call_joined_in_mid_stream_is_incomplete_and_not_lost()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        var call = Assert.Single(Assembler.Run(_ladder.InOrder.Skip(2).ToList()).Calls);
        Assert.Equal((CallDisposition.Answered, _ladder.At(2000), _ladder.At(9000)), (call.Disposition, call.AnsweredAt, call.EndedAt));
        Assert.True(call.IsStartEstimated && call.IsLossSuspected && !call.IsComplete);
        Assert.Equal(("1001", "2002"), (call.Caller.ToFullText(), call.Callee.ToFullText()));
    }

    [Fact]
    [Case(40)]
    public void Odd_spellings_of_headers_make_the_same_call()
    {
        static SipText Odd(SipText text) => text
            .Replace("From", "\"Smith, J\" <tel:+79165550101>\r\n ;tag=a-c")
            .StartingWith("INVITE sip:%23123@example.org SIP/2.0");
        static SipText Odd2(SipText text) => text.Replace("From", "\"Smith, J\" <tel:+79165550101>;tag=a-c");
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE", edit: Odd).Answer(100, 486, "b", edit: Odd2);
        var call = Assembler.Single(_ladder);
        Assert.Equal("+79165550101", call.Caller.ToFullText());
        Assert.Equal("#123", call.Dialled.ToFullText());
        Assert.Equal(CallDisposition.Busy, call.Disposition);
    }

    [Fact]
    [Case(40)]
    public void Rfc_2543_messages_without_tags_and_branches_make_a_call()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000, "b");
        var steps = _ladder.InOrder.Select(step => step with
        {
            Bytes = System.Text.Encoding.UTF8.GetBytes(
                System.Text.RegularExpressions.Regex.Replace(System.Text.Encoding.UTF8.GetString(step.Bytes), ";(branch|tag)=[^\r;]*", "")),
        });
        var call = Assert.Single(Assembler.Run(steps.ToList()).Calls);
        Assert.Equal((CallDisposition.Answered, _ladder.At(9000), ""), (call.Disposition, call.EndedAt, call.FromTag));
    }

    [Fact]
    [Case(41)]
    public void Many_invites_under_one_call_id_cost_bounded_work()
    {
        var options = new AssemblyOptions();
        for (var index = 0; index < 5000; index++)
        {
            _ladder.Leg("c", "mallory", "bob", fromTag: $"t{index % 500}").Send(index, "INVITE", cseq: (uint)index);
        }

        var assembler = Assembler.Run(_ladder);
        Assert.Single(assembler.Calls);
        Assert.InRange(assembler.Calls[0].Legs.Count, 1, options.LegsPerCall);
        Assert.True(assembler.Verdicts.Count(verdict => verdict == MessageVerdict.OverLimit) > 4900);
    }

    [Fact]
    [Case(42)]
    public void Mirrored_message_is_a_duplicate_and_a_repeated_one_is_not()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Send(0.2, "INVITE").Send(500, "INVITE");
        leg.Answer(600, 486, "b");
        _ladder.Leg("d", "alice", "bob").Send(0, "INVITE").Answer(600, 486, "b");
        var assembler = Assembler.Run(_ladder);
        Assert.Equal(2, assembler.Calls.Count);
        Assert.Equal(1, assembler.Verdicts.Count(verdict => verdict == MessageVerdict.Duplicate));
        Assert.Equal(1, assembler.Verdicts.Count(verdict => verdict == MessageVerdict.Retransmitted));
    }
}

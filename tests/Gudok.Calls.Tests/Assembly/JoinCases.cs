using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Cases 26 and 27: legs of one call that go by different Call-IDs.</summary>
public sealed class JoinCases
{
    private const string A = "0000000000000000000000000000000a";
    private const string B = "0000000000000000000000000000000b";
    private const string Nil = "00000000000000000000000000000000";

    private readonly Ladder _ladder = new();

    [Fact]
    [Case(26)]
    public void Three_legs_through_two_back_to_back_agents_are_one_call()
    {
        Leg("c1", "alice", "pbx", "sip:100@example.org", 0, null);
        Leg("c2", "pbx", "sbc", "sip:200@example.org", 20, "c1");
        Leg("c3", "sbc", "bob", "sip:300@example.org", 40, "c2");
        var call = Assembler.Single(_ladder);
        Assert.Equal("c1", call.SessionId);
        Assert.Equal(["c1", "c2", "c3"], call.Legs.Select(leg => leg.CallId));
        Assert.Equal(("100", "300"), (call.Dialled.ToFullText(), call.Callee.ToFullText()));
        Assert.Equal((_ladder.At(0), _ladder.At(2000), _ladder.At(9000)), (call.StartedAt, call.AnsweredAt, call.EndedAt));
        Assert.Equal(0, call.Revision);
    }

    [Fact]
    [Case(26)]
    public void Join_header_of_a_stranger_joins_nothing()
    {
        Leg("c1", "alice", "pbx", "sip:100@example.org", 0, null);
        Leg("c2", "mallory", "pbx", "sip:200@example.org", 20, "c1");
        Assert.Equal(2, Assembler.Run(_ladder).Calls.Count);
    }

    [Fact]
    [Case(26)]
    public void Join_header_is_believed_ten_seconds_unless_its_sender_is_configured()
    {
        Leg("c1", "alice", "pbx", "sip:100@example.org", 0, null, 30_000);
        Leg("c2", "pbx", "bob", "sip:200@example.org", 11_000, "c1", 29_000);
        Assert.Equal(2, Assembler.Run(_ladder).Calls.Count);
        var options = new AssemblyOptions();
        options.B2buaHosts.Add(_ladder.Host("pbx").ToIPAddress().ToString());
        Assert.Single(Assembler.Run(_ladder, options).Calls);
    }

    [Theory]
    [Case(26)]
    [InlineData("c1_b2b-1", "")]
    [InlineData("c1_pbx-1", "")]
    public void Call_id_with_a_known_ending_names_the_first_leg(string callId, string header)
    {
        Leg("c1", "alice", "pbx", "sip:100@example.org", 0, null);
        Leg(callId, "pbx", "bob", "sip:200@example.org", 20, header);
        Assert.Equal(2, Assembler.Single(_ladder).Legs.Count);
    }

    [Fact]
    [Case(26)]
    public void Long_reference_in_a_configured_header_joins()
    {
        var name = new string('x', 200);
        Leg(name, "alice", "pbx", "sip:100@example.org", 0, null);
        Leg("c2", "pbx", "bob", "sip:200@example.org", 20, name, header: "X-Other-Leg");
        var options = new AssemblyOptions();
        options.JoinHeaders.Add("x-other-leg");
        Assert.Single(Assembler.Run(_ladder, options).Calls);
    }

    [Fact]
    [Case(26)]
    public void Legs_that_name_each_other_in_a_ring_are_one_call()
    {
        Leg("c1", "alice", "pbx", "sip:100@example.org", 0, "c2");
        Leg("c2", "pbx", "alice", "sip:200@example.org", 20, "c1");
        Assert.Equal(2, Assembler.Single(_ladder).Legs.Count);
    }

    [Fact]
    [Case(26)]
    public void Back_to_back_agent_that_keeps_the_call_id_makes_a_second_leg()
    {
        _ladder.Leg("c", "alice", "pbx", fromTag: "one").Talk(0, 100, 2000, 9000, "p");
        _ladder.Leg("c", "pbx", "bob", to: "sip:300@example.org", fromTag: "two").Talk(20, 90, 1990, 9010, "b");
        var call = Assembler.Single(_ladder);
        Assert.Equal([("one", "p"), ("two", "b")], call.Legs.Select(leg => (leg.FromTag, leg.ToTag)));
        Assert.Equal(("300", _ladder.At(2000)), (call.Callee.ToFullText(), call.AnsweredAt));
    }

    [Fact]
    [Case(27)]
    public void Session_id_pairs_in_any_order_are_one_session()
    {
        SessionLeg("c1", "alice", "pbx", 0, $"{A};remote={Nil}");
        SessionLeg("c2", "pbx", "sbc", 20, $"{B};remote={A}");
        SessionLeg("c3", "sbc", "bob", 40, $"{A};remote={B}");
        Assert.Equal(["c1", "c2", "c3"], Assembler.Single(_ladder).Legs.Select(leg => leg.CallId));
    }

    [Fact]
    [Case(27)]
    public void Sessions_without_a_common_pair_stay_apart()
    {
        SessionLeg("c1", "alice", "pbx", 0, $"{A};remote={Nil}");
        SessionLeg("c2", "pbx", "bob", 20, $"{B};remote={Nil}");
        Assert.Equal(2, Assembler.Run(_ladder).Calls.Count);
    }

    [Fact]
    [Case(27)]
    public void Pair_that_changes_later_links_the_other_call()
    {
        const string c = "0000000000000000000000000000000c";
        var first = _ladder.Leg("c1", "alice", "pbx");
        first.Send(0, "INVITE", edit: text => text.With("Session-ID", $"{A};remote={Nil}"));
        first.Answer(2000, 200, "b", edit: text => text.With("Session-ID", $"{B};remote={A}")).Send(2005, "ACK", "b");
        first.Send(4000, "INVITE", "b", text => text.With("Session-ID", $"{A};remote={c}"), 2).Answer(4010, 200, "b", cseq: 2);
        first.Send(9000, "BYE", "b", cseq: 3).Answer(9005, 200, "b", "BYE", cseq: 3);
        SessionLeg("c2", "pbx", "carol", 3900, $"{A};remote={c}");
        var calls = Assembler.Run(_ladder).Calls;
        Assert.Equal(["c1", "c2"], calls.Select(call => call.SessionId));
        Assert.All(calls, call => Assert.Equal("c1", call.LinkSession));
    }

    [Fact]
    public void Leg_that_ends_long_after_the_others_comes_as_a_correction()
    {
        Leg("c1", "alice", "pbx", "sip:100@example.org", 0, null);
        Leg("c2", "pbx", "bob", "sip:200@example.org", 20, "c1", 60_000);
        var assembler = Assembler.Run(_ladder);
        Assert.Equal([(0, 1), (1, 2)], assembler.Given.Select(call => (call.Revision, call.Legs.Count)));
        Assert.All(assembler.Given, call => Assert.Equal("c1", call.SessionId));
    }

    [Fact]
    public void Leg_waits_no_longer_than_five_seconds_for_one_that_never_comes()
    {
        Leg("c2", "pbx", "bob", "sip:200@example.org", 0, "never");
        var assembler = new Assembler();
        assembler.Feed(_ladder.InOrder);
        assembler.Tick(_ladder.At(9005 + 5000));
        Assert.Empty(assembler.Given);
        assembler.Tick(_ladder.At(9005 + 5600));
        Assert.Single(assembler.Given);
    }

    private void Leg(string callId, string left, string right, string to, double at, string? names, double end = 9000, string header = "X-CID")
    {
        var leg = _ladder.Leg(callId, left, right, to: to);
        leg.Send(at, "INVITE", edit: text => string.IsNullOrEmpty(names) ? text : text.With(header, names));
        leg.Answer(2000 + at, 200, "b-" + callId).Send(2005 + at, "ACK", "b-" + callId);
        leg.Send(end + at, "BYE", "b-" + callId, cseq: 2).Answer(end + at + 5, 200, "b-" + callId, "BYE", cseq: 2);
    }

    private void SessionLeg(string callId, string left, string right, double at, string session)
    {
        var leg = _ladder.Leg(callId, left, right);
        leg.Send(at, "INVITE", edit: text => text.With("Session-ID", session));
        leg.Answer(2000 + at, 200, "b").Send(2005 + at, "ACK", "b").Send(9000 + at, "BYE", "b", cseq: 2).Answer(9005 + at, 200, "b", "BYE", cseq: 2);
    }
}

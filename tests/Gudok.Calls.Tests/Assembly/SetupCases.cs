using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Cases 1 to 16: setting up a call, and all the ways in which that fails.</summary>
public sealed class SetupCases
{
    [Fact]
    public void Answered_call_has_its_times_parties_and_end()
    {
        var ladder = new Ladder();
        ladder.Leg("c", "alice", "bob", "sip:+79165550101@example.org", "sip:2002@example.org").Talk(0, 100, 2000, 12_345);
        var call = Assembler.Single(ladder);
        Assert.Equal("c", call.SessionId);
        Assert.Equal("a-c", call.FromTag);
        Assert.Equal("+79165550101", call.Caller.ToFullText());
        Assert.Equal("2002", call.Callee.ToFullText());
        Assert.Equal(ladder.At(0), call.StartedAt);
        Assert.Equal(ladder.At(100), call.RingingAt);
        Assert.Equal(ladder.At(2000), call.AnsweredAt);
        Assert.Equal(ladder.At(12_345), call.EndedAt);
        Assert.Equal(100, call.SetupMs);
        Assert.Null(call.EarlyMediaMs);
        Assert.Equal((CallDisposition.Answered, 200, 16, CallEnd.Caller), (call.Disposition, call.SipStatus, call.Cause, call.EndedBy));
        Assert.True(call.IsComplete);
        Assert.False(call.IsStartEstimated || call.IsEndEstimated || call.IsLossSuspected || call.Withheld);
        var leg = Assert.Single(call.Legs);
        Assert.Equal(("c", "a-c", "b"), (leg.CallId, leg.FromTag, leg.ToTag));
        Assert.Equal((ladder.Host("alice"), ladder.Host("bob")), (leg.From, leg.To));
    }
}

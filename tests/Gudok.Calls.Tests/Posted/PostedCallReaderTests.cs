using System.Text;
using System.Text.Json.Nodes;
using Gudok.Numbers;

namespace Gudok.Calls.Tests;

public sealed class PostedCallReaderTests
{
    private const string Whole = """
        {"sessionId":"a-1","fromTag":"t","caller":"+74951230001","callee":"112","dialled":"113","startedAt":"2026-11-21T12:00:00.25+03:00",
        "ringingAt":"2026-11-21T09:00:01Z","answeredAt":"2026-11-21T09:00:05Z","endedAt":"2026-11-21T09:01:05Z","disposition":"answered",
        "sipStatus":200,"cause":16,"direction":"inbound","endedBy":"caller","transfer":"blind","operator":"ivanova","department":"d","service":"s",
        "topic":"t","kind":"complaint","application":"2026-000017","priority":2,"handling":"inWork","region":"RU-MOW"}
        """;

    private readonly PostedCallReader _reader = new(new PartyReader(new PartyOptions()), TimeProvider.System);

    [Fact]
    public void Every_member_arrives()
    {
        Assert.True(Read(Whole, out var call, out _));
        Assert.Equal("a-1", call!.SessionId);
        Assert.Equal("2026-11-21T09:00:00.250000Z", call.StartedAt.ToString());
        Assert.Equal(750, call.SetupMs);
        Assert.Equal(CallDisposition.Answered, call.Disposition);
        Assert.Equal(CallDirection.Inbound, call.Direction);
        Assert.Equal(CallTransfer.Blind, call.Transfer);
        Assert.Equal("+74951230001", call.Caller.ToFullText());
        Assert.NotEqual(call.Callee, call.Dialled);
        Assert.Equal(("ivanova", "complaint", 2, "inWork"), (call.Tags.Operator, call.Tags.Kind, call.Tags.Priority, call.Tags.Handling));
        Assert.True(call.IsComplete);
        Assert.Equal("a-1", Assert.Single(call.Legs).CallId);
    }

    [Fact]
    public void A_call_without_its_end_is_incomplete()
    {
        Assert.True(Read("""{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"unknown"}""", out var call, out _));
        Assert.False(call!.IsComplete);
        Assert.Equal(call.Callee, call.Dialled);
    }

    [Theory]
    [InlineData("sessionId", null)]
    [InlineData("sessionId", "\"\"")]
    [InlineData("sessionId", "17")]
    [InlineData("startedAt", "\"21.11.2026\"")]
    [InlineData("startedAt", "\"2026-11-21T09:00:00\"")]
    [InlineData("startedAt", "\"1970-01-01T00:00:00Z\"")]
    [InlineData("endedAt", "\"2026-11-21T08:00:00Z\"")]
    [InlineData("endedAt", "\"2999-11-21T08:00:00Z\"")]
    [InlineData("answeredAt", null)]
    [InlineData("disposition", "\"ANSWERED\"")]
    [InlineData("disposition", "\"busy\"")]
    [InlineData("disposition", "1")]
    [InlineData("sipStatus", "100")]
    [InlineData("sipStatus", "\"200\"")]
    [InlineData("cause", "0")]
    [InlineData("priority", "1.5")]
    [InlineData("kind", "\"other\"")]
    [InlineData("handling", "\"done\"")]
    [InlineData("operator", "\"+7 495 123-00-01\"")]
    [InlineData("direction", "\"in\"")]
    [InlineData("caller", "\"a\\u0000b\"")]
    [InlineData("withheld", "\"yes\"")]
    [InlineData("legs", "[]")]
    [InlineData("legs", "[null]")]
    public void A_wrong_member_is_named_with_what_it_should_be(string member, string? json)
    {
        var call = JsonNode.Parse(Whole)!.AsObject();
        call.Remove(member);
        if (json is not null) call[member] = JsonNode.Parse(json);
        Assert.False(Read(call.ToJsonString(), out _, out var fault));
        Assert.Equal(member, fault!.Member);
        Assert.Contains("should", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_member_of_a_leg_is_named_by_its_path()
    {
        var call = JsonNode.Parse(Whole)!.AsObject();
        call["legs"] = JsonNode.Parse("""[{"callId":"x","startedAt":"2026-11-21T09:00:00Z","disposition":"busy","to":"nowhere"}]""");
        Assert.False(Read(call.ToJsonString(), out _, out var fault));
        Assert.Equal("legs[0].to", fault!.Member);
    }

    [Theory]
    [InlineData("""{"sessionId":"a","sessionId":"b"}""", "sessionId")]
    [InlineData("""{"sessionID":"a"}""", "sessionID")]
    [InlineData("""{"84951230001":"a"}""", "a member")]
    [InlineData("""["a"]""", "")]
    [InlineData("null", "")]
    [InlineData("{", "")]
    [InlineData("", "")]
    public void What_is_no_object_of_the_schema_is_refused(string json, string member)
    {
        Assert.False(Read(json, out _, out var fault));
        Assert.Equal(member, fault!.Member);
        Assert.DoesNotContain("84951230001", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_legs_are_refused()
    {
        var call = JsonNode.Parse(Whole)!.AsObject();
        var leg = """{"callId":"x","startedAt":"2026-11-21T09:00:00Z","disposition":"busy"}""";
        call["legs"] = JsonNode.Parse($"[{string.Join(',', Enumerable.Repeat(leg, PostedCallReader.MaxLegs + 1))}]");
        Assert.False(Read(call.ToJsonString(), out _, out var fault));
        Assert.Equal("legs", fault!.Member);
    }

    private bool Read(string json, out ObservedCall? call, out PostedFault? fault) =>
        _reader.TryRead(Encoding.UTF8.GetBytes(json), out call, out fault);
}

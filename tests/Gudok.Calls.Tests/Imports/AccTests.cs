using System.Text;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class AccTests
{
    private const string Invite = "INVITE|tag-a|tag-b|c1@x|200|OK|1772442007|84951230001|301";
    private const string Bye = "BYE|tag-a|tag-b|c1@x|200|OK|1772442070||";
    private static readonly RecordSource Source = new(RecordFormat.Acc, "acc") { Map = Map("""{"columns": {"caller": 8, "dialled": 9}}""") };

    [Fact]
    public void Invite_and_bye_become_a_call_with_the_identity_of_the_wire()
    {
        foreach (var lines in new[] { new[] { Invite, Bye }, [Bye, Invite] })
        {
            var call = RecordRun.OfLines(Source, lines).Only();
            Assert.Equal(("c1@x", "tag-a"), (call.SessionId, call.FromTag));
            Assert.Equal(("+74951230001", "301"), (call.Caller.ToFullText(), call.Dialled.ToFullText()));
            Assert.Equal(63, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds);
            Assert.Equal((CallDisposition.Answered, 200, 16, CallEnd.Caller), (call.Disposition, call.SipStatus, call.Cause, call.EndedBy));
            Assert.Single(call.Legs);
            Assert.True(call.IsStartEstimated);
        }
    }

    [Fact]
    public void A_bye_of_the_callee_has_the_tags_the_other_way_round() =>
        Assert.Equal(CallEnd.Callee, RecordRun.OfLines(Source, Invite, "BYE|tag-b|tag-a|c1@x|200|OK|1772442070||").Only().EndedBy);

    [Theory]
    [InlineData(486, CallDisposition.Busy, 17)]
    [InlineData(487, CallDisposition.Cancelled, 16)]
    [InlineData(480, CallDisposition.NoAnswer, 18)]
    [InlineData(404, CallDisposition.Failed, 1)]
    public void A_final_response_tells_by_the_published_table(int status, CallDisposition disposition, int cause)
    {
        var call = RecordRun.OfLines(Source, Invite.Replace("200|OK", status + "|No", StringComparison.Ordinal)).Only();
        Assert.Equal((disposition, status, cause, null), (call.Disposition, call.SipStatus, call.Cause, call.AnsweredAt));
    }

    [Fact]
    public void A_branch_that_failed_before_another_answered_changes_nothing() =>
        Assert.Equal(CallDisposition.Answered, RecordRun.OfLines(Source, Invite.Replace("200|OK|1772442007", "486|Busy|1772442003", StringComparison.Ordinal), Invite, Bye).Only().Disposition);

    [Fact]
    public void Without_a_bye_the_call_is_open()
    {
        var call = RecordRun.OfLines(Source, Invite, "BYE|tag-a|tag-b|c1@x|408|Timeout|1772442070||").Only();
        Assert.True(call.IsEndEstimated);
    }

    [Fact]
    public void A_bye_alone_is_the_end_of_a_call_that_began_elsewhere()
    {
        var call = RecordRun.OfLines(Source, Bye).Only();
        Assert.Equal(("tag-a", "tag-b", true, false), (call.FromTag, call.OtherTag, call.IsStartEstimated, call.IsComplete));
    }

    [Fact]
    public void An_invite_without_a_time_has_that_of_its_ack()
    {
        var call = RecordRun.OfLines(Source, Invite.Replace("1772442007", "", StringComparison.Ordinal), "ACK|tag-a|tag-b|c1@x|200|OK|1772442008||", Bye).Only();
        Assert.Equal(62, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds);
        Assert.Equal("time", RecordRun.OfLines(Source, Invite.Replace("1772442007", "", StringComparison.Ordinal)).OnlyFault().Field);
    }

    [Fact]
    public void A_table_with_a_heading_is_read_by_its_names_and_tells_its_start()
    {
        var call = RecordRun.OfLines(
            Source with { Map = null, Zone = "UTC" },
            "id,method,from_tag,to_tag,callid,sip_code,sip_reason,time,setuptime,src_user,dst_ouser,dst_user",
            "1,INVITE,tag-a,tag-b,c1@x,200,OK,2026-03-02 09:00:07,7,84951230001,88005553535,301",
            "2,BYE,tag-a,tag-b,c1@x,200,OK,2026-03-02 09:01:10,0,,,").Only();
        Assert.Equal("2026-03-02T09:00:00.000000Z", call.StartedAt.ToString());
        Assert.Equal(("+78005553535", "301", 7000L), (call.Dialled.ToFullText(), call.Callee.ToFullText(), call.SetupMs));
        Assert.True(call.IsComplete);
    }

    [Fact]
    public void Columns_without_names_are_asked_for() =>
        Assert.Equal("GDK-3532", Assert.Throws<RecordInputException>(() => RecordRun.OfLines(Source with { Map = null }, Invite)).Code);

    [Fact]
    public void Other_requests_are_no_calls()
    {
        var run = RecordRun.OfLines(Source, "MESSAGE|a|b|c2@x|200|OK|1772442007||", "CANCEL|a|b|c3@x|200|OK|1772442007||");
        Assert.Equal((0, 2), (run.Calls.Count, run.Tally.NotCalls));
    }

    private static ColumnMap Map(string json)
    {
        Assert.True(ColumnMap.TryRead(Encoding.UTF8.GetBytes(json), RecordFormat.Acc, out var map, out var mistakes), string.Join("; ", mistakes));
        return map;
    }
}

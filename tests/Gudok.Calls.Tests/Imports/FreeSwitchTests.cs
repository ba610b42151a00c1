using System.Text;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class FreeSwitchTests
{
    private const string Row = "\"Bob \"B\" Иванов\",\"84951230001\",\"1001\",\"default\",\"2026-03-02 12:00:00\",\"2026-03-02 12:00:07\",\"2026-03-02 12:01:10\",\"70\",\"62\","
        + "\"NORMAL_CLEARING\",\"aaaa-1\",\"bbbb-1\",\"\",\"PCMA\",\"PCMA\"";

    private static readonly RecordSource Csv = new(RecordFormat.FreeSwitchCsv, "freeswitch") { Zone = "Europe/Moscow" };
    private static readonly RecordSource Xml = new(RecordFormat.FreeSwitchXml, "freeswitch");

    [Fact]
    public void A_row_of_the_template_example_becomes_a_call()
    {
        var call = RecordRun.OfLines(Csv, Row).Only();
        Assert.Equal(("aaaa-1", "freeswitch", "+74951230001", "1001"), (call.SessionId, call.FromTag, call.Caller.ToFullText(), call.Dialled.ToFullText()));
        Assert.Equal(62, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds);
        Assert.Equal((CallDisposition.Answered, 16), (call.Disposition, call.Cause));
    }

    [Fact]
    public void The_row_of_the_second_leg_joins_the_first()
    {
        var second = Row.Replace("\"aaaa-1\",\"bbbb-1\"", "\"bbbb-1\",\"\"", StringComparison.Ordinal).Replace("12:00:00", "12:00:01", StringComparison.Ordinal);
        foreach (var rows in new[] { new[] { Row, second }, [second, Row] })
        {
            var call = RecordRun.OfLines(Csv, rows).Only();
            Assert.Equal(("aaaa-1", 2), (call.SessionId, call.Legs.Count));
        }
    }

    [Theory]
    [InlineData("\"10.0.0.1\",", "")]
    [InlineData("", ",\"mine\"")]
    public void Columns_before_and_behind_the_template_do_no_harm(string before, string behind) => Assert.Equal("aaaa-1", RecordRun.OfLines(Csv, before + Row + behind).Only().SessionId);

    [Fact]
    public void The_template_asterisk_is_known()
    {
        var call = RecordRun.OfLines(Csv, "\"\",\"84951230001\",\"1001\",\"default\",\"\"\"A\"\" <84951230001>\",\"sofia/external/x\",\"\",\"bridge\",\"user/1001\","
            + "\"2026-03-02 12:00:00\",\"\",\"2026-03-02 12:00:20\",\"20\",\"0\",\"NO_ANSWER\",\"3\",\"cccc-1\",\"\"").Only();
        Assert.Equal(("cccc-1", CallDisposition.NoAnswer, 19), (call.SessionId, call.Disposition, call.Cause));
    }

    [Fact]
    public void A_heading_and_epochs_need_no_zone()
    {
        var call = RecordRun.OfLines(
            Csv with { Zone = null },
            "uuid,caller_id_number,destination_number,start_epoch,answer_epoch,progress_epoch,end_epoch,duration,billsec,hangup_cause",
            "dddd-1,84951230001,1001,1772442000,0,1772442002,1772442020,20,0,ORIGINATOR_CANCEL").Only();
        Assert.Equal((CallDisposition.Cancelled, null, 2000L), (call.Disposition, call.AnsweredAt, call.SetupMs));
    }

    [Fact]
    public void Times_to_the_minute_leave_the_durations_in_force()
    {
        var call = RecordRun.OfLines(Csv, "x,1002,&echo,default,2026/3/2 12:41,2026/3/2 12:41,2026/3/2 12:41,11,9,NORMAL_CLEARING,eeee-1,,1002,PCMU,PCMU").Only();
        Assert.Equal((2, 9), ((call.AnsweredAt! - call.StartedAt).Value.TotalSeconds, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds));
        Assert.False(call.Dialled.IsKept);
    }

    [Theory]
    [InlineData("USER_BUSY", CallDisposition.Busy)]
    [InlineData("CALL_REJECTED", CallDisposition.Rejected)]
    [InlineData("NO_USER_RESPONSE", CallDisposition.NoAnswer)]
    [InlineData("ORIGINATOR_CANCEL", CallDisposition.Cancelled)]
    [InlineData("UNALLOCATED_NUMBER", CallDisposition.Failed)]
    [InlineData("SOMETHING_NEW", CallDisposition.Failed)]
    public void Causes_tell_how_it_went_out(string cause, CallDisposition disposition) => Assert.Equal(
        disposition,
        RecordRun.OfLines(Csv, Row.Replace("\"2026-03-02 12:00:07\"", "\"\"", StringComparison.Ordinal).Replace("\"62\"", "\"0\"", StringComparison.Ordinal).Replace("NORMAL_CLEARING", cause, StringComparison.Ordinal)).Only().Disposition);

    [Fact]
    public void A_document_becomes_a_call_with_the_identity_of_the_wire()
    {
        var call = Read(Document("aaaa-1", "")).Only();
        Assert.Equal(("call-1@192.0.2.1", "tag-1"), (call.SessionId, call.FromTag));
        Assert.Equal(("+74951230001", "1001", "1002"), (call.Caller.ToFullText(), call.Dialled.ToFullText(), call.Callee.ToFullText()));
        Assert.Equal("2026-03-02T09:00:00.123456Z", call.StartedAt.ToString());
        Assert.Equal("2026-03-02T09:00:02.000000Z", call.RingingAt.ToString());
        Assert.Equal((CallDisposition.Answered, 200, 16, CallEnd.Caller, CallTransfer.Blind), (call.Disposition, call.SipStatus, call.Cause, call.EndedBy, call.Transfer));
        Assert.Equal("192.0.2.1:5060", Assert.Single(call.Legs).From.ToString());
    }

    [Fact]
    public void Documents_of_both_legs_are_one_call()
    {
        var second = Document("bbbb-1", "<originating_leg_uuid>aaaa-1</originating_leg_uuid>").Replace("call-1", "call-2", StringComparison.Ordinal);
        foreach (var both in new[] { Document("aaaa-1", "") + second, second + Document("aaaa-1", "") })
        {
            var call = Read(both).Only();
            Assert.Equal(("call-1@192.0.2.1", 2), (call.SessionId, call.Legs.Count));
        }
    }

    [Theory]
    [InlineData("<cdr><variables>")]
    [InlineData("<cdr><variables></cdr>")]
    [InlineData("<!DOCTYPE cdr [<!ENTITY a \"b\">]><cdr>&a;</cdr>")]
    [InlineData("<other><cdr/></other></cdr>")]
    public void What_is_no_document_is_refused(string text) => Assert.Equal("GDK-3519", Read(text).OnlyFault().Code);

    [Fact]
    public void A_document_that_is_too_long_is_refused_and_the_next_is_read()
    {
        var longer = Document("aaaa-1", $"<note>{new string('x', 300_000)}</note>");
        var run = RecordRun.Of(Xml, new ImportOptions { MaxDocumentBytes = 8 * 1024 }, null, Encoding.UTF8.GetBytes(longer + "\n" + Document("bbbb-1", "")));
        Assert.Equal("GDK-3511", Assert.Single(run.Refused).Fault.Code);
        Assert.Single(run.Calls);
    }

    [Fact]
    public void The_line_of_a_document_is_that_of_its_beginning()
    {
        var run = Read(Document("aaaa-1", "") + "\n\n<cdr>\n<variables/>\n</cdr>\n");
        Assert.Equal(16, Assert.Single(run.Refused).Line);
    }

    private static RecordRun Read(string text) => RecordRun.Of(Xml, null, null, Encoding.UTF8.GetBytes(text));

    private static string Document(string id, string more) => $"""
        <?xml version="1.0"?>
        <cdr core-uuid="x">
          <variables>
            <uuid>{id}</uuid><direction>inbound</direction>{more}
            <sip_call_id>call-1%40192.0.2.1</sip_call_id><sip_full_from>%3Csip%3A84951230001%40x%3E%3Btag%3Dtag-1</sip_full_from>
            <start_uepoch>1772442000123456</start_uepoch><progress_uepoch>1772442002000000</progress_uepoch>
            <answer_uepoch>1772442007000000</answer_uepoch><end_uepoch>1772442070000000</end_uepoch>
            <hangup_cause>NORMAL_CLEARING</hangup_cause><sip_hangup_disposition>recv_bye</sip_hangup_disposition>
            <transfer_history>1772442030:aaaa:bl_xfer:1002/default/XML</transfer_history>
            <sip_network_ip>192.0.2.1</sip_network_ip><sip_network_port>5060</sip_network_port>
          </variables>
          <callflow profile_index="2"><caller_profile><caller_id_number>84951230001</caller_id_number><destination_number>1002</destination_number></caller_profile></callflow>
          <callflow profile_index="1"><caller_profile><caller_id_number>84951230001</caller_id_number><destination_number>1001</destination_number></caller_profile></callflow>
        </cdr>
        """;
}

using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class AsteriskCelTests
{
    private static readonly RecordSource Source = new(RecordFormat.AsteriskCel, "asterisk");

    private static readonly string[] Answered =
    [
        Event("CHAN_START", "1772442000.100000", "84951230001", "100", "PJSIP/trunk-00000001", "1772442000.1"),
        Event("APP_START", "1772442000.200000", "84951230001", "100", "PJSIP/trunk-00000001", "1772442000.1"),
        Event("CHAN_START", "1772442001.000000", "301", "s", "PJSIP/301-00000002", "1772442001.2"),
        Event("ANSWER", "1772442007.500000", "301", "", "PJSIP/301-00000002", "1772442001.2"),
        Event("ANSWER", "1772442007.600000", "84951230001", "100", "PJSIP/trunk-00000001", "1772442000.1"),
        Event("BRIDGE_ENTER", "1772442007.700000", "301", "", "PJSIP/301-00000002", "1772442001.2"),
        Event("HANGUP", "1772442070.000000", "301", "", "PJSIP/301-00000002", "1772442001.2", "{\"hangupcause\":16,\"hangupsource\":\"PJSIP/301-00000002\",\"dialstatus\":\"\"}"),
        Event("CHAN_END", "1772442070.000000", "301", "", "PJSIP/301-00000002", "1772442001.2"),
        Event("HANGUP", "1772442070.250000", "84951230001", "100", "PJSIP/trunk-00000001", "1772442000.1", "{\"hangupcause\":16,\"hangupsource\":\"PJSIP/301-00000002\",\"dialstatus\":\"ANSWER\"}"),
        Event("CHAN_END", "1772442070.250000", "84951230001", "100", "PJSIP/trunk-00000001", "1772442000.1"),
        Event("LINKEDID_END", "1772442070.250000", "84951230001", "100", "PJSIP/trunk-00000001", "1772442000.1"),
    ];

    [Fact]
    public void Events_become_a_call()
    {
        var call = RecordRun.OfLines(Source, Answered).Only();
        Assert.Equal(("1772442000.1", "asterisk"), (call.SessionId, call.FromTag));
        Assert.Equal(("+74951230001", "100", "301"), (call.Caller.ToFullText(), call.Dialled.ToFullText(), call.Callee.ToFullText()));
        Assert.Equal("2026-03-02T09:00:00.100000Z", call.StartedAt.ToString());
        Assert.Equal("2026-03-02T09:00:07.500000Z", call.AnsweredAt.ToString());
        Assert.Equal("2026-03-02T09:01:10.000000Z", call.EndedAt.ToString());
        Assert.Equal((CallDisposition.Answered, CallEnd.Callee, 16), (call.Disposition, call.EndedBy, call.Cause));
        Assert.Equal(2, call.Legs.Count);
        Assert.Equal("PJSIP/trunk", call.ChannelId);
    }

    [Fact]
    public void A_call_is_given_out_at_its_last_event()
    {
        var reader = new RecordReader(Source, new ImportOptions(), new Numbers.PartyReader(new Numbers.PartyOptions()), new ManualClock(RecordRun.Now));
        reader.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Answered))), "cel.csv");
        while (reader.TryStep())
        {
        }

        Assert.Equal(1, reader.Finished);
    }

    [Theory]
    [InlineData("NOANSWER", CallDisposition.NoAnswer)]
    [InlineData("BUSY", CallDisposition.Busy)]
    [InlineData("CANCEL", CallDisposition.Cancelled)]
    [InlineData("CHANUNAVAIL", CallDisposition.Failed)]
    public void What_dial_said_is_the_result_of_a_call_that_nobody_answered(string status, CallDisposition disposition)
    {
        var lines = Answered.Where(line => !line.StartsWith("\"ANSWER\"", StringComparison.Ordinal) && !line.StartsWith("\"BRIDGE", StringComparison.Ordinal))
            .Select(line => line.Replace("\"\"ANSWER\"\"", $"\"\"{status}\"\"", StringComparison.Ordinal)).ToArray();
        var call = RecordRun.OfLines(Source, lines).Only();
        Assert.Equal((disposition, null, "301"), (call.Disposition, call.AnsweredAt, call.Callee.ToFullText()));
    }

    [Theory]
    [InlineData("BLINDTRANSFER", CallTransfer.Blind)]
    [InlineData("ATTENDEDTRANSFER", CallTransfer.Attended)]
    [InlineData("FORWARD", CallTransfer.Diverted)]
    public void Transfers_are_told_by_their_kind(string name, CallTransfer transfer)
    {
        var lines = Answered.Take(6).Append(Event(name, "1772442030.000000", "301", "", "PJSIP/301-00000002", "1772442001.2", "{\"extension\":\"302\"}")).Concat(Answered.Skip(6));
        Assert.Equal(transfer, RecordRun.OfLines(Source, [.. lines]).Only().Transfer);
    }

    [Fact]
    public void Local_times_and_a_heading_are_read_too()
    {
        var lines = new[] { "eventtype,eventtime,cid_num,exten,channame,uniqueid,linkedid,eventextra" }.Concat(
            new[] { "CHAN_START,2026-03-02 12:00:00.5,84951230001,100,SIP/t-1,1.1,1.1,", "HANGUP,2026-03-02 12:00:10,84951230001,100,SIP/t-1,1.1,1.1," });
        var call = RecordRun.OfLines(Source with { Zone = "Europe/Moscow" }, [.. lines]).Only();
        Assert.Equal("2026-03-02T09:00:00.500000Z", call.StartedAt.ToString());
        Assert.Equal("2026-03-02T09:00:10.000000Z", call.EndedAt.ToString());
    }

    [Fact]
    public void A_call_whose_end_is_not_in_the_file_is_open()
    {
        var call = RecordRun.OfLines(Source, Answered[..6]).Only();
        Assert.True(call.IsEndEstimated);
        Assert.False(call.IsComplete);
    }

    [Fact]
    public void A_last_event_alone_is_no_call()
    {
        var run = RecordRun.OfLines(Source, Answered[^1]);
        Assert.Empty(run.Calls);
        Assert.Equal(1, run.Tally.NotCalls);
    }

    private static string Event(string name, string time, string number, string extension, string channel, string id, string extra = "") =>
        $"\"{name}\",\"{time}\",\"\",\"{number}\",\"{number}\",\"\",\"{extension}\",\"{extension}\",\"in\",\"{channel}\",\"\",\"\",\"3\",\"\",\"{id}\",\"1772442000.1\",\"\",\"\",\"\",\"{extra.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

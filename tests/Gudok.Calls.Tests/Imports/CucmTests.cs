using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class CucmTests
{
    private const string Heading = "\"cdrRecordType\",\"globalCallID_callManagerId\",\"globalCallID_callId\",\"origLegCallIdentifier\",\"dateTimeOrigination\",\"origIpAddr\","
        + "\"callingPartyNumber\",\"origCause_value\",\"destIpAddr\",\"originalCalledPartyNumber\",\"finalCalledPartyNumber\",\"destCause_value\",\"dateTimeConnect\","
        + "\"dateTimeDisconnect\",\"duration\",\"origDeviceName\",\"destDeviceName\",\"globalCallId_ClusterID\"";

    private const string Types = "INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(50),INTEGER,INTEGER,VARCHAR(50),VARCHAR(50),INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(129),VARCHAR(129),VARCHAR(50)";
    private static readonly RecordSource Source = new(RecordFormat.Cucm, "cucm");

    [Fact]
    public void A_row_becomes_a_call()
    {
        var call = Read(Row()).Only();
        Assert.Equal(("C1/2/120301", "cucm"), (call.SessionId, call.FromTag));
        Assert.Equal(("2101", "+74951234567", "2102"), (call.Caller.ToFullText(), call.Dialled.ToFullText(), call.Callee.ToFullText()));
        Assert.Equal("2026-03-02T09:00:00.000000Z", call.StartedAt.ToString());
        Assert.Equal(61, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds);
        Assert.Equal((CallDisposition.Answered, CallEnd.Callee, 16, CallTransfer.Diverted), (call.Disposition, call.EndedBy, call.Cause, call.Transfer));
        Assert.Equal("TRUNK_1", call.ChannelId);
    }

    [Fact]
    public void Addresses_are_signed_numbers_with_the_lowest_octet_first()
    {
        var leg = Assert.Single(Read(Row(from: "352389642", to: "-1139627840")).Only().Legs);
        Assert.Equal(("10.10.1.21:0", "192.168.18.188:0"), (leg.From.ToString(), leg.To.ToString()));
    }

    [Theory]
    [InlineData(0, 17, CallDisposition.Busy)]
    [InlineData(16, 0, CallDisposition.Cancelled)]
    [InlineData(0, 19, CallDisposition.NoAnswer)]
    [InlineData(0, 21, CallDisposition.Rejected)]
    [InlineData(1, 0, CallDisposition.Failed)]
    [InlineData(393216, 0, CallDisposition.Unknown)]
    public void Without_a_time_of_connection_the_cause_tells(int origin, int destination, CallDisposition disposition)
    {
        var call = Read(Row(connect: "0", origin: origin, destination: destination)).Only();
        Assert.Equal((disposition, null), (call.Disposition, call.AnsweredAt));
    }

    [Fact]
    public void Rows_with_one_global_id_are_one_call()
    {
        var call = Read(Row(), Row(leg: 18810009, start: 1772442068, connect: "1772442070", end: 1772442100, called: "2105", final: "2105")).Only();
        Assert.Equal(("2105", 2), (call.Callee.ToFullText(), call.Legs.Count));
        Assert.Equal(93, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds);
    }

    [Fact]
    public void Quality_records_and_headings_are_no_calls()
    {
        var run = Read(Row(), Heading, Types, "2" + Row()[1..]);
        Assert.Single(run.Calls);
        Assert.Equal((4, 1), (run.Tally.Headings, run.Tally.NotCalls));
    }

    [Fact]
    public void Without_its_heading_the_file_is_refused() =>
        Assert.Equal("GDK-3532", Assert.Throws<RecordInputException>(() => RecordRun.OfLines(Source, Row())).Code);

    [Fact]
    public void A_row_that_was_cut_off_is_refused() => Assert.Equal("GDK-3510", Read(Row()[..60]).OnlyFault().Code);

    [Fact]
    public void A_prefix_that_was_dropped_on_the_way_out_is_no_diversion() =>
        Assert.Equal(CallTransfer.None, Read(Row(called: "984951234567", final: "84951234567")).Only().Transfer);

    private static RecordRun Read(params string[] rows) => RecordRun.OfLines(Source, [Heading, Types, .. rows]);

    private static string Row(
        long leg = 18810001,
        long start = 1772442000,
        string connect = "1772442007",
        long end = 1772442068,
        int origin = 0,
        int destination = 16,
        string called = "84951234567",
        string final = "2102",
        string from = "0",
        string to = "0") =>
        $"1,2,120301,{leg},{start},{from},\"2101\",{origin},{to},\"{called}\",\"{final}\",{destination},{connect},{end},61,\"SEP0011AABB0001\",\"TRUNK_1\",\"C1\"";
}

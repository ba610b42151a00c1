using System.Text;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class AsteriskCsvTests
{
    private const string Sixteen =
        "\"\",\"84951230001\",\"100\",\"from-trunk\",\"\"\"Фирма \"\"\"\"Ромашка\"\"\"\", ООО\"\" <84951230001>\",\"SIP/trunk-00000001\",\"SIP/301-00000002\",\"Dial\",\"SIP/301,20\","
        + "\"2026-03-02 12:00:00\",\"2026-03-02 12:00:07\",\"2026-03-02 12:01:10\",70,62,\"ANSWERED\",\"DOCUMENTATION\"";

    private static readonly RecordSource Source = new(RecordFormat.AsteriskCsv, "asterisk") { Zone = "Europe/Moscow" };

    [Fact]
    public void A_row_becomes_a_call()
    {
        var call = Read(Sixteen + ",\"1772442000.1\",\"\",\"\",\"1772442000.1\",1").Only();
        Assert.Equal("1772442000.1", call.SessionId);
        Assert.Equal("asterisk", call.FromTag);
        Assert.Equal("import:asterisk", call.Source);
        Assert.Equal(("+74951230001", "301", "100"), (call.Caller.ToFullText(), call.Callee.ToFullText(), call.Dialled.ToFullText()));
        Assert.Equal("2026-03-02T09:00:00.000000Z", call.StartedAt.ToString());
        Assert.Equal("2026-03-02T09:00:07.000000Z", call.AnsweredAt.ToString());
        Assert.Equal(CallDisposition.Answered, call.Disposition);
        Assert.Equal("SIP/trunk", call.ChannelId);
        Assert.True(call.IsComplete);
    }

    [Fact]
    public void The_talk_time_that_asterisk_counted_wins_over_stamps_that_were_cut_off()
    {
        var call = Read(Sixteen + ",\"1772442000.1\",\"\"").Only();
        Assert.Equal(62, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"1772442000.1\"")]
    [InlineData(",\"\"")]
    [InlineData(",\"1772442000.1\",\"some field\"")]
    [InlineData(",\"\",\"1772442000.1\",3")]
    [InlineData(",\"1772442000.1\",\"\",\"1772442000.1\",3")]
    [InlineData(",\"1772442000.1\",\"some field\",\"\",\"1772442000.1\",3")]
    public void Every_setting_of_cdr_csv_is_known(string more) => Assert.Equal("301", Read(Sixteen + more).Only().Callee.ToFullText());

    [Theory]
    [InlineData("")]
    [InlineData(",4")]
    public void Cdr_custom_is_known(string more)
    {
        var call = Read("\"\"\"Anna\"\" <84951230001>\",\"84951230001\",\"100\",\"default\",\"PJSIP/trunk-00000002\",\"PJSIP/301-00000003\",\"Dial\",\"PJSIP/301\","
            + "\"2026-03-02 12:00:00\",\"\",\"2026-03-02 12:00:30\",\"30\",\"0\",\"NO ANSWER\",\"DOCUMENTATION\",\"\",\"1772442000.2\",\"\"" + more).Only();
        Assert.Equal(("1772442000.2", CallDisposition.NoAnswer, null), (call.SessionId, call.Disposition, call.AnsweredAt));
    }

    [Fact]
    public void A_table_with_a_heading_is_read_by_its_names()
    {
        var call = Read(
            "calldate;clid;src;dst;dcontext;channel;dstchannel;lastapp;lastdata;duration;billsec;disposition;amaflags;accountcode;uniqueid;userfield;did;linkedid;sequence",
            "2026-03-02 12:00:00;\"Anna\" <84951230001>;84951230001;s;ext-queues;SIP/trunk-1;SIP/301-2;Queue;600,t;70;62;ANSWERED;3;;1772442000.1;;88005553535;1772442000.1;1").Only();
        Assert.Equal("+78005553535", call.Dialled.ToFullText());
        Assert.Equal((8, 62), ((call.AnsweredAt! - call.StartedAt).Value.TotalSeconds, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds));
    }

    [Theory]
    [InlineData("NO ANSWER", CallDisposition.NoAnswer)]
    [InlineData("NOANSWER", CallDisposition.NoAnswer)]
    [InlineData("BUSY", CallDisposition.Busy)]
    [InlineData("FAILED", CallDisposition.Failed)]
    [InlineData("CONGESTION", CallDisposition.Failed)]
    [InlineData("CANCEL", CallDisposition.Cancelled)]
    public void Its_words_are_read(string word, CallDisposition disposition) =>
        Assert.Equal(disposition, Read(Row("1.1", "SIP/301-2", "12:00:00", "", "12:00:10", 0, word)).Only().Disposition);

    [Fact]
    public void A_greeting_that_nobody_followed_is_no_conversation()
    {
        var call = Read(Row("1.1", "", "12:00:00", "12:00:00", "12:00:27", 27, "ANSWERED", "Hangup")).Only();
        Assert.Equal((CallDisposition.NoAnswer, null, 27_000L), (call.Disposition, call.AnsweredAt, call.EarlyMediaMs));
        Assert.Equal(call.Dialled, call.Callee);
    }

    [Fact]
    public void People_in_a_conference_talk() => Assert.Equal(CallDisposition.Answered, Read(Row("1.1", "", "12:00:00", "12:00:00", "12:00:27", 27, "ANSWERED", "ConfBridge")).Only().Disposition);

    [Fact]
    public void Rows_of_a_transfer_are_one_call()
    {
        var call = Read(
            Row("1.1", "SIP/301-2", "12:00:00", "12:00:05", "12:00:35", 30, "ANSWERED", "Dial", "1.1", 1),
            Row("1.9", "SIP/302-7", "12:00:35", "12:00:40", "12:02:00", 80, "ANSWERED", "Dial", "1.1", 2),
            Row("1.7", "", "12:02:00", "12:02:00", "12:02:00", 0, "ANSWERED", "Hangup", "1.1", 3)).Only();
        Assert.Equal(3, call.Legs.Count);
        Assert.Equal("302", call.Callee.ToFullText());
        Assert.Equal(115, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds);
    }

    [Fact]
    public void Rows_of_a_call_join_in_any_order_and_over_files()
    {
        var rows = new[]
        {
            Row("1.1", "SIP/301-2", "12:00:00", "", "12:00:20", 0, "NO ANSWER", "Dial", "1.1", 1),
            Row("1.1", "SIP/200-3", "12:00:00", "12:00:20", "12:01:00", 40, "ANSWERED", "Dial", "1.1", 2),
            Row("1.4", "SIP/200-3", "12:00:00", "12:00:20", "12:01:00", 40, "ANSWERED", "Dial", "1.1", 3),
        };
        var first = Read(rows).Only();
        Assert.Equal("200", first.Callee.ToFullText());
        foreach (var order in new int[][] { [2, 1, 0], [1, 0, 2], [1, 2, 0] })
        {
            var again = RecordRun.Of(Source, null, null, [.. order.Select(n => Encoding.UTF8.GetBytes(rows[n]))]).Only();
            Assert.Equal(Facts(first), Facts(again));
        }

        static object Facts(ObservedCall call) => (call.SessionId, call.StartedAt, call.AnsweredAt, call.EndedAt, call.Callee, call.Disposition, call.Legs.Count);
    }

    [Fact]
    public void The_same_row_twice_is_one_leg()
    {
        var row = Row("1.1", "SIP/301-2", "12:00:00", "12:00:05", "12:00:35", 30, "ANSWERED", "Dial", "1.1", 1);
        Assert.Single(Read(row, row).Only().Legs);
    }

    [Theory]
    [InlineData("SIP/301-00000002", "SIP/301&SIP/200@pbx,60,t", "301")]
    [InlineData("SIP/pbx-00000002", "SIP/301&SIP/200@pbx,60,t", "200")]
    [InlineData("PJSIP/gate-00000002", "PJSIP/89161112233@gate,60", "+79161112233")]
    [InlineData("PJSIP/gate-00000002", "PJSIP/gate/sip:89161112233@192.0.2.1,60", "+79161112233")]
    [InlineData("IAX2/branch-411", "IAX2/branch/2001|30", "2001")]
    [InlineData("SIP/bureau-nord-00000002", "", "bureau-nord")]
    public void The_callee_is_who_was_dialled_through_the_channel(string channel, string data, string callee) =>
        Assert.Equal(callee, AsteriskChannelReached(channel, data));

    [Theory]
    [InlineData("SIP/89161112233-00000001", null)]
    [InlineData("SIP/301-00000001", null)]
    [InlineData("SIP/trunk-a-00000001", "SIP/trunk-a")]
    [InlineData("Local/100@queue-00000001;2", null)]
    public void A_channel_that_is_called_after_a_party_is_not_repeated(string channel, string? shown)
    {
        var row = Row("1.1", "SIP/301-2", "12:00:00", "12:00:05", "12:00:35", 30, "ANSWERED").Replace("SIP/301-1\"", channel + "\"", StringComparison.Ordinal);
        Assert.Equal(shown, Read(row).Only().ChannelId);
    }

    [Fact]
    public void A_caller_who_hides_is_withheld()
    {
        var call = Read(Row("1.1", "SIP/301-2", "12:00:00", "", "12:00:10", 0, "NO ANSWER").Replace("84951230001", "anonymous", StringComparison.Ordinal)).Only();
        Assert.True(call.Withheld);
        Assert.Equal(PartyKind.Withheld, call.Caller.Kind);
    }

    [Fact]
    public void Directions_come_from_own_numbers()
    {
        var parties = new PartyOptions { OwnNumbers = { "100..499" } };
        var call = RecordRun.Of(Source, null, parties, Encoding.UTF8.GetBytes(Row("1.1", "SIP/301-2", "12:00:00", "", "12:00:10", 0, "BUSY"))).Only();
        Assert.Equal(CallDirection.Inbound, call.Direction);
    }

    [Theory]
    [InlineData("2026-03-02 12:00:00", "2026-13-02 12:00:00", "start")]
    [InlineData("2026-03-02 12:00:00", "yesterday", "start")]
    [InlineData("2026-03-02 12:00:07", "2026-03-02 11:00:07", "answer")]
    [InlineData("70,62,", "70,many,", "billsec")]
    [InlineData("ANSWERED", "PERHAPS", "disposition")]
    [InlineData("DOCUMENTATION\"", "DOCUMENTATION", "")]
    public void What_is_wrong_is_named_with_its_field_and_without_its_content(string right, string wrong, string field)
    {
        // A first line that is right, so that the shape of the file is known.
        var run = Read(Sixteen + ",\"1772442000.1\",\"\"", (Sixteen + ",\"1772442300.2\",\"\"").Replace(right, wrong, StringComparison.Ordinal));
        var refused = Assert.Single(run.Refused);
        Assert.Equal((2L, field), (refused.Line, refused.Fault.Field));
        Assert.DoesNotContain("4951230001", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_of_which_one_row_is_refused_is_refused_whole()
    {
        var run = RecordRun.OfLines(
            Source with { KeepsRefused = true },
            Row("1.1", "SIP/301-2", "12:00:00", "12:00:05", "12:00:35", 30, "ANSWERED", "Dial", "1.1", 1),
            Row("1.1", "SIP/302-3", "12:00:35", "25:00:00", "12:01:35", 30, "ANSWERED", "Dial", "1.1", 2),
            Row("2.5", "SIP/302-3", "12:00:35", "12:00:40", "12:01:35", 55, "ANSWERED"));
        Assert.Equal("2.5", Assert.Single(run.Calls).SessionId);
        Assert.Equal([(1L, "GDK-3517"), (2L, "GDK-3512")], run.Refused.Select(line => (line.Line, line.Fault.Code)));
        Assert.All(run.Refused, line => Assert.Contains("84951230001", Encoding.UTF8.GetString(line.Octets.Span), StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_zone_the_file_is_refused()
    {
        var fault = Assert.Throws<RecordInputException>(() => RecordRun.OfLines(Source with { Zone = null }, Sixteen));
        Assert.Equal("GDK-3530", fault.Code);
    }

    [Fact]
    public void A_zone_that_the_ids_contradict_is_refused_before_anything_is_recorded()
    {
        // Noon in Moscow is 1772442000: whoever says that these are times of Krasnoyarsk is four hours off.
        var rows = Enumerable.Range(0, 4).Select(n => Sixteen.Replace("12:00:0", $"12:0{n}:0", StringComparison.Ordinal).Replace("12:01:10", "12:05:10", StringComparison.Ordinal)
            .Replace("70,62,", "70,1,", StringComparison.Ordinal) + $",\"{1772442000 + 60 * n}.{n}\",\"\"").ToArray();
        Assert.Equal(4, Read(rows).Calls.Count);
        var fault = Assert.Throws<RecordInputException>(() => RecordRun.OfLines(Source with { Zone = "Asia/Krasnoyarsk" }, rows));
        Assert.Equal("GDK-3533", fault.Code);
        Assert.Contains("+03:00", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_tells_which_of_two_hours_it_was()
    {
        // On 26 October 2025 clocks in Berlin showed 02:30 twice: 00:30 and 01:30 UTC.
        var source = Source with { Zone = "Europe/Berlin" };
        string Row(long epoch) => Sixteen.Replace("2026-03-02 12:00", "2025-10-26 02:30", StringComparison.Ordinal).Replace("2026-03-02 12:01", "2025-10-26 02:31", StringComparison.Ordinal)
            + $",\"{epoch}.1\",\"\"";
        Assert.Equal("2025-10-26T00:30:00.000000Z", RecordRun.OfLines(source, Row(1761438600)).Only().StartedAt.ToString());
        var second = RecordRun.OfLines(source, Row(1761442200)).Only();
        Assert.Equal("2025-10-26T01:30:00.000000Z", second.StartedAt.ToString());
        Assert.Equal("2025-10-26T01:30:07.000000Z", second.AnsweredAt.ToString());
    }

    private static RecordRun Read(params string[] lines) => RecordRun.OfLines(Source, lines);

    private static string AsteriskChannelReached(string channel, string data) => AsteriskChannel.Reached(channel, data) is var reached
        ? new PartyReader(new PartyOptions()).Read(reached).ToFullText()
        : "";

    private static string Row(
        string id, string channel, string start, string answer, string end, int talk, string word, string app = "Dial", string? linked = null, int sequence = 1)
    {
        var answered = answer.Length == 0 ? "" : $"\"2026-03-02 {answer}\"";
        var total = (int)(TimeSpan.Parse(end, null) - TimeSpan.Parse(start, null)).TotalSeconds;
        return $"\"\",\"84951230001\",\"100\",\"in\",\"\"\"84951230001\"\" <84951230001>\",\"SIP/301-1\",\"{channel}\",\"{app}\",\"\",\"2026-03-02 {start}\",{answered},"
            + $"\"2026-03-02 {end}\",{total},{talk},\"{word}\",\"DOCUMENTATION\",\"{id}\",\"\",\"\",\"{linked ?? id}\",{sequence}";
    }
}

using System.Globalization;
using System.Text;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>What ends and agents tell of media: found by addresses or by the Call-ID, kept beside what was measured.</summary>
public sealed class MediaReportCases
{
    private const uint Caller = 0xc000_0211, Callee = 0xc000_0212;
    private readonly Ladder _ladder = new();
    private readonly List<(double At, NetworkEndpoint From, NetworkEndpoint To, MediaReportKind Kind, string Id, byte[] Octets)> _reports = [];
    private readonly List<RtpSample> _samples = [];

    [Fact]
    public void Rtcp_tells_loss_and_jitter_of_each_direction_and_the_round_trip()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        // Alice's report passes at 5 s; Bob, 20 ms away and back, answers 500 ms after it came; she is 60 ms away and answers after 100.
        Rtcp(5_000, Caller, 4001, Callee, 5001, RtcpBytes.SenderReport(RtcpBytes.Alice, 100));
        Rtcp(5_520, Callee, 5001, Caller, 4001, RtcpBytes.SenderReport(RtcpBytes.Bob, 200, RtcpBytes.Block(RtcpBytes.Alice, 0, 0, 80, 100, 32_768, 250)));
        Rtcp(5_680, Caller, 4001, Callee, 5001, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob, 64, 60, 160, 200, 6_554, 250)));
        Rtcp(10_680, Caller, 4001, Callee, 5001, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob, 128, 185, 320, 0, 0, 500)));
        var call = Single();
        Assert.Equal(
            [(MediaDirection.CallerToCallee, 0L, 0.0, 10.0, 10.0), (MediaDirection.CalleeToCaller, 185L, 49.9, 30.0, 40.0)],
            call.Media.Select(stream => (stream.Direction, stream.Lost!.Value, Math.Round(stream.LossPercent!.Value, 1), stream.JitterMs!.Value, stream.JitterMaxMs!.Value)));
        Assert.All(call.Media, stream =>
        {
            Assert.Equal((MediaOrigin.Rtcp, "PCMA", null), (stream.Origin, stream.Codec, stream.Packets));
            Assert.Equal(80, stream.RttMs!.Value, 0.1);
        });
        Assert.True(call.Media[0].Mos > 4.2 && call.Media[1].Mos < 2);
        Assert.Equal(call.Media[1].LossPercent, call.Quality!.LossPercent);
    }

    [Fact]
    public void Half_a_way_is_no_round_trip()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Rtcp(5_000, Caller, 4001, Callee, 5001, RtcpBytes.SenderReport(RtcpBytes.Alice, 100));
        Rtcp(5_520, Callee, 5001, Caller, 4001, RtcpBytes.ReceiverReport(RtcpBytes.Bob, RtcpBytes.Block(RtcpBytes.Alice, 0, 0, 80, 100, 32_768)));
        Assert.Null(Assert.Single(Single().Media).RttMs);
    }

    [Fact]
    public void The_round_trip_counts_in_the_score_of_what_was_measured()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Speak(Caller, 4000, Callee, 5000);
        var near = Single().Media[0].Mos;
        Rtcp(5_000, Caller, 4001, Callee, 5001, RtcpBytes.SenderReport(RtcpBytes.Alice, 100));
        Rtcp(5_500, Callee, 5001, Caller, 4001, RtcpBytes.SenderReport(RtcpBytes.Bob, 200, RtcpBytes.Block(RtcpBytes.Alice, 0, 0, 0, 100)));
        Rtcp(5_900, Caller, 4001, Callee, 5001, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob, 0, 0, 0, 200)));
        var far = Single().Media[0];
        Assert.Equal((MediaOrigin.Measured, 900.0), (far.Origin, far.RttMs));
        Assert.True(far.Mos < near - 0.5);
        Assert.True(far.Worst!.Mos < near - 0.5);
    }

    [Theory]
    [InlineData(4000, 5000, "")]
    [InlineData(4001, 5001, "")]
    [InlineData(4711, 5001, "a=rtcp:4711 IN IP4 192.0.2.17\n")]
    public void Rtcp_is_found_at_the_next_port_at_the_same_and_at_one_that_is_named(int callersPort, int calleesPort, string line)
    {
        Talk(line).Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Rtcp(5_000, Caller, callersPort, Callee, calleesPort, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob)));
        Rtcp(5_001, Callee, calleesPort, Caller, callersPort, RtcpBytes.ReceiverReport(RtcpBytes.Bob, RtcpBytes.Block(RtcpBytes.Alice)));
        Assert.Equal([MediaDirection.CallerToCallee, MediaDirection.CalleeToCaller], Single().Media.Select(stream => stream.Direction));
    }

    [Fact]
    public void A_report_that_two_mirrors_saw_counts_once()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        foreach (var at in (int[])[5_000, 5_001, 5_002])
            Rtcp(at, Caller, 4001, Callee, 5001, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob, 128, 10, 80, highest: 100)));
        Rtcp(10_000, Caller, 4001, Callee, 5001, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob, 0, 10, 240, highest: 101)));
        Assert.Equal((25.0, 20.0), (Single().Media[0].LossPercent, Single().Media[0].JitterMs));
    }

    [Fact]
    public void Who_reports_of_media_was_sent_them()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Speak(Caller, 4000, Callee, 5000);
        Assert.Equal(OneWayAudio.CalleeUnheard, Single().OneWayAudio);
        Rtcp(30_000, Caller, 4001, Callee, 5001, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob)));
        Assert.Equal(OneWayAudio.None, Single().OneWayAudio);
    }

    [Fact]
    public void A_telephones_own_metrics_are_kept()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        // Round trip 120 ms, MOS-LQ 4.1, MOS-CQ 3.8.
        var metrics = RtcpBytes.XrBlock(7, RtcpBytes.Words(RtcpBytes.Bob, 0, 0, 0x0078_0000, 0, 0x5000_2926, 0, 0));
        Rtcp(5_000, Caller, 4001, Callee, 5001, [.. RtcpBytes.ReceiverReport(RtcpBytes.Alice), .. RtcpBytes.Packet(207, 0, RtcpBytes.Words(RtcpBytes.Alice), metrics)]);
        var stream = Assert.Single(Single().Media);
        Assert.Equal((MediaDirection.CalleeToCaller, 120.0, 3.8), (stream.Direction, stream.RttMs, stream.Mos));
    }

    [Theory]
    [InlineData("c", 0, 0)]
    [InlineData("", 4001, 5001)]
    public void Rtcp_in_json_is_found_by_the_call_id_else_by_the_addresses(string id, int fromPort, int toPort)
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        foreach (var (at, jitter) in ((int, int)[])[(5_000, 80), (10_000, 240)])
        {
            Add(at, Caller, fromPort, Callee, toPort, MediaReportKind.RtcpJson, id, Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $$"""{"type":201,"report_blocks":[{"source_ssrc":7,"fraction_lost":64,"packets_lost":12,"ia_jitter":{{jitter}}}]}""")));
        }

        var stream = Assert.Single(Single().Media);
        Assert.Equal(
            (MediaOrigin.Rtcp, MediaDirection.CalleeToCaller, 25.0, 12L, 20.0, 30.0),
            (stream.Origin, stream.Direction, stream.LossPercent, stream.Lost, stream.JitterMs, stream.JitterMaxMs));
    }

    [Fact]
    public void Of_an_agents_reports_the_last_one_tells_of_the_whole_and_a_late_one_corrects_the_record()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Add(20_000, Caller, 4000, Callee, 5000, MediaReportKind.Agent, "other", Told(1_000, 0, 4.3));
        Add(75_000, Caller, 4000, Callee, 5000, MediaReportKind.Agent, "other", Told(1_900, 100, 3.1));
        var run = Run();
        Assert.Equal([0, 1], run.Given.Select(call => call.Revision));
        Assert.Equal([4.3, 3.1], run.Given.Select(call => Assert.Single(call.Media).Mos!.Value));
        var stream = Assert.Single(run.Given[^1].Media);
        Assert.Equal(
            (MediaOrigin.Report, MediaDirection.CallerToCallee, 1_900L, 100L, 5.0), (stream.Origin, stream.Direction, stream.Packets, stream.Lost, stream.LossPercent));
    }

    [Theory]
    [InlineData("P-RTP-Stat", "PS=1500,PR=1425,PL=75,JI=12,LA=40,EN=G711a,DE=G711a")]
    [InlineData("X-RTP-Stat", "CS=0;PS=1500;PR=1425;PL=75,0;EN=PCMA;DE=PCMA;JI=12,2")]
    public void What_telephones_write_into_bye_and_its_answer_is_kept_for_each_side(string name, string value)
    {
        Talk().Send(60_000, "BYE", "b", text => text.With(name, value), cseq: 2)
            .Answer(60_005, 200, "b", "BYE", text => text.With(name, value.Replace("75", "0", StringComparison.Ordinal)), cseq: 2);
        var call = Single();
        Assert.Equal(
            [(MediaDirection.CallerToCallee, 0L, 12.0), (MediaDirection.CalleeToCaller, 75L, 12.0)],
            call.Media.Select(stream => (stream.Direction, stream.Lost!.Value, stream.JitterMs!.Value)));
        Assert.All(call.Media, stream => Assert.Equal((MediaOrigin.Report, "PCMA", 0), (stream.Origin, stream.Codec, stream.Leg)));
        Assert.Equal(5, call.Quality!.LossPercent);
        Assert.NotNull(call.Quality.Mos);
    }

    [Fact]
    public void A_session_report_after_the_call_corrects_its_record()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        const string Body = "VQSessionReport: CallTerm\r\nCallID: c\r\nLocalAddr: IP=192.0.2.17 PORT=4000 SSRC=0x1\r\nRemoteAddr: IP=192.0.2.18 PORT=5000 SSRC=0x2\r\n" +
            "LocalMetrics:\r\nSessionDesc:PT=8 PD=PCMA SR=8000\r\nPacketLoss:NLR=2.5\r\nDelay:RTD=90 IAJ=4\r\nQualityEst:MOSCQ=3.9\r\n" +
            "RemoteMetrics:\r\nPacketLoss:NLR=0\r\nQualityEst:MOSCQ=4.3\r\n";
        _ladder.Leg("quality", "alice", "collector").Send(62_000, "PUBLISH", edit: text => text.Body("application/vq-rtcpxr", Body)).Answer(62_010, 200, "p", "PUBLISH");
        var run = Run();
        Assert.Equal([0, 2], run.Given.Select(call => call.Media.Count));
        Assert.Equal(
            [(MediaDirection.CallerToCallee, 0.0, 4.3), (MediaDirection.CalleeToCaller, 2.5, 3.9)],
            run.Given[^1].Media.Select(stream => (stream.Direction, stream.LossPercent!.Value, stream.Mos!.Value)));
        Assert.Equal(90, run.Given[^1].Quality!.RttMs);
        Assert.Equal([MessageVerdict.Taken, MessageVerdict.OtherMethod], run.Verdicts[^2..]);
    }

    [Fact]
    public void Reports_of_nobodys_call_are_refused()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Rtcp(5_000, 0xc000_0299, 4001, 0xc000_0298, 5001, RtcpBytes.ReceiverReport(1, RtcpBytes.Block(2)));
        Add(5_000, Caller, 0, Callee, 0, MediaReportKind.RtcpJson, "nobody", """{"report_blocks":[{"source_ssrc":7,"fraction_lost":64}]}"""u8.ToArray());
        Add(5_000, Caller, 4000, Callee, 5000, MediaReportKind.Agent, "c", "{}"u8.ToArray());
        // After the end of the call.
        Rtcp(61_000, Caller, 4001, Callee, 5001, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob)));
        var run = new Assembler();
        Assert.Equal([false, false, false, false], Feed(run));
        run.Finish();
        Assert.Empty(Assert.Single(run.Calls).Media);
    }

    [Fact]
    public void Reports_over_the_limit_of_a_call_are_counted()
    {
        var leg = Talk();
        for (var number = 0; number < 9; number++)
        {
            // Each fork is another leg, with reports of its own.
            leg.Answer(1_000 + number, 183, "fork" + number, edit: Offer(Callee, 6000 + (10 * number)));
            Rtcp(1_100 + number, Caller, 4001, Callee, 6001 + (10 * number), RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob)));
            Rtcp(1_200 + number, Callee, 6001 + (10 * number), Caller, 4001, RtcpBytes.ReceiverReport(RtcpBytes.Bob, RtcpBytes.Block(RtcpBytes.Alice)));
        }

        leg.Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        var run = Run();
        Assert.True(Assert.Single(run.Calls).Media.Count <= 8);
        Assert.True(run.Legs.UnmeasuredMedia > 0);
    }

    [Fact]
    public void Reports_without_end_correct_a_record_so_often_and_no_more()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        for (var number = 0; number < 40; number++) Add(70_000 + (number * 1_000), Caller, 4000, Callee, 5000, MediaReportKind.Agent, "c", Told(1_000 + number, 0, 4.3));
        var run = Run();
        Assert.Equal(LegStage.MostGivenForReports, run.Given.Count);
        Assert.Equal(40 - LegStage.MostGivenForReports + 1, run.Legs.UnmeasuredMedia);
    }

    [Fact]
    public void Reports_do_not_depend_on_how_calls_are_parted()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Rtcp(5_000, Caller, 4001, Callee, 5001, RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob, 64)));
        Add(20_000, Caller, 4000, Callee, 5000, MediaReportKind.Agent, "c", Told(1_000, 0, 4.3));
        Assert.Equal(Single().Media, Assert.Single(Run(3).Calls).Media);
    }

    private static byte[] Told(int came, int lost, double mos) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"RTP_SIP_CALL_ID":"c","TOTAL_PK":{{came}},"EXPECTED_PK":{{came + lost}},"PACKET_LOSS":{{lost}},"MOS":{{mos}},"SRC_IP":"192.0.2.17","SRC_PORT":4000,"DST_IP":"192.0.2.18","DST_PORT":5000}"""));

    private static Func<SipText, SipText> Offer(uint host, int port, string line = "") => text => text.Body(
        "application/sdp",
        $"v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 {NetworkEndpoint.FromIPv4(host, 0).ToIPAddress()}\nt=0 0\nm=audio {port} RTP/AVP 8 101\n{line}a=rtpmap:101 telephone-event/8000\n");

    private LadderLeg Talk(string line = "") => _ladder.Leg("c", "alice", "bob")
        .Send(0, "INVITE", edit: Offer(Caller, 4000, line)).Answer(50, 180, "b").Answer(2_000, 200, "b", edit: Offer(Callee, 5000)).Send(2_005, "ACK", "b");

    private void Speak(uint from, int fromPort, uint to, int toPort)
    {
        for (var number = 0; number < 1_000; number++)
        {
            _samples.Add(new RtpSample
            {
                Time = _ladder.At(3_000 + (number * 20)),
                Source = NetworkEndpoint.FromIPv4(from, (ushort)fromPort),
                Destination = NetworkEndpoint.FromIPv4(to, (ushort)toPort),
                Ssrc = RtcpBytes.Alice,
                Sequence = (ushort)number,
                Timestamp = (uint)number * 160,
                PayloadType = 8,
                Level = 30,
            });
        }
    }

    private void Rtcp(double at, uint from, int fromPort, uint to, int toPort, byte[] octets) => Add(at, from, fromPort, to, toPort, MediaReportKind.Rtcp, "", octets);

    private void Add(double at, uint from, int fromPort, uint to, int toPort, MediaReportKind kind, string id, byte[] octets) =>
        _reports.Add((at, NetworkEndpoint.FromIPv4(from, (ushort)fromPort), NetworkEndpoint.FromIPv4(to, (ushort)toPort), kind, id, octets));

    private ObservedCall Single() => Assert.Single(Run().Calls);

    private Assembler Run(int partitions = 1)
    {
        var assembler = new Assembler(partitions: partitions);
        Feed(assembler);
        assembler.Finish();
        return assembler;
    }

    private List<bool> Feed(Assembler assembler)
    {
        var taken = new List<bool>();
        var steps = _ladder.InOrder.Select(step => (step.Time, Act: (Action)(() => assembler.Feed([step]))));
        var media = _samples.Select(sample => (sample.Time, Act: (Action)(() => assembler.Feed([], [sample]))));
        var told = _reports.Select(report => (_ladder.At(report.At), Act: (Action)(() => taken.Add(Give(assembler, report)))));
        foreach (var (_, act) in steps.Concat(media).Concat(told).OrderBy(one => one.Item1)) act();
        return taken;
    }

    private bool Give(Assembler assembler, (double At, NetworkEndpoint From, NetworkEndpoint To, MediaReportKind Kind, string Id, byte[] Octets) report) => assembler.FeedReport(new MediaReport
    {
        Time = _ladder.At(report.At),
        Source = report.From,
        Destination = report.To,
        Kind = report.Kind,
        CorrelationId = Encoding.UTF8.GetBytes(report.Id),
        Payload = report.Octets,
    });
}

namespace Gudok.Sip.Tests;

public sealed class QualityReportTests
{
    private static readonly NetworkEndpoint Alice = NetworkEndpoint.FromIPv4(0xc000_0201, 5000), Bob = NetworkEndpoint.FromIPv4(0xc000_0202, 5002);

    // As the telephones of two makers write it.
    [Fact]
    public void P_rtp_stat_of_a_telephone_adapter_is_read()
    {
        Assert.True(RtpStatHeader.TryRead("PS=1622,OS=259520,PR=990,OR=160160,PL=10,JI=3,LA=12,DU=20,EN=G711u,DE=G711a"u8, out var report));
        Assert.Equal(new QualityReport { Packets = 990, Lost = 10, LossPercent = 1, JitterMs = 3, RoundTripMs = 24, Codec = "PCMA" }, report);
    }

    [Fact]
    public void X_rtp_stat_has_a_value_for_each_direction()
    {
        var value = "CS=0;PS=1433;ES=1525;SP=0/0;QS=-;PR=1522;ER=1525;PL=0,0;EN=PCMA,FAX;DE=PCMA;JI=23,2;DL=20,20,21;IP=192.0.2.1:7082,192.0.2.2:25132"u8;
        Assert.True(RtpStatHeader.TryRead(value, out var report));
        Assert.Equal(new QualityReport { Packets = 1522, Lost = 0, LossPercent = 0, JitterMs = 23, Codec = "PCMA" }, report);
    }

    [Fact]
    public void A_latency_of_nothing_is_one_that_is_not_known()
    {
        Assert.True(RtpStatHeader.TryRead("PR=20202,PL=0,JI=0,LA=0"u8, out var report));
        Assert.Null(report.RoundTripMs);
        Assert.Equal(0, report.JitterMs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PS=1;OS=2")]
    [InlineData("PR=-;PL=x;JI=,")]
    [InlineData("=;=,=")]
    [InlineData("PR=99999999999999999999999999999")]
    [InlineData("JI=1e9")]
    public void A_header_that_tells_nothing_is_no_report(string value)
    {
        var isRead = RtpStatHeader.TryRead(System.Text.Encoding.UTF8.GetBytes(value), out var report);
        if (value == "JI=1e9") Assert.Equal(1, report.JitterMs);
        else Assert.False(isRead);
    }

    // The layout of RFC 6035 §4.6.1.
    [Fact]
    public void A_session_report_tells_of_both_directions()
    {
        Assert.True(VqReport.TryRead(Session, out var local, out var remote));
        Assert.Equal(
            new QualityReport { CallId = "12345678@192.0.2.1", Sender = Bob, Receiver = Alice, Ssrc = 0x2468_abcd, Codec = "G729", LossPercent = 5, JitterMs = 2, RoundTripMs = 200, Mos = 4.3 },
            local);
        Assert.Equal(
            new QualityReport { CallId = "12345678@192.0.2.1", Sender = Alice, Receiver = Bob, Ssrc = 0x1a3b_5c7d, Codec = "G729", LossPercent = 2.5, JitterMs = 3, RoundTripMs = 210, Mos = 3.9 },
            remote);
    }

    [Fact]
    public void A_report_of_an_agent_names_the_ends_and_tells_of_the_whole_stream()
    {
        var json = """
            {"CORRELATION_ID":"a@192.0.2.1","RTP_SIP_CALL_ID":"b@192.0.2.1","DELTA":19.9,"JITTER":0.5,"MEAN_JITTER":0.25,"MAX_JITTER":4.5,"TOTAL_PK":1425,"EXPECTED_PK":1500,"PACKET_LOSS":75,
            "MOS":4.2,"MEAN_MOS":3.9,"RFACTOR":80.2,"SRC_IP":"192.0.2.1","SRC_PORT":5000,"DST_IP":"192.0.2.2","DST_PORT":"5002","CODEC_NAME":"g722","TYPE":"HANGUP","X":{"MOS":1.0}}
            """u8;
        Assert.True(AgentReport.TryRead(json, out var report));
        Assert.Equal(
            new QualityReport
            {
                CallId = "b@192.0.2.1",
                Sender = Alice,
                Receiver = Bob,
                Codec = "G722",
                Packets = 1425,
                Lost = 75,
                LossPercent = 5,
                JitterMs = 0.25,
                JitterMaxMs = 4.5,
                Mos = 3.9,
            },
            report);
    }

    [Theory]
    [InlineData("""{"TYPE":"FINAL"}""")]
    [InlineData("""{"MOS":9}""")]
    [InlineData("""{"MOS":4""")]
    [InlineData("""[{"MOS":4}]""")]
    [InlineData("")]
    public void An_agents_text_without_figures_is_no_report(string json) => Assert.False(AgentReport.TryRead(System.Text.Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void Without_metrics_of_the_other_side_there_is_one_report()
    {
        Assert.True(VqReport.TryRead(Session[..Session.IndexOf("RemoteMetrics"u8)], out _, out var remote));
        Assert.Null(remote);
    }

    [Fact]
    public void A_score_outside_the_scale_is_none()
    {
        Assert.True(VqReport.TryRead("VQIntervalReport\r\nLocalMetrics:\r\nPacketLoss:NLR=101\r\nDelay:IAJ=7\r\nQualityEst:MOSLQ=12.7 MOSCQ=0.2\r\n"u8, out var report, out _));
        Assert.Equal(new QualityReport { JitterMs = 7 }, report);
    }

    [Fact]
    public void Another_body_is_no_session_report()
    {
        Assert.False(VqReport.TryRead("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n"u8, out _, out _));
        Assert.False(VqReport.TryRead("VQSessionReport: CallTerm\r\nCallID: 1@192.0.2.1\r\n"u8, out _, out _));
    }

    [Fact]
    public void A_report_in_json_is_read_with_and_without_signs()
    {
        var json = """
            {"type":200,"ssrc":1814766290,"report_count":1,"report_blocks":[{"source_ssrc":-1640316609,"fraction_lost":64,"packets_lost":3,
            "highest_seq_no":541,"lsr":"0","ia_jitter":57,"dlsr":0},{"source_ssrc":1,"ia_jitter":999}],
            "report_blocks_xr":{"type":0,"round_trip_delay":80},"sender_information":{"packets":137}}
            """u8;
        Assert.True(RtcpJson.TryRead(json, 8000, out var report));
        Assert.Equal(new QualityReport { Ssrc = 2_654_650_687, LossPercent = 25, Lost = 3, JitterMs = 7.125, RoundTripMs = 80 }, report);
        Assert.True(RtcpJson.TryRead(json, 0, out report));
        Assert.Null(report.JitterMs);
    }

    [Fact]
    public void Zeros_of_an_agent_that_had_no_extended_report_are_no_round_trip()
    {
        Assert.True(RtcpJson.TryRead("""{"report_blocks":[{"source_ssrc":"299816601","packets_lost":-1}],"report_blocks_xr":{"round_trip_delay":0}}"""u8, 8000, out var report));
        Assert.Equal(new QualityReport { Ssrc = 299_816_601, Lost = 0 }, report);
    }

    [Theory]
    [InlineData("""{"type":200,"ssrc":1,"report_count":0,"report_blocks":[]}""")]
    [InlineData("""{"report_blocks":{"source_ssrc":1}}""")]
    [InlineData("""{"report_blocks":[[{"source_ssrc":1}]]}""")]
    [InlineData("""{"report_blocks":[{"source_ssrc":99999999999}]}""")]
    [InlineData("""{"report_blocks":[{"source_ssrc":1}""")]
    [InlineData("[[[[")]
    [InlineData("")]
    [InlineData("\0")]
    public void Json_without_a_block_is_no_report(string json) => Assert.False(RtcpJson.TryRead(System.Text.Encoding.UTF8.GetBytes(json), 8000, out _));

    internal static ReadOnlySpan<byte> Session => """
        VQSessionReport: CallTerm
        CallID: 12345678@192.0.2.1
        LocalID: Alice <sip:alice@gudok.example>
        RemoteID: Bob <sip:bob@gudok.example>
        LocalAddr: IP=192.0.2.1 PORT=5000 SSRC=1a3b5c7d
        RemoteAddr: IP=192.0.2.2 PORT=5002 SSRC=0x2468abcd
        LocalMetrics:
        Timestamps:START=2026-11-23T10:00:00Z STOP=2026-11-23T10:02:00Z
        SessionDesc:PT=18 PD=G729 SR=8000 FD=20 FO=20 FPP=2 PPS=50 PLC=3 SSUP=on
        PacketLoss:NLR=5.0 JDR=2.0
        Delay:RTD=200 ESD=140 SOWD=100 IAJ=2 MAJ=10
        QualityEst:RLQ=82 RCQ=80 EXTRI=90 MOSLQ=4.2 MOSCQ=4.3 QoEEstAlg=P.564
        RemoteMetrics:
        SessionDesc:PT=18 PD=G729 SR=8000
        PacketLoss:NLR=2.5 JDR=2.0
        Delay:RTD=210 ESD=140 IAJ=3
        QualityEst:MOSLQ=3.9
        DialogID:1890463548@192.0.2.1;to-tag=8472761;from-tag=9123dh311
        """u8;
}

using Gudok.Testing;

namespace Gudok.Sip.Tests;

public sealed class RtcpReaderTests
{
    private static readonly byte[] _description = RtcpBytes.Packet(202, 1, RtcpBytes.Words(RtcpBytes.Alice, 0x0102_6100));

    [Fact]
    public void A_sender_report_tells_its_time_and_its_blocks()
    {
        var block = RtcpBytes.Block(RtcpBytes.Bob, fraction: 64, lost: 300, jitter: 80, lastSr: 0xabcd_ef01, delay: 65_536);
        Assert.True(RtcpReader.TryOpen(RtcpBytes.SenderReport(RtcpBytes.Alice, 0x1234_5678, block), out var reader));
        Assert.True(reader.MoveNext());
        Assert.Equal((RtcpItem.SenderTime, RtcpBytes.Alice, 0x1234_5678u), (reader.Item, reader.Sender, reader.NtpMiddle));
        Assert.True(reader.MoveNext());
        Assert.Equal(RtcpItem.Report, reader.Item);
        Assert.Equal(new RtcpReport(RtcpBytes.Alice, RtcpBytes.Bob, 64, 300, 0x0001_0005, 80, 0xabcd_ef01, 65_536), reader.Report);
        Assert.Equal((25, 10), (reader.Report.LossPercent, reader.Report.JitterMs(8000)));
        Assert.Null(reader.Report.JitterMs(0));
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Cumulative_loss_has_a_sign()
    {
        byte[] packet = RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob, fraction: 255, lost: -2), RtcpBytes.Block(7, lost: 0x7f_ffff));
        Assert.True(RtcpReader.TryOpen(packet, out var reader));
        Assert.True(reader.MoveNext());
        Assert.Equal((255, -2), (reader.Report.FractionLost, reader.Report.CumulativeLost));
        Assert.True(reader.MoveNext());
        Assert.Equal((7u, 0x7f_ffff), (reader.Report.Source, reader.Report.CumulativeLost));
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Everything_else_in_a_compound_packet_is_passed_over()
    {
        byte[] octets =
        [
            .. RtcpBytes.ReceiverReport(RtcpBytes.Alice), .. _description, .. RtcpBytes.Packet(204, 0, RtcpBytes.Words(1, 2)),
            .. RtcpBytes.Packet(205, 1, RtcpBytes.Words(1, 2, 3)), .. RtcpBytes.ReceiverReport(RtcpBytes.Bob, RtcpBytes.Block(RtcpBytes.Alice)),
            .. RtcpBytes.Packet(203, 1, RtcpBytes.Words(RtcpBytes.Alice)),
        ];
        Assert.True(RtcpReader.TryOpen(octets, out var reader));
        Assert.True(reader.MoveNext());
        Assert.Equal((RtcpItem.Report, RtcpBytes.Bob), (reader.Item, reader.Report.Reporter));
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Padding_is_no_block()
    {
        var octets = RtcpBytes.Packet(207, 0, RtcpBytes.Words(RtcpBytes.Alice), RtcpBytes.XrBlock(4, RtcpBytes.Words(1, 2)), RtcpBytes.XrBlock(4, RtcpBytes.Words(3, 12)));
        octets[0] |= 0x20;
        Assert.True(RtcpReader.TryOpen(octets, out var reader));
        Assert.True(reader.MoveNext());
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Voip_metrics_are_read_from_among_other_blocks()
    {
        var metrics = RtcpBytes.Words(RtcpBytes.Bob, 0x4020_0000, 0, 0x0078_0050, 0x7f7f_7f10, 0x5a7f_2a29, 0, 0);
        var octets = RtcpBytes.Packet(
            207, 0, RtcpBytes.Words(RtcpBytes.Alice), RtcpBytes.XrBlock(1, RtcpBytes.Words(1, 2, 3)), RtcpBytes.XrBlock(7, metrics), RtcpBytes.XrBlock(99));
        Assert.True(RtcpReader.TryOpen(octets, out var reader));
        Assert.True(reader.MoveNext());
        Assert.Equal(RtcpItem.VoipMetrics, reader.Item);
        Assert.Equal(new VoipMetrics(RtcpBytes.Alice, RtcpBytes.Bob, 25, 12.5, 120, 80, 90, 4.2, 4.1), reader.VoipMetrics);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Metrics_that_are_not_told_are_none()
    {
        var metrics = RtcpBytes.Words(RtcpBytes.Bob, 0, 0, 0, 0, 0x7f7f_7f7f, 0, 0);
        Assert.True(RtcpReader.TryOpen(RtcpBytes.Packet(207, 0, RtcpBytes.Words(RtcpBytes.Alice), RtcpBytes.XrBlock(7, metrics)), out var reader));
        Assert.True(reader.MoveNext());
        Assert.Equal(new VoipMetrics(RtcpBytes.Alice, RtcpBytes.Bob, 0, 0, null, null, null, null, null), reader.VoipMetrics);
    }

    [Fact]
    public void The_time_of_a_receiver_and_every_answer_are_read()
    {
        var octets = RtcpBytes.Packet(
            207,
            0,
            RtcpBytes.Words(RtcpBytes.Alice),
            RtcpBytes.XrBlock(4, RtcpBytes.Words(0xaaaa_1234, 0x5678_bbbb)),
            RtcpBytes.XrBlock(5, RtcpBytes.Words(RtcpBytes.Bob, 1, 2, 9, 3, 4)));
        Assert.True(RtcpReader.TryOpen(octets, out var reader));
        Assert.True(reader.MoveNext());
        Assert.Equal((RtcpItem.ReceiverTime, 0x1234_5678u), (reader.Item, reader.NtpMiddle));
        Assert.True(reader.MoveNext());
        Assert.Equal((RtcpItem.Delay, new RtcpDelay(RtcpBytes.Alice, RtcpBytes.Bob, 1, 2)), (reader.Item, reader.Delay));
        Assert.True(reader.MoveNext());
        Assert.Equal(new RtcpDelay(RtcpBytes.Alice, 9, 3, 4), reader.Delay);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Whatever_does_not_end_where_a_packet_ends_is_refused()
    {
        byte[] octets = [.. RtcpBytes.SenderReport(RtcpBytes.Alice, 1, RtcpBytes.Block(RtcpBytes.Bob)), .. _description];
        var first = octets.Length - _description.Length;
        for (var length = 0; length < octets.Length; length++) Assert.Equal(length == first, RtcpReader.TryOpen(octets.AsSpan(0, length), out _));
        Assert.True(RtcpReader.TryOpen(octets, out _));
        Assert.False(RtcpReader.TryOpen([.. octets, 0x80, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], out _));
    }

    [Fact]
    public void A_packet_that_says_to_hold_more_blocks_than_it_does_is_refused()
    {
        var octets = RtcpBytes.ReceiverReport(RtcpBytes.Alice, RtcpBytes.Block(RtcpBytes.Bob));
        octets[0]++;
        Assert.False(RtcpReader.TryOpen(octets, out _));
    }

    [Fact]
    public void Rtp_is_no_rtcp() => Assert.False(RtcpReader.TryOpen(RtpBytes.Packet(payload: new byte[160]), out _));
}

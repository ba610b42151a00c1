namespace Gudok.Sip.Tests;

public sealed class RtpPacketTests
{
    [Fact]
    public void A_header_is_read_whole()
    {
        Assert.True(RtpBytes.TryRead(RtpBytes.Packet(101, 65_535, 0xfedc_ba98, 0x8765_4321, isMarked: true, new byte[4]), out var sample));
        Assert.Equal(new Instant(1_000_000), sample.Time);
        Assert.Equal((RtpBytes.Caller, RtpBytes.Callee), (sample.Source, sample.Destination));
        Assert.Equal((101, 65_535, 0xfedc_ba98, 0x8765_4321), (sample.PayloadType, sample.Sequence, sample.Timestamp, sample.Ssrc));
        Assert.True(sample.IsMarked);
        Assert.Equal(4, sample.PayloadLength);
        Assert.Equal(RtpSample.UnknownLevel, sample.Level);
    }

    [Fact]
    public void Contributors_extension_and_padding_are_no_payload()
    {
        byte[] rest = [1, 1, 1, 1, 2, 2, 2, 2, 0xbe, 0xde, 0, 1, 9, 9, 9, 9, 0xd5, 0xd5, 0xd5, 0, 0, 3];
        var octets = RtpBytes.Packet(payload: rest);
        octets[0] = 0b1011_0010;
        Assert.True(RtpBytes.TryRead(octets, out var sample));
        Assert.Equal(3, sample.PayloadLength);
    }

    [Fact]
    public void Every_prefix_of_a_header_with_all_its_parts_is_refused()
    {
        byte[] rest = [1, 1, 1, 1, 2, 2, 2, 2, 0xbe, 0xde, 0, 1, 9, 9, 9, 9];
        var octets = RtpBytes.Packet(payload: rest);
        octets[0] = 0b1001_0010;
        for (var length = 0; length < octets.Length; length++) Assert.False(RtpBytes.TryRead(octets.AsSpan(0, length), out _), $"{length} octets");
        Assert.True(RtpBytes.TryRead(octets, out _));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Padding_counts_itself_and_nothing_beyond_the_payload(byte count, bool isRead)
    {
        var octets = RtpBytes.Packet(payload: [1, 2, 3, count]);
        octets[0] |= 0x20;
        Assert.Equal(isRead, RtpBytes.TryRead(octets, out var sample));
        if (isRead) Assert.Equal(4 - count, sample.PayloadLength);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(207)]
    [InlineData(192)]
    [InlineData(223)]
    public void Rtcp_on_the_same_port_is_none(byte second)
    {
        var octets = RtpBytes.Packet(payload: new byte[20]);
        octets[1] = second;
        Assert.False(RtpBytes.TryRead(octets, out _));
    }

    [Theory]
    [InlineData(0x00)] // STUN
    [InlineData(0x10)] // ZRTP
    [InlineData(0x16)] // DTLS
    [InlineData(0x40)] // TURN channel
    [InlineData(0xc0)]
    public void Neighbours_on_the_port_are_none(byte first)
    {
        var octets = RtpBytes.Packet(payload: new byte[160]);
        octets[0] = first;
        Assert.False(RtpBytes.TryRead(octets, out _));
    }

    [Theory]
    [InlineData(8, 0xd5, 72)] // A-law, the smallest step: 8 of 32768
    [InlineData(8, 0xaa, 0)] // A-law, the largest: 32256
    [InlineData(0, 0xff, 127)] // µ-law zero
    [InlineData(0, 0x00, 0)] // µ-law, the largest: 32124
    [InlineData(0, 0x7f, 127)] // µ-law negative zero
    [InlineData(3, 0xd5, RtpSample.UnknownLevel)]
    public void Loudness_of_g711_is_its_power_below_overload(byte type, byte code, byte level)
    {
        Assert.True(RtpBytes.TryRead(RtpBytes.Packet(type, payload: [.. Enumerable.Repeat(code, 160)]), out var sample));
        Assert.Equal(level, sample.Level);
    }

    [Fact]
    public void A_packet_without_payload_keeps_a_port_open_and_has_no_loudness()
    {
        Assert.True(RtpBytes.TryRead(RtpBytes.Packet(), out var sample));
        Assert.Equal((0, RtpSample.UnknownLevel), (sample.PayloadLength, sample.Level));
    }

    [Fact]
    public void Of_a_telephone_event_it_tells_only_whether_it_is_beyond_the_keys()
    {
        Assert.True(RtpBytes.TryRead(RtpBytes.Packet(101, payload: [15, 0x8a, 0, 160]), out var key));
        Assert.True(RtpBytes.TryRead(RtpBytes.Packet(101, payload: [16, 0x8a, 0, 160]), out var flash));
        Assert.True(RtpBytes.TryRead(RtpBytes.Packet(101, payload: [3, 0x8a, 0, 160]), out var other));
        Assert.False(key.IsBeyondKeys);
        Assert.True(flash.IsBeyondKeys);
        Assert.Equal(key, other);
    }
}

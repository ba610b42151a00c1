using System.Net;

namespace Gudok.Sip.Tests;

public sealed class PcapWriterTests
{
    private static readonly Instant Noon = new(1_700_000_000_123_456);

    [Fact]
    public void A_datagram_is_written_with_its_time_ends_and_payload()
    {
        var file = Write(writer => writer.WriteUdp(Noon, End("192.0.2.1", 5060), End("192.0.2.2", 5070), "abc"u8));

        Assert.Equal(0xa1b2c3d4, BitConverter.ToUInt32(file, 0));
        Assert.Equal(1_700_000_000u, BitConverter.ToUInt32(file, 24));
        Assert.Equal(123_456u, BitConverter.ToUInt32(file, 28));
        Assert.Equal(14 + 20 + 8 + 3, BitConverter.ToInt32(file, 32));
        var ip = file.AsSpan(24 + 16 + 14);
        Assert.Equal(new byte[] { 192, 0, 2, 1, 192, 0, 2, 2 }, ip.Slice(12, 8).ToArray());
        Assert.Equal(new byte[] { 5060 >> 8, 5060 & 255, 5070 >> 8, 5070 & 255, 0, 11 }, ip.Slice(20, 6).ToArray());
        Assert.Equal("abc"u8.ToArray(), ip[28..].ToArray());
    }

    [Theory]
    [InlineData("192.0.2.1", 17)]
    [InlineData("192.0.2.1", 6)]
    [InlineData("2001:db8::1", 17)]
    [InlineData("2001:db8::1", 6)]
    public void Checksums_of_odd_and_even_payloads_are_right(string source, int protocol)
    {
        var destination = source.Contains(':', StringComparison.Ordinal) ? "2001:db8::2" : "198.51.100.7";
        for (var length = 0; length < 9; length++)
        {
            var payload = Enumerable.Range(200, length).Select(n => (byte)n).ToArray();
            var file = Write(writer =>
            {
                if (protocol == 17) writer.WriteUdp(Noon, End(source, 1), End(destination, 65535), payload);
                else writer.WriteTcp(Noon, End(source, 1), End(destination, 65535), 0xfffffff0, 7, TcpFlags.Ack | TcpFlags.Psh, payload);
            });
            AssertChecksums(file.AsSpan(24 + 16 + 14).ToArray(), protocol);
        }
    }

    [Fact]
    public void Many_packets_are_all_flushed_on_dispose()
    {
        var payload = new byte[60_000];
        var file = Write(writer =>
        {
            for (var n = 0; n < 10; n++) writer.WriteUdp(Noon, End("192.0.2.1", 1), End("192.0.2.2", 2), payload);
            Assert.Equal(10, writer.Packets);
        });
        Assert.Equal(24 + 10 * (16 + 14 + 20 + 8 + payload.Length), file.Length);
    }

    [Fact]
    public void A_payload_or_time_that_does_not_fit_is_refused()
    {
        using var writer = new PcapWriter(Stream.Null);
        var tooLong = new byte[65_476];
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteUdp(Noon, default, default, tooLong));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteUdp(new Instant(-1), default, default, []));
    }

    private static byte[] Write(Action<PcapWriter> fill)
    {
        using var stream = new MemoryStream();
        using (var writer = new PcapWriter(stream, leaveOpen: true)) fill(writer);
        return stream.ToArray();
    }

    private static NetworkEndpoint End(string address, int port) => NetworkEndpoint.From(new IPEndPoint(IPAddress.Parse(address), port));

    /// <summary>Sums as RFC 1071 describes it, word by word, header field included: the result must be all ones.</summary>
    private static void AssertChecksums(byte[] ip, int protocol)
    {
        var version4 = ip[0] >> 4 == 4;
        if (version4) Assert.Equal(0xffff, OnesSum(ip[..20]));
        var transport = version4 ? ip[20..] : ip[40..];
        byte[] addresses = version4 ? ip[12..20] : ip[8..40];
        byte[] pseudo = [.. addresses, 0, (byte)protocol, (byte)(transport.Length >> 8), (byte)transport.Length];
        Assert.Equal(0xffff, OnesSum([.. pseudo, .. transport]));
    }

    private static int OnesSum(byte[] octets)
    {
        var sum = 0;
        for (var n = 0; n < octets.Length; n += 2)
        {
            sum += (octets[n] << 8) | (n + 1 < octets.Length ? octets[n + 1] : 0);
            if (sum > 0xffff) sum -= 0xffff;
        }

        return sum;
    }
}

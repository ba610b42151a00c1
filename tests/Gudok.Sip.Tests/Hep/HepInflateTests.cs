using System.Buffers;
using System.IO.Compression;
using System.Text;
using static Gudok.Testing.HepBytes;

namespace Gudok.Sip.Tests;

public sealed class HepInflateTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    [InlineData("deflate")]
    public void Compressed_message_comes_out_whole(string format)
    {
        HepPacket.TryRead(Packed(Pack(format, Text(Invite))), out var packet, out _, out _);
        var output = new ArrayBufferWriter<byte>();
        var buffer = new byte[1000];

        Assert.True(packet.IsCompressed);
        Assert.True(packet.TryInflate(output, out _));
        Assert.Equal(Invite, Encoding.ASCII.GetString(output.WrittenSpan));
        Assert.True(packet.TryInflate(buffer, out var written, out _));
        Assert.Equal(Invite, Encoding.ASCII.GetString(buffer, 0, written));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    [InlineData("deflate")]
    public void Compressed_message_cut_short_is_a_fault(string format)
    {
        var whole = Pack(format, Text(Invite));
        for (var length = 1; length < whole.Length; length++)
        {
            HepPacket.TryRead(Packed(whole[..length]), out var packet, out _, out _);

            Assert.False(packet.TryInflate(new byte[1000], out var written, out var fault), $"{length} of {whole.Length}");
            Assert.Equal(HepFaultKind.CompressionCorrupt, fault.Kind);
            Assert.Equal(0, written);
        }
    }

    [Fact]
    public void Bomb_stops_at_the_limit()
    {
        HepPacket.TryRead(Packed(Pack("gzip", new byte[10_000_000])), out var packet, out _, out _);
        var output = new ArrayBufferWriter<byte>();

        Assert.False(packet.TryInflate(output, out var fault));
        Assert.Equal(HepFaultKind.InflatedLimit, fault.Kind);
        Assert.InRange(output.WrittenCount, 0, HepPacket.DefaultInflatedLimit);
    }

    [Fact]
    public void Limit_is_the_last_length_let_through()
    {
        HepPacket.TryRead(Packed(Pack("zlib", new byte[1000])), out var packet, out _, out _);

        Assert.True(packet.TryInflate(new ArrayBufferWriter<byte>(), out _, limit: 1000));
        Assert.False(packet.TryInflate(new ArrayBufferWriter<byte>(), out _, limit: 999));
        Assert.True(packet.TryInflate(new byte[1000], out _, out _));
        Assert.False(packet.TryInflate(new byte[999], out _, out _));
    }

    [Fact]
    public void Packet_without_compressed_payload_says_so()
    {
        HepPacket.TryRead(Packet(SipChunks()), out var packet, out _, out _);

        Assert.False(packet.IsCompressed);
        Assert.False(packet.TryInflate(new byte[10], out _, out var fault));
        Assert.Equal(HepFaultKind.NotCompressed, fault.Kind);
    }

    private static byte[] Packed(byte[] data) => Packet(Chunk(0x0b, [1]), Chunk(0x10, data));

    private static byte[] Pack(string format, byte[] data)
    {
        using var packed = new MemoryStream();
        using (Stream packer = format switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "zlib" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        })
            packer.Write(data);
        return packed.ToArray();
    }
}

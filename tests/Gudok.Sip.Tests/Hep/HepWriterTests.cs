using System.Buffers;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Gudok.Testing;
using static Gudok.Testing.HepBytes;

namespace Gudok.Sip.Tests;

public sealed class HepWriterTests
{
    private static readonly NetworkEndpoint Source = NetworkEndpoint.From(IPEndPoint.Parse("192.0.2.10:5060"));
    private static readonly NetworkEndpoint Destination = NetworkEndpoint.From(IPEndPoint.Parse("198.51.100.20:5080"));
    private static readonly NetworkEndpoint DestinationV6 = NetworkEndpoint.From(IPEndPoint.Parse("[2001:db8::20]:5080"));

    [Fact]
    public void Packet_of_an_envelope_is_the_one_of_the_specification()
    {
        var buffer = new byte[1000];

        Assert.True(HepWriter.TryWrite(buffer, Envelope(Destination), Text(Invite), out var length));
        Assert.Equal(Packet(SipChunks()), buffer[..length]);
    }

    [Fact]
    public void Each_address_goes_by_its_own_kind()
    {
        var buffer = new byte[1000];
        HepWriter.TryWrite(buffer, Envelope(DestinationV6), Text(Invite), out var length);

        Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(buffer.AsSpan(0, length), out var packet, out _, out _));
        Assert.Equal(10, packet.Family);
        Assert.Equal(Source, packet.Source);
        Assert.Equal(DestinationV6, packet.Destination);
    }

    [Fact]
    public void Whatever_is_written_is_read_back() =>
        Prop.ForAll<byte[], ulong, int>((noise, number, choice) =>
        {
            var buffer = new byte[2000];
            var envelope = new HepEnvelope
            {
                Time = new Instant((long)(number % 4_294_967_295_999_999)),
                Source = NetworkEndpoint.FromIPv4((uint)number, (ushort)choice),
                Destination = (choice & 1) == 0 ? DestinationV6 : Destination,
                Transport = (TransportKind)(number % 6),
                PayloadKind = (HepPayloadKind)choice,
                CaptureAgent = (uint)(number >> 32),
                AuthKey = noise,
                CorrelationId = (choice & 2) == 0 ? noise : default,
                NodeName = "узел"u8,
            };
            var payload = noise.Length > 100 ? noise[..100] : noise;
            Assert.True(HepWriter.TryWrite(buffer, envelope, payload, out var length));
            Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(buffer.AsSpan(0, length), out var packet, out var consumed, out _));
            Assert.Equal(length, consumed);
            Assert.Equal((envelope.Time, envelope.Source, envelope.Destination), (packet.Time, packet.Source, packet.Destination));
            Assert.Equal((envelope.Transport, envelope.PayloadKind, envelope.CaptureAgent), (packet.Transport, packet.PayloadKind, packet.CaptureAgent));
            Assert.True(envelope.AuthKey.SequenceEqual(packet.AuthKey));
            Assert.True(envelope.CorrelationId.SequenceEqual(packet.CorrelationId));
            Assert.True(envelope.NodeName.SequenceEqual(packet.NodeName));
            return packet.Payload.SequenceEqual(payload);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_chunk_can_be_written()
    {
        var buffer = new byte[1000];
        var writer = new HepWriter(buffer);
        writer.WriteUInt16(HepChunkType.KeepAlive, 30);
        writer.WriteUInt64(HepChunkType.SourceMac, 0x020000000001);
        writer.WriteUInt32(HepChunkType.Jitter, 12);
        writer.WriteUInt8(HepChunkType.TypeOfService, 0xb8);
        writer.WriteBytes((HepChunkType)101, "extra"u8, vendor: 3);
        writer.WriteBytes(HepChunkType.Tags, default);

        Assert.True(writer.TryFinish(out var length));
        Assert.Equal(
            Packet(
                Chunk(0x0d, UInt16(30)), Chunk(0x14, [0, 0, 2, 0, 0, 0, 0, 1]), Chunk(0x23, UInt32(12)), Chunk(0x18, [0xb8]),
                Chunk(101, Text("extra"), vendor: 3), Chunk(0x26, [])),
            buffer[..length]);
    }

    [Fact]
    public void Room_one_octet_too_small_is_said_and_nothing_thrown()
    {
        var needed = Packet(SipChunks()).Length;
        for (var room = 0; room < needed; room++)
            Assert.False(HepWriter.TryWrite(new byte[room], Envelope(Destination), Text(Invite), out _));
        Assert.True(HepWriter.TryWrite(new byte[needed], Envelope(Destination), Text(Invite), out _));
    }

    [Fact]
    public void Packet_never_exceeds_its_length_field()
    {
        var output = new ArrayBufferWriter<byte>();
        var overhead = Packet(SipChunks("")).Length;

        Assert.True(HepWriter.TryWrite(output, Envelope(Destination), new byte[HepWriter.MaxPacketLength - overhead]));
        Assert.Equal(HepWriter.MaxPacketLength, output.WrittenCount);
        Assert.False(HepWriter.TryWrite(output, Envelope(Destination), new byte[HepWriter.MaxPacketLength - overhead + 1]));
        Assert.Equal(HepWriter.MaxPacketLength, output.WrittenCount);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var buffer = new byte[1000];
        var message = Text(Invite);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1000; i++) HepWriter.TryWrite(buffer, Envelope(Destination), message, out _);
        }));
    }

    private static HepEnvelope Envelope(NetworkEndpoint destination) => new()
    {
        Time = new Instant(1_795_251_600_000_250),
        Source = Source,
        Destination = destination,
        Transport = TransportKind.Udp,
        PayloadKind = HepPayloadKind.Sip,
        CaptureAgent = 77,
    };
}

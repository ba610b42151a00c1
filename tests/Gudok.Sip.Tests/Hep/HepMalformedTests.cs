using FsCheck;
using FsCheck.Fluent;
using static Gudok.Testing.HepBytes;

namespace Gudok.Sip.Tests;

public sealed class HepMalformedTests
{
    public static TheoryData<string, byte[], HepFaultKind, int> Broken { get; } = new()
    {
        { "another magic", Text("HEP4\0\x06"), HepFaultKind.UnknownMagic, 0 },
        { "SIP itself", Text("INVITE sip:a"), HepFaultKind.UnknownMagic, 0 },
        { "total length 5", [.. Text("HEP3"), 0, 5], HepFaultKind.TotalLength, 4 },
        { "total length 0", [.. Text("HEP3"), 0, 0], HepFaultKind.TotalLength, 4 },
        { "chunk length 0", Packet(Chunk(1, [2]), ChunkSaying(0, 2, [17])), HepFaultKind.ChunkLength, 13 },
        { "chunk length 5", Packet(ChunkSaying(5, 2, [17])), HepFaultKind.ChunkLength, 6 },
        { "chunk past the end", Packet(Chunk(1, [2]), ChunkSaying(8, 2, [17])), HepFaultKind.ChunkPastEnd, 13 },
        { "chunk of 65535", Packet(ChunkSaying(65535, 0x0f, [1])), HepFaultKind.ChunkPastEnd, 6 },
        { "five octets left over", Packet(Chunk(1, [2]), [0, 0, 0, 2, 0]), HepFaultKind.ChunkHeader, 13 },
        { "IPv4 address of 16", Packet(Chunk(3, new byte[16])), HepFaultKind.ChunkSize, 6 },
        { "IPv6 address of 4", Packet(Chunk(6, new byte[4])), HepFaultKind.ChunkSize, 6 },
        { "port of 4", Packet(Chunk(7, new byte[4])), HepFaultKind.ChunkSize, 6 },
        { "seconds of 8", Packet(Chunk(9, new byte[8])), HepFaultKind.ChunkSize, 6 },
        { "empty payload kind", Packet(Chunk(0x0b, [])), HepFaultKind.ChunkSize, 6 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Contradiction_is_named_with_its_place(string what, byte[] bytes, HepFaultKind kind, int offset)
    {
        Assert.NotEmpty(what);
        Assert.Equal(HepReadStatus.Malformed, HepPacket.TryRead(bytes, out _, out var consumed, out var fault));
        Assert.Equal(new HepFault(kind, offset), fault);
        Assert.InRange(consumed, 1, bytes.Length);
    }

    [Fact]
    public void Every_prefix_of_a_packet_needs_more()
    {
        var bytes = Packet(SipChunks());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(HepReadStatus.NeedMore, HepPacket.TryRead(bytes.AsSpan(0, length), out _, out var consumed, out _));
            Assert.Equal(0, consumed);
        }
    }

    [Fact]
    public void Packets_of_one_read_come_one_after_another_and_a_broken_one_costs_only_itself()
    {
        var first = Packet(SipChunks("OPTIONS sip:a SIP/2.0\r\n\r\n"));
        var broken = Packet(ChunkSaying(3, 2, [17]), Chunk(0x0f, Text("HEP3")));
        var last = Packet("EEP3", SipChunks());
        byte[] stream = [.. first, .. broken, .. last, .. first.AsSpan(0, 50)];

        Assert.Equal(HepReadStatus.Complete, HepPacket.TryReadStream(stream, out _, out var one, out _));
        Assert.Equal(HepReadStatus.Malformed, HepPacket.TryReadStream(stream.AsSpan(one), out _, out var two, out _));
        Assert.Equal(HepReadStatus.Complete, HepPacket.TryReadStream(stream.AsSpan(one + two), out var packet, out var three, out _));
        Assert.Equal(Invite.Length, packet.Payload.Length);
        Assert.Equal(HepReadStatus.NeedMore, HepPacket.TryReadStream(stream.AsSpan(one + two + three), out _, out _, out _));
        Assert.Equal((first.Length, broken.Length, last.Length), (one, two, three));
    }

    [Fact]
    public void Stream_that_lost_its_frame_finds_the_next_packet()
    {
        byte[] stream = [.. Text("HE noise E EEP HEP2"), .. Packet(SipChunks())];
        var skipped = 0;
        while (HepPacket.TryReadStream(stream.AsSpan(skipped), out _, out var consumed, out _) == HepReadStatus.Malformed) skipped += consumed;

        Assert.Equal(19, skipped);
    }

    [Fact]
    public void Stream_refuses_the_versions_without_a_length()
    {
        Assert.Equal(HepReadStatus.Malformed, HepPacket.TryReadStream([1, 16, 2, 17], out _, out _, out var fault));
        Assert.Equal(HepFaultKind.UnknownMagic, fault.Kind);
    }

    [Fact]
    public void Random_octets_never_throw_and_always_move_on() =>
        Prop.ForAll<byte[], byte>((noise, choice) =>
        {
            byte[] bytes = (choice % 4) switch
            {
                0 => noise,
                1 => [1, 16, .. noise],
                2 => [.. Text("HEP3"), 0, (byte)(noise.Length + 6), .. noise],
                _ => Packet(Chunk(choice, noise), noise),
            };
            var status = HepPacket.TryRead(bytes, out var packet, out var consumed, out _);
            foreach (var chunk in packet.Chunks) Assert.InRange(chunk.Data.Length, 0, bytes.Length);
            return status == HepReadStatus.NeedMore ? consumed == 0 : consumed > 0 && consumed <= bytes.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_changed_octet_of_a_good_packet_gives_an_outcome()
    {
        var good = Packet([.. SipChunks(), Chunk(0x10, [0x78, 0x9c, 1, 2, 3])]);
        for (var at = 0; at < good.Length; at++)
        {
            for (var value = 0; value < 256; value += 5)
            {
                var bytes = good.ToArray();
                bytes[at] = (byte)value;
                if (HepPacket.TryRead(bytes, out var packet, out _, out _) != HepReadStatus.Complete) continue;
                packet.TryInflate(new byte[64], out _, out _);
            }
        }
    }
}

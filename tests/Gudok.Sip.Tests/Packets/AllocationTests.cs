using Gudok.Testing;
using static Gudok.Testing.PacketBytes;
using Packet = Gudok.Testing.CaptureBytes.Packet;

namespace Gudok.Sip.Tests;

public sealed class AllocationTests
{
    private const int Count = 10_000;

    private static readonly byte[] Message = SipText.Invite("alloc@gudok.example").Body("text/plain", "body").ToBytes();

    [Fact]
    public void Reading_udp_packets_allocates_nothing_for_each()
    {
        var frame = UdpFrame(Message);
        AssertFlat(count => [.. Enumerable.Range(0, count).Select(n => new Packet(CaptureBytes.Noon + n, frame))]);
    }

    [Fact]
    public void Whole_messages_on_tcp_allocate_nothing_for_each()
    {
        AssertFlat(count => [.. Enumerable.Range(0, count).Select(n => new Packet(CaptureBytes.Noon + n, TcpFrame((uint)(n * Message.Length), Message)))]);
    }

    [Fact]
    public void Messages_in_two_segments_allocate_nothing_for_each()
    {
        var half = Message.Length / 2;
        AssertFlat(count =>
        [
            .. Enumerable.Range(0, count).Select(n => new Packet(
                CaptureBytes.Noon + n,
                TcpFrame((uint)(n / 2 * Message.Length + n % 2 * half), n % 2 == 0 ? Message[..half] : Message[half..]))),
        ]);
    }

    // Buffers that every file needs come from a pool that other tests drain too, so the best of some tries counts. The smallest object
    // there is has 24 octets: less than one for each packet is none.
    private static void AssertFlat(Func<int, Packet[]> make)
    {
        var few = CaptureBytes.Pcap(make(100));
        var many = CaptureBytes.Pcap(make(Count));
        var least = Enumerable.Range(0, 5).Min(_ => Allocated(many) - Allocated(few));
        Assert.InRange(least, long.MinValue, Count * 24 / 10);
    }

    private static long Allocated(byte[] octets)
    {
        using var stream = new MemoryStream(octets);
        var sink = new CountingSink();
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var file = CaptureFile.Open(stream, "test");
        var dissector = new PacketDissector(sink);
        while (file.TryReadPacket(out var packet)) dissector.Take(packet);
        dissector.Complete();
        Assert.True(sink.Frames > 0);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class CountingSink : ISipFrameSink
    {
        public long Frames { get; private set; }

        public void OnFrame(in SipFrame frame) => Frames++;

        public void OnIgnored(IgnoreReason reason, long count = 1) => Assert.Fail(reason.ToString());
    }
}

using Gudok.Testing;
using static Gudok.Testing.CaptureBytes;
using Packet = Gudok.Testing.CaptureBytes.Packet;

namespace Gudok.Sip.Tests;

public sealed class CaptureOrderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_whose_times_run_back_is_read_by_time(bool isPipe)
    {
        var octets = Pcap([.. Enumerable.Range(50, 50).Concat(Enumerable.Range(0, 50)).Select(At)]);
        Assert.Equal(Enumerable.Range(0, 100), Order(octets, isPipe, out var late));
        Assert.Equal(0, late);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packets_of_equal_times_keep_the_order_of_the_file(bool isPipe)
    {
        var octets = Pcap(new Packet(Noon + 9, [0]), new Packet(Noon, [1]), new Packet(Noon, [2]), new Packet(Noon, [3]), new Packet(Noon + 9, [4]));
        Assert.Equal([1, 2, 3, 0, 4], Order(octets, isPipe, out _));
    }

    [Fact]
    public void A_window_passes_late_packets_on_and_counts_them()
    {
        var octets = Pcap([.. new[] { 10, 11, 12, 13, 1, 14 }.Select(At)]);
        var limits = new CaptureLimits { WindowPackets = 2, IndexedFileBytes = 0 };
        Assert.Equal([10, 11, 1, 12, 13, 14], Order(octets, isPipe: false, out var late, limits));
        Assert.Equal(1, late);
    }

    [Fact]
    public void A_window_is_bounded_in_octets_too()
    {
        var octets = Pcap([.. new[] { 10, 11, 12, 13, 1, 14 }.Select(At)]);
        Order(octets, isPipe: true, out var late, new CaptureLimits { WindowBytes = 1 });
        Assert.Equal(1, late);
    }

    [Fact]
    public void With_an_index_too_small_the_window_takes_over()
    {
        var octets = Pcap([.. new[] { 2, 1, 3 }.Select(At)]);
        Assert.Equal([1, 2, 3], Order(octets, isPipe: false, out _, new CaptureLimits { IndexedPackets = 1 }));
    }

    [Fact]
    public void Without_a_window_packets_come_as_they_lie()
    {
        var octets = Pcap([.. new[] { 2, 1, 3 }.Select(At)]);
        Assert.Equal([2, 1, 3], Order(octets, isPipe: false, out _, new CaptureLimits { WindowPackets = 0 }));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Any_order_is_restored_by_index_and_by_window_alike(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            var packets = Enumerable.Range(0, random.Next(1, 300))
                .Select(n => new Packet(Noon + random.Next(40), [(byte)n, .. new byte[random.Next(3000)]])).ToArray();
            var octets = Pcap(packets);
            var expected = packets.OrderBy(packet => packet.Micros).Select(packet => (int)packet.Octets[0]);
            Assert.Equal(expected, Order(octets, isPipe: false, out _));
            Assert.Equal(expected, Order(octets, isPipe: true, out _));
        }
    }

    [Fact]
    public void A_broken_file_out_of_order_still_tells_its_fault_at_the_end()
    {
        using var file = CaptureBytes.Open(Pcap([.. new[] { 2, 1, 3 }.Select(At)])[..^1]);
        Assert.Null(file.Fault);
        while (file.TryReadPacket(out _)) Assert.True(file.Packets <= 2);
        Assert.Equal((2L, SipFaults.BrokenCapture), (file.Packets, file.Fault?.Code));
    }

    [Fact]
    public void Several_files_are_read_by_time_and_equal_times_by_the_order_of_the_files()
    {
        using var one = CaptureBytes.Open(Pcap([.. new[] { 1, 4, 5 }.Select(At)]));
        using var two = CaptureBytes.Open(Pcap([.. new[] { 2, 4, 9 }.Select(At)]), isPipe: true);
        using var none = CaptureBytes.Open([]);
        var merge = new CaptureMerge([one, none, two]);
        var read = new List<(int, int)>();
        while (merge.TryReadPacket(out var packet, out var file)) read.Add((packet.Data[0], file));
        Assert.Equal([(1, 0), (2, 2), (4, 0), (4, 2), (5, 0), (9, 2)], read);
        Assert.Equal(SipFaults.NotACapture, none.Fault?.Code);
        Assert.False(merge.TryReadPacket(out _, out _));
    }

    [Fact]
    public void Reading_a_file_by_its_path_gives_the_same()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Pcap([.. new[] { 2, 1, 3 }.Select(At)]));
            using var file = CaptureFile.Open(path);
            Assert.True(file.TryReadPacket(out var packet));
            Assert.Equal(1, packet.Data[0]);
            Assert.Equal(path, file.Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Packet At(int n) => new(Noon + n * 1000L, [(byte)n, 0, 0]);

    private static List<int> Order(byte[] octets, bool isPipe, out long late, CaptureLimits? limits = null)
    {
        using var file = CaptureBytes.Open(octets, isPipe, limits);
        var read = new List<int>();
        while (file.TryReadPacket(out var packet)) read.Add(packet.Data[0]);
        Assert.Null(file.Fault);
        late = file.Late;
        return read;
    }
}

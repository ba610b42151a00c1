using System.Text;
using Gudok.Testing;
using static Gudok.Testing.PacketBytes;
using Packet = Gudok.Testing.CaptureBytes.Packet;

namespace Gudok.Sip.Tests;

public sealed class FragmentTests
{
    private const int More = 0x2000;

    private static readonly string Message = SipText.Invite("fragment@gudok.example")
        .Body("text/plain", new string('x', 3000)).ToString();

    private static readonly byte[] Datagram = Udp(5060, 5070, Encoding.ASCII.GetBytes(Message));

    [Fact]
    public void Pieces_in_any_order_give_the_message_at_the_time_of_the_last()
    {
        foreach (var order in new int[][] { [0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2] })
        {
            var found = CaptureBytes.ReadFrames(order.Select(n => Pieces(7)[n]));
            var frame = Assert.Single(found.Frames);
            Assert.Equal((Message, new Instant(CaptureBytes.Noon + 2000)), (frame.Text, frame.Time));
            Assert.Empty(found.Ignored);
        }
    }

    [Fact]
    public void Pieces_of_ipv6_give_the_message()
    {
        byte[][] pieces =
        [
            Ethernet(0x86dd, IPv6(44, IPv6Fragment(17, 9, 1200 | 1, Datagram[1200..2400]))),
            Ethernet(0x86dd, IPv6(44, IPv6Fragment(17, 9, 0 | 1, Datagram[..1200]))),
            Ethernet(0x86dd, IPv6(44, IPv6Fragment(17, 9, 2400, Datagram[2400..]))),
        ];
        Assert.Equal([Message], CaptureBytes.ReadFrames(pieces).Texts);
    }

    [Fact]
    public void An_atomic_fragment_of_ipv6_is_whole()
    {
        Assert.Equal([Message], CaptureBytes.ReadFrames([Ethernet(0x86dd, IPv6(44, IPv6Fragment(17, 9, 0, Datagram)))]).Texts);
    }

    [Fact]
    public void Every_piece_twice_gives_the_message_once()
    {
        var pieces = Pieces(7);
        var found = CaptureBytes.ReadFrames(pieces.SelectMany(piece => new[] { piece, piece }));
        Assert.Equal([Message], found.Texts);
        Assert.Equal(0, found.CountOf(IgnoreReason.PacketFragmentLost));

        found = CaptureBytes.ReadFrames(pieces.Concat(pieces));
        Assert.Equal([Message], found.Texts);
        Assert.Equal(1, found.CountOf(IgnoreReason.Duplicate));
    }

    [Fact]
    public void Where_pieces_overlap_the_first_stays()
    {
        byte[][] pieces = [Piece(7, 0, 1600, More), Piece(7, 800, 2400, More), Piece(7, 1600, Datagram.Length, 0)];
        Assert.Equal([Message], CaptureBytes.ReadFrames(pieces).Texts);
    }

    [Fact]
    public void An_identification_used_again_later_begins_another_datagram()
    {
        var packets = Pieces(7).Concat(Pieces(7)).Select((piece, n) => new Packet(CaptureBytes.Noon + n / 3 * 5_000_000L, piece));
        Assert.Equal([Message, Message], CaptureBytes.Read(CaptureBytes.Pcap([.. packets])).Texts);
    }

    [Fact]
    public void A_piece_whose_siblings_never_come_is_counted_as_lost()
    {
        Assert.Equal(1, CaptureBytes.ReadFrames(Pieces(7)[1..]).CountOf(IgnoreReason.PacketFragmentLost));

        var late = Pieces(7).Select((piece, n) => new Packet(CaptureBytes.Noon + n * 20_000_000L, piece));
        var found = CaptureBytes.Read(CaptureBytes.Pcap([.. late]));
        Assert.Empty(found.Frames);
        Assert.Equal(2, found.CountOf(IgnoreReason.PacketFragmentLost));
    }

    [Fact]
    public void Over_the_limit_of_datagrams_the_oldest_gives_way()
    {
        var limits = new CaptureLimits { FragmentedDatagrams = 2 };
        byte[][] frames = [.. Enumerable.Range(1, 3).Select(id => Pieces(id)[0]), .. Enumerable.Range(2, 2).SelectMany(id => Pieces(id)[1..])];
        var found = CaptureBytes.ReadFrames(frames, limits);
        Assert.Equal([Message, Message], found.Texts);
        Assert.Equal(1, found.CountOf(IgnoreReason.PacketFragmentLost));
    }

    [Fact]
    public void A_first_piece_cut_by_the_capture_gives_the_cut_message_once()
    {
        var pieces = Pieces(7);
        var packets = new[] { new Packet(CaptureBytes.Noon, pieces[0][..300], pieces[0].Length), new Packet(CaptureBytes.Noon, pieces[1]), new Packet(CaptureBytes.Noon, pieces[2]) };
        var frame = Assert.Single(CaptureBytes.Read(CaptureBytes.Pcap(packets)).Frames);
        Assert.True(frame.IsTruncated);
        Assert.StartsWith(frame.Text, Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_beyond_the_largest_datagram_is_malformed()
    {
        var found = CaptureBytes.ReadFrames([Ethernet(0x0800, IPv4(17, new byte[800], id: 1, pieces: 0x1fff))]);
        Assert.Equal(1, found.CountOf(IgnoreReason.PacketMalformed));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Any_cut_order_and_repetition_gives_the_message(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var cuts = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(1, Datagram.Length / 8) * 8).Distinct().Order().ToArray();
            int[] bounds = [0, .. cuts, Datagram.Length];
            var pieces = Enumerable.Range(0, bounds.Length - 1)
                .Select(n => Piece(round, bounds[n], bounds[n + 1], n + 2 == bounds.Length ? 0 : More)).ToArray();
            var frames = pieces.Concat(pieces.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(frames);
            Assert.Equal([Message], CaptureBytes.ReadFrames(frames).Texts);
        }
    }

    private static byte[][] Pieces(int id) => [Piece(id, 0, 1200, More), Piece(id, 1200, 2400, More), Piece(id, 2400, Datagram.Length, 0)];

    private static byte[] Piece(int id, int from, int to, int more) =>
        Ethernet(0x0800, IPv4(17, Datagram[from..to], id: id, pieces: more | from / 8));
}

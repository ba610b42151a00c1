using System.Buffers;
using System.Text;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class AmiFramesTests
{
    private const string Greeting = "Asterisk Call Manager/9.0.0\r\n";
    private const string First = "Response: Success\r\nActionID: a\r\n\r\n";
    private const string Second = "Event: Hangup\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\n\r\n";

    [Fact]
    public void Every_prefix_of_messages_needs_more_or_gives_those_that_are_whole()
    {
        var octets = Encoding.UTF8.GetBytes(Greeting + First + Second);
        for (var length = 0; length <= octets.Length; length++)
        {
            var whole = (length >= (Greeting + First).Length ? 1 : 0) + (length == octets.Length ? 1 : 0);
            Assert.Equal(whole, Split(octets[..length], length).Count);
        }
    }

    [Fact]
    public void Messages_do_not_depend_on_how_the_octets_come()
    {
        var long_ = "Event: Long\r\nData: " + new string('x', AmiFrames.LongestMessage) + "\r\n\r\n";
        var octets = Encoding.UTF8.GetBytes(Greeting + First + long_ + Second + long_ + First);
        var expected = new[] { (Greeting + First)[..^4], "skipped", Second[..^4], "skipped", First[..^4] };
        Assert.Equal(expected, Split(octets, octets.Length));
        FuzzTime.Repeat(() =>
        {
            var seed = Random.Shared.Next();
            var random = new Random(seed);
            Assert.True(expected.SequenceEqual(Split(octets, () => random.Next(1, random.Next(2) == 0 ? 5 : 20_000))), $"seed {seed}");
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_end_of_a_message_that_is_passed_over_may_come_in_two_pieces(int seen)
    {
        var start = "Data: " + new string('x', AmiFrames.LongestMessage);
        var first = start.Length + seen;
        Assert.Equal(["skipped", Second[..^4]], Split(Encoding.UTF8.GetBytes(start + "\r\n\r\n" + Second), () => first));
    }

    [Fact]
    public void A_message_of_exactly_the_limit_is_taken_and_one_octet_more_is_passed_over()
    {
        var fits = "A: " + new string('x', AmiFrames.LongestMessage - 3) + "\r\n\r\n";
        Assert.Equal([fits[..^4]], Split(Encoding.UTF8.GetBytes(fits), 4096));
        Assert.Equal(["skipped", First[..^4]], Split(Encoding.UTF8.GetBytes("A" + fits + First), 4096));
    }

    [Fact]
    public void No_octets_break_it_or_make_it_keep_more_than_the_limit()
    {
        FuzzTime.Repeat(() =>
        {
            var seed = Random.Shared.Next();
            var random = new Random(seed);
            var octets = new byte[200_000];
            for (var i = 0; i < octets.Length; i++) octets[i] = random.Next(40) == 0 ? (byte)random.Next(256) : random.Next(100) < 3 ? (byte)'\n' : random.Next(100) < 6 ? (byte)'\r' : (byte)':';
            var facts = new AmiFacts(new FeedOptions());
            foreach (var message in Split(octets, 4096)) facts.Read(new FeedMessage(Encoding.Latin1.GetBytes(message)));
        });
    }

    private static List<string> Split(byte[] octets, int piece) => Split(octets, () => Math.Max(1, piece));

    private static List<string> Split(byte[] octets, Func<int> piece)
    {
        var frames = new AmiFrames();
        var taken = new List<string>();
        var kept = Array.Empty<byte>();
        for (var at = 0; at < octets.Length;)
        {
            var length = Math.Min(piece(), octets.Length - at);
            var rest = Segments.Of([.. kept, .. octets.AsSpan(at, length)]);
            at += length;
            FrameStep step;
            while ((step = frames.TryTake(ref rest, out var message)) != FrameStep.NeedMore) taken.Add(step == FrameStep.Skipped ? "skipped" : Encoding.UTF8.GetString(message));
            kept = rest.ToArray();
            Assert.InRange(kept.Length, 0, AmiFrames.LongestMessage + 3);
        }

        return taken;
    }
}

using System.Buffers;
using System.Text;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class EslFramesTests
{
    private const string Auth = "Content-Type: auth/request\n\n";
    private const string Event = "Content-Length: 30\nContent-Type: text/event-plain\n\nEvent-Name: HEARTBEAT\nA: %20\n\n";

    [Fact]
    public void Every_prefix_of_messages_needs_more_or_gives_those_that_are_whole()
    {
        var octets = Encoding.UTF8.GetBytes(Auth + Event);
        for (var length = 0; length <= octets.Length; length++)
        {
            var whole = (length >= Auth.Length ? 1 : 0) + (length == octets.Length ? 1 : 0);
            Assert.Equal(whole, Split(octets[..length], () => octets.Length).Count);
        }
    }

    [Fact]
    public void Messages_do_not_depend_on_how_the_octets_come()
    {
        var body = new string('x', EslFrames.LongestBody + 1);
        var octets = Encoding.UTF8.GetBytes($"{Auth}{Event}Content-Length: {body.Length}\n\n{body}\n{Event}{Auth}");
        var expected = new[] { "Content-Type: auth/request|", Whole(Event), "skipped", Whole(Event), "Content-Type: auth/request|" };
        Assert.Equal(expected, Split(octets, () => octets.Length));
        FuzzTime.Repeat(() =>
        {
            var seed = Random.Shared.Next();
            var random = new Random(seed);
            Assert.True(expected.SequenceEqual(Split(octets, () => random.Next(1, random.Next(2) == 0 ? 5 : 20_000))), $"seed {seed}");
        });
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("30x")]
    [InlineData("99999999999")]
    [InlineData("9999999999999999999999999")]
    public void A_length_that_is_none_ends_the_connection(string length) =>
        Assert.Equal("malformed", Assert.Single(Split(Encoding.UTF8.GetBytes($"Content-Length: {length}\n\nabc"), () => 100)));

    [Fact]
    public void A_head_without_an_end_ends_the_connection_at_the_limit()
    {
        Assert.Empty(Split(Encoding.UTF8.GetBytes(new string('x', EslFrames.LongestHead)), () => 1000));
        Assert.Equal("malformed", Assert.Single(Split(Encoding.UTF8.GetBytes(new string('x', EslFrames.LongestHead + 1)), () => 1000)));
    }

    [Fact]
    public void No_octets_break_it()
    {
        FuzzTime.Repeat(() =>
        {
            var seed = Random.Shared.Next();
            var random = new Random(seed);
            var octets = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Auth + Event, 200)));
            for (var i = 0; i < 50; i++) octets[random.Next(octets.Length)] = (byte)random.Next(256);
            var facts = new EslFacts(new FeedOptions());
            foreach (var message in Split(octets, () => 4096)) facts.Read(new FeedMessage(Encoding.Latin1.GetBytes(message), isEncoded: true));
        });
    }

    private static string Whole(string message) => message.Split("\n\n", 2)[0] + "|" + message.Split("\n\n", 2)[1][..30];

    private static List<string> Split(byte[] octets, Func<int> piece)
    {
        var frames = new EslFrames();
        var taken = new List<string>();
        var kept = Array.Empty<byte>();
        for (var at = 0; at < octets.Length;)
        {
            var length = Math.Min(piece(), octets.Length - at);
            var rest = Segments.Of([.. kept, .. octets.AsSpan(at, length)]);
            at += length;
            FrameStep step;
            while ((step = frames.TryTake(ref rest, out var head, out var body)) != FrameStep.NeedMore)
            {
                if (step == FrameStep.Malformed) return [.. taken, "malformed"];
                taken.Add(step == FrameStep.Skipped ? "skipped" : Encoding.UTF8.GetString(head) + "|" + Encoding.UTF8.GetString(body));
            }

            kept = rest.ToArray();
        }

        return taken;
    }
}

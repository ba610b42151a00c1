using System.Text;
using Gudok.Sip;

namespace Gudok.Capture.Tests;

public sealed class FrameQueueTests
{
    [Fact]
    public async Task Media_keep_their_place_among_the_frames()
    {
        var counters = new CaptureCounters();
        var queue = new FrameQueue(counters);
        var sink = new WritingSink();
        foreach (var step in new[] { "m1", "a", "m2", "m3", "b", "c", "m4" })
        {
            if (step[0] == 'm') queue.OnMedia(new RtpSample { Sequence = (ushort)(step[1] - '0') });
            else queue.OnFrame(new SipFrame { Time = default, Source = default, Destination = default, Transport = TransportKind.Udp, Message = Encoding.ASCII.GetBytes(step) });
        }

        queue.Complete();
        while (await queue.MoveNextAsync(sink, TestContext.Current.CancellationToken)) { }

        Assert.Equal("m1 a m2 m3 b c m4", string.Join(' ', sink.Seen));
    }

    [Fact]
    public void A_batch_full_of_media_is_passed_on()
    {
        var queue = new FrameQueue(new CaptureCounters());
        for (var packet = 0; packet < 8_191; packet++) queue.OnMedia(default);
        Assert.False(queue.IsFull);
        queue.OnMedia(default);
        Assert.True(queue.IsFull);
    }

    private sealed class WritingSink : ISipFrameSink
    {
        public List<string> Seen { get; } = [];

        public void OnFrame(in SipFrame frame) => Seen.Add(Encoding.ASCII.GetString(frame.Message));

        public void OnMedia(in RtpSample sample) => Seen.Add($"m{sample.Sequence}");

        public void OnIgnored(IgnoreReason reason, long count = 1) => Seen.Add("ignored");
    }
}

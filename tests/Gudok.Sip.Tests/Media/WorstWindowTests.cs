namespace Gudok.Sip.Tests;

public sealed class WorstWindowTests
{
    private const int Second = 1000 / StreamDriver.PacketMs;

    [Fact]
    public void The_worst_ten_seconds_are_where_the_losses_are()
    {
        var stream = new StreamDriver();
        stream.Send(20 * Second);
        for (var part = 0; part < 10 * Second / 10; part++)
        {
            stream.Send(8);
            stream.Next += 2;
        }

        stream.Send(20 * Second);
        var quality = stream.Read();
        var worst = quality.Worst!.Value;
        Assert.InRange(worst.OffsetMs, 19_000, 21_000);
        Assert.Equal(20, worst.LossPercent, 1.0);
        Assert.Equal(4, quality.LossPercent, 0.1);
        Assert.True(worst.Mos < quality.Mos);
    }

    [Fact]
    public void Of_equal_losses_jitter_decides()
    {
        var stream = new StreamDriver();
        stream.Send(15 * Second);
        stream.SendUneven(10 * Second, delayMs: 45);
        stream.Send(15 * Second);
        var worst = stream.Read().Worst!.Value;
        Assert.InRange(worst.OffsetMs, 6_000, 25_000);
        Assert.Equal(45, worst.JitterMs!.Value, 1.0);
    }

    [Fact]
    public void A_shorter_stream_is_its_own_worst_part()
    {
        var stream = new StreamDriver();
        stream.Send(3 * Second);
        var quality = stream.Read();
        var worst = quality.Worst!.Value;
        Assert.Equal((0, quality.LossPercent, quality.JitterMaxMs, quality.Mos), (worst.OffsetMs, worst.LossPercent, worst.JitterMs, worst.Mos));
    }

    [Fact]
    public void A_pause_is_no_bad_time()
    {
        var stream = new StreamDriver();
        stream.Send(11 * Second);
        var later = new StreamDriver(RtpFormat.OfStatic(8), firstSequence: 11 * Second);
        for (var number = 0; number < 11 * Second; number++)
        {
            var sample = later.Sample(number, delayMs: 3_600_000);
            stream.Take(sample with { Timestamp = sample.Timestamp + 28_800_000 }, RtpFormat.OfStatic(8));
        }

        Assert.Equal(0, stream.Read().Worst!.Value.LossPercent);
        Assert.Equal(4.41, stream.Read().Worst!.Value.Mos!.Value, 0.005);
    }

    [Fact]
    public void A_few_packets_are_no_window()
    {
        var stream = new StreamDriver();
        stream.Send(24);
        Assert.Null(stream.Read().Worst);
    }
}

namespace Gudok.Sip.Tests;

public sealed class SilenceTests
{
    [Fact]
    public void Quiet_packets_are_silence()
    {
        var stream = new StreamDriver();
        stream.Send(75);
        stream.Send(25, level: 50);
        Assert.Equal(25, stream.Read().SilentPercent);
    }

    [Fact]
    public void A_pause_without_loss_is_silence_too()
    {
        var stream = new StreamDriver();
        stream.Send(50);
        for (var number = 50; number < 100; number++)
        {
            var after = stream.Sample(number + 100);
            stream.Take(after with { Sequence = (ushort)number }, RtpFormat.OfStatic(8));
        }

        Assert.Equal(50, stream.Read().SilentPercent);
    }

    [Fact]
    public void Lost_packets_are_no_silence()
    {
        var stream = new StreamDriver();
        stream.Send(50);
        stream.Next += 100;
        stream.Send(50);
        Assert.Equal(0, stream.Read().SilentPercent);
    }

    [Fact]
    public void Packets_that_overtake_each_other_are_no_silence()
    {
        var stream = new StreamDriver();
        for (var number = 0; number < 300; number += 3)
        {
            foreach (var next in (int[])[number, number + 2, number + 1]) stream.SendAt(next);
        }

        Assert.Equal(0, stream.Read().SilentPercent);
    }

    [Fact]
    public void Where_loudness_is_not_told_there_is_no_share()
    {
        var stream = new StreamDriver();
        stream.Send(500, level: RtpSample.UnknownLevel);
        Assert.Null(stream.Read().SilentPercent);
    }
}

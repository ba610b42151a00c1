using Gudok.Testing;

namespace Gudok.Sip.Tests;

public sealed class RoundTripTests
{
    private static readonly Instant _start = new(1_700_000_000_000_000);

    [Fact]
    public void Both_halves_together_are_the_round_trip()
    {
        var meter = new RoundTripMeter();
        meter.TakeTime(RtcpBytes.Alice, 100, _start);
        // Bob held it back for half a second and stands 30 ms away, there and back.
        Assert.Equal(30, meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, 100, 32_768), At(530))!.Value, 0.01);
        Assert.Null(meter.WholeMs);
        meter.TakeTime(RtcpBytes.Bob, 200, At(530));
        Assert.Equal(12, meter.Take(Report(RtcpBytes.Alice, RtcpBytes.Bob, 200, 65_536), At(1542))!.Value, 0.01);
        Assert.Equal(42, meter.WholeMs!.Value, 0.01);
    }

    [Fact]
    public void Of_several_round_trips_the_mean_is_told()
    {
        var meter = new RoundTripMeter();
        for (var number = 1u; number <= 3; number++)
        {
            meter.TakeTime(RtcpBytes.Alice, number, _start);
            meter.TakeTime(RtcpBytes.Bob, number, _start);
            meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, number, 0), At(10 * number));
            meter.Take(Report(RtcpBytes.Alice, RtcpBytes.Bob, number, 0), At(100));
        }

        Assert.Equal(120, meter.WholeMs!.Value, 0.01);
    }

    [Fact]
    public void A_report_that_answers_nothing_that_was_seen_tells_nothing()
    {
        var meter = new RoundTripMeter();
        meter.TakeTime(RtcpBytes.Alice, 100, _start);
        Assert.Null(meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, 101, 0), At(10)));
        Assert.Null(meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Bob, 100, 0), At(10)));
        Assert.Null(new RoundTripMeter().Take(Report(RtcpBytes.Bob, 0, 0, 0), At(10)));
    }

    [Fact]
    public void Times_that_contradict_each_other_tell_nothing()
    {
        var meter = new RoundTripMeter();
        meter.TakeTime(RtcpBytes.Alice, 100, _start);
        Assert.Null(meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, 100, 65_536), At(900)));
        Assert.Equal(0, meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, 100, 65_536), At(999.5)));
        Assert.Null(meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, 100, 0), At(60_001)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void An_end_that_keeps_no_time_tells_no_round_trip(int contradictions, bool isTold)
    {
        var meter = new RoundTripMeter();
        for (var number = 1u; number <= 4; number++)
        {
            meter.TakeTime(RtcpBytes.Alice, number, _start);
            meter.TakeTime(RtcpBytes.Bob, number, _start);
            meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, number, number <= contradictions ? 65_536u : 0), At(30));
            meter.Take(Report(RtcpBytes.Alice, RtcpBytes.Bob, number, 0), At(20));
        }

        Assert.Equal(isTold ? 50 : null, meter.WholeMs);
    }

    [Fact]
    public void A_block_without_a_sender_report_tells_nothing() => Assert.Null(Report(RtcpBytes.Bob, RtcpBytes.Alice, 0, 0).RoundTripMs(_start, At(10)));

    [Fact]
    public void A_receivers_time_and_its_answer_serve_as_well()
    {
        var meter = new RoundTripMeter();
        meter.TakeTime(RtcpBytes.Bob, 7, _start);
        Assert.Equal(20, meter.Take(new RtcpDelay(RtcpBytes.Alice, RtcpBytes.Bob, 7, 65_536), At(1020))!.Value, 0.01);
    }

    [Fact]
    public void Only_the_last_sender_reports_are_remembered()
    {
        var meter = new RoundTripMeter();
        for (var number = 1u; number <= RoundTripMeter.MostRemembered + 1; number++) meter.TakeTime(RtcpBytes.Alice, number, _start);
        Assert.Null(meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, 1, 0), At(10)));
        Assert.NotNull(meter.Take(Report(RtcpBytes.Bob, RtcpBytes.Alice, 2, 0), At(10)));
    }

    private static RtcpReport Report(uint reporter, uint source, uint lastSr, uint delay) => new(reporter, source, 0, 0, 0, 0, lastSr, delay);

    private static Instant At(double ms) => new(_start.Micros + (long)(ms * 1000));
}

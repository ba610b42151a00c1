using System.Globalization;
using Gudok.Sip;

namespace Gudok.Capture.Tests.Health;

public sealed class SourceWatchTests
{
    private static readonly Instant Start = new(1_780_000_000_000_000);

    private readonly SourceWatch _sources = new();

    [Fact]
    public void Least_delay_is_the_distance_of_clocks_and_the_rest_of_the_greatest_is_lag()
    {
        var source = _sources.Of("hep:7");
        foreach (var delay in (int[])[310, 300, 850, 305]) source.Note(Start, Start - TimeSpan.FromMilliseconds(delay));
        var state = Assert.Single(_sources.Read(Start));
        Assert.Equal(("hep:7", 4L, 0L, (Instant?)Start), (state.Name, state.Packets, state.ClockCorrected, state.LastSeen));
        Assert.Equal(300, state.ClockOffset!.Value.TotalMilliseconds);
        Assert.Equal(550, state.Lag!.Value.TotalMilliseconds);
    }

    [Fact]
    public void Source_whose_clock_is_ahead_has_a_negative_offset()
    {
        _sources.Of("hep:7").Note(Start, Start + TimeSpan.FromSeconds(2));
        Assert.Equal(-2, Assert.Single(_sources.Read(Start)).ClockOffset!.Value.TotalSeconds);
    }

    [Fact]
    public void A_burst_of_lag_is_forgotten_after_two_windows_and_a_change_of_clocks_as_well()
    {
        var source = _sources.Of("hep:7");
        source.Note(Start, Start - TimeSpan.FromSeconds(4));
        source.Note(Start, Start - TimeSpan.FromSeconds(1));
        for (var second = 1; second <= 25; second++)
        {
            var now = Start + TimeSpan.FromSeconds(second);
            source.Note(now, now);
            // In the first window, and in the next as the one before.
            var expected = second < 20 ? 4 : 0;
            Assert.Equal(expected, Assert.Single(_sources.Read(now)).Lag!.Value.TotalSeconds);
        }
    }

    [Fact]
    public void Silence_tells_no_lag_but_when_the_last_packet_came()
    {
        _sources.Of("hep:7").Note(Start, Start);
        var state = Assert.Single(_sources.Read(Start + TimeSpan.FromMinutes(1)));
        Assert.Null(state.Lag);
        Assert.Null(state.ClockOffset);
        Assert.Equal(Start, state.LastSeen);
    }

    [Fact]
    public void Packets_a_second_are_those_of_the_last_seconds()
    {
        var source = _sources.Of("hep:7");
        for (var tenth = 0; tenth < 250; tenth++) source.Note(Start + TimeSpan.FromSeconds(tenth / 10.0), stamp: null);
        Assert.InRange(Rate(25), 9.5, 10.5);
        Assert.InRange(Rate(29), 7, 9);
        Assert.Equal(0, Rate(60));
        Assert.Equal(0, _sources.Of("hep:8").Read(Start).PacketsPerSecond);

        double Rate(int second) => _sources.Of("hep:7").Read(Start + TimeSpan.FromSeconds(second)).PacketsPerSecond;
    }

    [Fact]
    public void Time_that_is_not_believed_counts_and_moves_no_clock()
    {
        _sources.Of("hep:7").Note(Start, stamp: null);
        var state = Assert.Single(_sources.Read(Start));
        Assert.Equal((1, 1, null), (state.Packets, state.ClockCorrected, state.ClockOffset));
    }

    [Fact]
    public void Sources_beyond_the_limit_share_one_name()
    {
        for (var agent = 0; agent < 1_000; agent++) _sources.Of(string.Create(CultureInfo.InvariantCulture, $"hep:{agent}")).Note(Start, Start);
        var states = _sources.Read(Start);
        Assert.Equal(SourceWatch.MostSources + 1, states.Count);
        Assert.Equal(1_000 - SourceWatch.MostSources, Assert.Single(states, state => state.Name == SourceWatch.Rest).Packets);
    }
}

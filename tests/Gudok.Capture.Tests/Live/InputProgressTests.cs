using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class InputProgressTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly Input _first = new();
    private readonly Input _second = new();

    private InputProgress Progress => field ??= new InputProgress(_clock) { Inputs = [_first, _second] };

    [Fact]
    public void It_is_that_of_the_input_that_is_furthest_behind()
    {
        var now = Instant.Now(_clock);
        Assert.Equal(now, Progress.WorkedUpTo());
        _clock.Advance(TimeSpan.FromSeconds(9));
        (_first.At, _second.At) = (now + TimeSpan.FromSeconds(5), now + TimeSpan.FromSeconds(3));
        Assert.Equal(now + TimeSpan.FromSeconds(3), Progress.WorkedUpTo());
    }

    [Fact]
    public void The_first_datagram_after_a_silence_does_not_lead_back_to_its_beginning()
    {
        var began = Instant.Now(_clock);
        _clock.Advance(TimeSpan.FromMinutes(10));
        var before = Progress.WorkedUpTo();
        Assert.Equal(began + TimeSpan.FromMinutes(10), before);
        _first.At = began;
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(before, Progress.WorkedUpTo());
        _first.At = null;
        Assert.Equal(before + TimeSpan.FromMilliseconds(100), Progress.WorkedUpTo());
    }

    [Fact]
    public void A_clock_that_is_set_back_leads_back()
    {
        Progress.WorkedUpTo();
        _clock.Advance(TimeSpan.FromHours(-1));
        Assert.Equal(Instant.Now(_clock), Progress.WorkedUpTo());
    }

    private sealed class Input : ILiveInput
    {
        public Instant? At { get; set; }

        public Instant WorkedUpTo(Instant now) => At is { } at && at < now ? at : now;
    }
}

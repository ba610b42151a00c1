using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>Who talks at this moment, by live capture.</summary>
public sealed class TalksNowTests : IAsyncLifetime
{
    private const string Citizen = "sip:+79165550101@example.org";
    private static readonly PartyReader Parties = new(new PartyOptions());
    private static readonly Party Anna = Parties.Read("4511");
    private static readonly Party Boris = Parties.Read("4512");
    private static readonly Party Person = Parties.Read("+79165550101");
    private readonly TestFolder _folder = new();
    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly Ladder _ladder = new();
    private readonly ManualClock _clock;
    private TalksNow _talks;
    private LiveCapture _capture;

    public TalksNowTests()
    {
        _clock = new ManualClock(_ladder.At(0).ToDateTimeOffset());
        (_talks, _capture) = Start();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _capture.DisposeAsync();
        _keys.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_answered_call_is_a_talk_of_its_two_sides_and_a_ringing_one_is_none()
    {
        var leg = _ladder.Leg("c", "trunk", "pbx", Citizen, "sip:4511@example.org").Send(0, "INVITE").Answer(100, 180, "b");
        Feed();
        Assert.Empty(_talks.Find([Anna], Person));
        leg.Answer(2000, 200, "b").Send(2005, "ACK", "b");
        Feed();
        Assert.Equal([(Anna, _ladder.At(0))], _talks.Find([Boris, Anna], Person));
        Assert.Empty(_talks.Find([Boris], Person));
        Assert.Empty(_talks.Find([Anna], Parties.Read("+79165550102")));
    }

    [Fact]
    public void A_call_that_the_operator_made_is_a_talk_too()
    {
        _ladder.Leg("c", "pbx", "trunk", "sip:4511@example.org", Citizen).Send(0, "INVITE").Answer(2000, 200, "b");
        Feed();
        Assert.Single(_talks.Find([Anna], Person));
    }

    [Theory]
    [InlineData("sip:4512@example.org", "sip:4511@example.org")]
    [InlineData(Citizen, "sip:+78005550199@example.org")]
    public void Colleagues_and_trunks_are_not_held(string from, string to)
    {
        _ladder.Leg("c", "alice", "bob", from, to).Send(0, "INVITE").Answer(2000, 200, "b");
        Feed();
        Assert.Equal(0, _talks.Count);
        Assert.Empty(_talks.Find([Anna], Boris));
    }

    [Fact]
    public async Task A_call_that_is_over_counts_until_the_ledger_has_it()
    {
        _ladder.Leg("c", "trunk", "pbx", Citizen, "sip:4511@example.org").Talk(0, 100, 2000, 60_000);
        Feed();
        _clock.Advance(TimeSpan.FromSeconds(61));
        await _capture.DisposeAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(_talks.Find([Anna], Person));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Empty(_talks.Find([Anna], Person));
        (_talks, _capture) = Start();
        Assert.Equal(0, _talks.Count);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(30, 2)]
    public async Task Who_talks_is_known_again_after_a_restart(int minutes, long parked)
    {
        _ladder.Leg("c", "trunk", "pbx", Citizen, "sip:4511@example.org").Send(0, "INVITE").Answer(2000, 200, "b").Send(2005, "ACK", "b");
        _ladder.Leg("ringing", "trunk", "pbx", Citizen, "sip:4512@example.org").Send(0, "INVITE").Answer(2000, 180, "b");
        Feed();
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        await _capture.DisposeAsync();
        (_talks, _capture) = Start();
        Assert.Equal(parked, _capture.ParkedCalls);
        Assert.Equal([(Anna, _ladder.At(0))], _talks.Find([Anna, Boris], Person));
    }

    [Fact]
    public void A_call_of_more_than_a_day_is_no_talk()
    {
        _ladder.Leg("c", "trunk", "pbx", Citizen, "sip:4511@example.org").Send(0, "INVITE").Answer(2000, 200, "b");
        Feed();
        _clock.Advance(TalksNow.Longest);
        Assert.Single(_talks.Find([Anna], Person));
        _clock.Advance(TimeSpan.FromTicks(10));
        Assert.Empty(_talks.Find([Anna], Person));
    }

    [Fact]
    public void So_many_are_held_and_no_more()
    {
        var talk = new Talk(Person, Anna, _ladder.At(0));
        for (var call = 0; call < TalksNow.Most; call++) Assert.True(_talks.TryTake(BitConverter.GetBytes(call), talk));
        Assert.False(_talks.TryTake("one more"u8, talk));
        _talks.End(BitConverter.GetBytes(0));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_talks.TryTake("one more"u8, talk));
        Assert.Equal(TalksNow.Most, _talks.Count);
    }

    private (TalksNow Talks, LiveCapture Capture) Start()
    {
        var talks = new TalksNow(_clock);
        return (talks, LiveCapture.Start(
            _folder.Path, new TakingIntake(), new AssemblyOptions(), Parties, _keys, new CaptureCounters(), _clock, new LogLines(), talks));
    }

    private void Feed()
    {
        foreach (var step in _ladder.InOrder) ((ILiveSink)_capture).Accept(step.ToFrame(), "test");
    }

    private sealed class TakingIntake : ICallIntake
    {
        public ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken) => ValueTask.FromResult(new IntakeReport([], 0, 0, 0));
    }
}

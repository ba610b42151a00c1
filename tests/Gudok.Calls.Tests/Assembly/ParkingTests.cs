using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class ParkingTests
{
    private const double Minute = 60_000;

    private readonly Ladder _ladder = new();
    private readonly MemoryParking _parked = new();

    [Fact]
    public void Call_parked_and_then_ended_gives_the_record_of_one_never_parked()
    {
        _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 30 * Minute);
        var plain = Assembler.Run(_ladder);
        var assembler = new Assembler(parked: _parked);
        assembler.Feed(_ladder.InOrder.SkipLast(2));
        assembler.Tick(_ladder.At(9 * Minute));
        Assert.Equal((1, 0), (assembler.Legs.HeldCalls, _parked.Count));
        assembler.Tick(_ladder.At(11 * Minute));
        Assert.Equal((0, 0, 1), (assembler.Legs.HeldCalls, assembler.Legs.OpenCalls, _parked.Count));
        assembler.Feed(_ladder.InOrder.TakeLast(2));
        assembler.Finish();
        Assert.Equal(RestartCases.Describe(plain.Given), RestartCases.Describe(assembler.Given));
        Assert.Equal((1, 0), (_parked.Parkings, _parked.Count));
    }

    [Fact]
    public void Parked_call_that_is_never_ended_is_given_out_when_it_would_have_been()
    {
        _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 200, "b").Send(200, "ACK", "b");
        foreach (var hour in new[] { 23.0, 25.0 })
        {
            var plain = new Assembler();
            var assembler = new Assembler(parked: _parked);
            plain.Feed(_ladder.InOrder);
            assembler.Feed(_ladder.InOrder);
            for (var minute = 1; minute <= hour * 60; minute++)
            {
                plain.Tick(_ladder.At(minute * Minute));
                assembler.Tick(_ladder.At(minute * Minute));
            }

            Assert.Equal(hour > 24 ? 1 : 0, plain.Given.Count);
            Assert.Equal(RestartCases.Describe(plain.Given), RestartCases.Describe(assembler.Given));

            // Given out without its end it is remembered for days: on disk, too.
            Assert.Equal((0, 1), (assembler.Legs.HeldCalls, _parked.Count));
            assembler.Finish();
            Assert.Equal(0, _parked.Count);
        }
    }

    [Fact]
    public void End_of_a_parked_call_that_was_given_out_comes_as_a_correction()
    {
        var leg = _ladder.Leg("c", "alice", "bob").Send(0, "INVITE").Answer(100, 200, "b").Send(200, "ACK", "b");
        var assembler = new Assembler(parked: _parked);
        assembler.Feed(_ladder.InOrder);
        for (var hour = 1; hour <= 30; hour++) assembler.Tick(_ladder.At(hour * 60 * Minute));
        leg.Send(31 * 60 * Minute, "BYE", "b", cseq: 2).Answer((31 * 60 * Minute) + 5, 200, "b", "BYE", cseq: 2);
        assembler.Feed(_ladder.InOrder.TakeLast(2));
        assembler.Finish();
        Assert.Equal([(0, true), (1, false)], assembler.Given.Select(call => (call.Revision, call.IsEndEstimated)));
    }

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(2, int.MaxValue)]
    [InlineData(3, 5)]
    [InlineData(4, 1)]
    public void Parking_at_every_silence_changes_no_record(int seed, int fingerprints)
    {
        var steps = RandomTraffic.Make(seed, 60).InOrder;
        var parked = new MemoryParking(fingerprints);
        var assembler = new Assembler(new AssemblyOptions { ParkAfter = TimeSpan.FromMilliseconds(200) }, parked: parked);
        assembler.Feed(steps);
        assembler.Finish();
        Assert.Equal(RestartCases.Describe(Assembler.Run(steps).Given), RestartCases.Describe(assembler.Given));
        Assert.InRange(parked.Parkings, 10, int.MaxValue);
        Assert.Equal(0, assembler.Legs.OpenCalls);
    }

    [Fact]
    public void No_more_calls_are_parked_than_are_allowed()
    {
        for (var index = 0; index < 5; index++) _ladder.Leg($"c{index}", "alice", "bob").Send(index, "INVITE").Answer(100, 200, "b").Send(200, "ACK", "b");
        var assembler = new Assembler(new AssemblyOptions { ParkedCalls = 3 }, parked: _parked);
        assembler.Feed(_ladder.InOrder);
        for (var minute = 1; minute < 60; minute++) assembler.Tick(_ladder.At(minute * Minute));
        Assert.Equal((2, 3), (assembler.Legs.HeldCalls, _parked.Count));
    }
}

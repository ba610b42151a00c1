using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class ParkedCallsTests : IDisposable
{
    private const double Minute = 60_000;

    private readonly OpenCallsFolder _folder = new();
    private readonly Ladder _ladder = new();

    public ParkedCallsTests() => _ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 30 * Minute);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Parked_call_goes_on_with_its_next_message(bool isSaved, bool isRestarted)
    {
        Park();
        if (isSaved || isRestarted) _folder.Save(_ladder.At(11 * Minute));
        if (isRestarted) Assert.True(_folder.Restart());
        Assert.Equal((0, 1), (_folder.Pipeline.HeldCalls, _folder.File.Parked.Count));
        var call = End();
        Assert.Equal((_ladder.At(0), _ladder.At(2000), _ladder.At(30 * Minute)), (call.StartedAt, call.AnsweredAt, call.EndedAt));
        Assert.True(call.IsComplete);
        Assert.Equal(0, _folder.File.Parked.Count);
    }

    [Fact]
    public void Call_woken_and_saved_is_not_parked_after_a_restart()
    {
        Park();
        _folder.Save(_ladder.At(11 * Minute));
        _folder.Feed(_ladder.InOrder.Skip(4).Take(1));
        _folder.Save(_ladder.At(30 * Minute));
        Assert.True(_folder.Restart());
        Assert.Equal((1, 0), (_folder.Pipeline.HeldCalls, _folder.File.Parked.Count));
        Assert.Equal(0L, _folder.Query("select count(*) from parked"));
    }

    [Fact]
    public void Call_woken_but_not_saved_is_still_parked_after_a_restart()
    {
        Park();
        _folder.Save(_ladder.At(11 * Minute));
        _folder.Feed(_ladder.InOrder.Skip(4).Take(1));
        Assert.True(_folder.Restart());
        Assert.Equal((0, 1), (_folder.Pipeline.HeldCalls, _folder.File.Parked.Count));
        Assert.True(End().IsComplete);
    }

    [Fact]
    public void Call_parked_again_before_the_saving_of_its_waking_is_found_in_its_newest_form()
    {
        Park();
        _folder.Save(_ladder.At(11 * Minute));
        var leg = _ladder.Leg("c", "alice", "bob", fromTag: "a-c");
        leg.Send(12 * Minute, "UPDATE", "b", cseq: 5);
        _folder.Feed(_ladder.Steps.TakeLast(1));
        for (var minute = 13; minute < 25; minute++) _folder.Pipeline.Tick(_ladder.At(minute * Minute));
        Assert.Equal((0, 1), (_folder.Pipeline.HeldCalls, _folder.File.Parked.Count));
        _folder.Save(_ladder.At(25 * Minute));
        Assert.True(_folder.Restart());
        _folder.Pipeline.Tick(_ladder.At((24 * 60 * Minute) + (13 * Minute)));
        var call = Assert.Single(_folder.Pipeline.TakeFinished());
        Assert.Equal(_ladder.At(12 * Minute), call.EndedAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parked_call_is_given_out_when_its_time_has_come(bool isRestarted)
    {
        Park();
        _folder.Save(_ladder.At(11 * Minute));
        if (isRestarted) Assert.True(_folder.Restart());
        _folder.Pipeline.Tick(_ladder.At(24 * 60 * Minute));
        Assert.Empty(_folder.Pipeline.TakeFinished());
        _folder.Pipeline.Tick(_ladder.At((24 * 60 * Minute) + 10_000));
        Assert.True(Assert.Single(_folder.Pipeline.TakeFinished()).IsEndEstimated);
    }

    [Theory]
    [InlineData("update parked set data = zeroblob(200)")]
    [InlineData("update parked set due = due + 1")]
    [InlineData("delete from parked")]
    public void Row_that_was_changed_is_counted_as_lost(string change)
    {
        Park();
        _folder.Save(_ladder.At(11 * Minute));
        _folder.Query(change);
        var call = End();
        Assert.True(call.IsStartEstimated);
        Assert.Equal(1, _folder.Counters.Dropped(DropPlace.Parked));
    }

    [Fact]
    public void Nothing_of_a_parked_call_can_be_read_in_the_file()
    {
        Park();
        _folder.Save(_ladder.At(11 * Minute));
        var row = (byte[])_folder.Query("select data from parked")!;
        Assert.Equal(-1, row.AsSpan().IndexOf("a-c"u8));
        Assert.InRange(row.Length, 200, 1000);
    }

    private void Park()
    {
        _folder.Feed(_ladder.InOrder.Take(4));
        _folder.Pipeline.Tick(_ladder.At(4 * Minute));
        _folder.Pipeline.Tick(_ladder.At(11 * Minute));
        Assert.Equal((0, 1), (_folder.Pipeline.HeldCalls, _folder.File.Parked.Count));
    }

    private ObservedCall End()
    {
        _folder.Feed(_ladder.InOrder.TakeLast(2));
        _folder.Pipeline.Tick(_ladder.At((30 * Minute) + 10_000));
        return Assert.Single(_folder.Pipeline.TakeFinished());
    }
}

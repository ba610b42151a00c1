using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class OpenCallsFileTests : IDisposable
{
    private readonly OpenCallsFolder _folder = new();
    private readonly Ladder _ladder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Calls_of_many_savings_are_taken_up_by_the_next_process()
    {
        for (var index = 0; index < 5; index++)
        {
            _ladder.Leg($"c{index}", "alice", "bob").Send(index * 100, "INVITE").Answer((index * 100) + 50, 180, "b");
            _folder.Feed(_ladder.InOrder.TakeLast(2));
            _folder.Save(_ladder.At(index * 100));
        }

        Assert.True(_folder.Restart());
        Assert.Equal(5, _folder.Pipeline.HeldCalls);
        _folder.Save(_ladder.At(600));
        Assert.True(_folder.Restart());
        Assert.Equal(5, _folder.Pipeline.HeldCalls);
    }

    [Fact]
    public void A_folder_without_anything_saved_is_no_fault() => Assert.True(_folder.Restart());

    [Fact]
    public void Another_key_begins_anew()
    {
        SaveTwoCalls();
        Assert.False(_folder.Restart([.. OpenCallsFolder.Key.Reverse()]));
        Assert.Equal(0L, _folder.Query("select count(*) from part"));
    }

    [Theory]
    [InlineData("update part set data = (select data from part where number = 2) where number = 1")]
    [InlineData("update part set saving = 2 where number = 1")]
    [InlineData("delete from part where number = 1")]
    [InlineData("delete from part where number = 2")]
    [InlineData("update moment set data = zeroblob(64)")]
    public void Changed_file_begins_anew_and_still_tells_the_gap(string change)
    {
        SaveTwoCalls();
        _folder.Query(change);
        Assert.False(_folder.Restart());
        _folder.File.NoteGap(_ladder.At(5000));
        Assert.Equal([(_ladder.At(2000), _ladder.At(5000))], _folder.File.Gaps());
    }

    [Fact]
    public void Savings_kept_stay_below_twice_what_counts_and_some()
    {
        var sizes = new SavingSizes();
        foreach (var number in Enumerable.Range(1, 200))
        {
            sizes.DropBefore(sizes.KeepFrom(number, counting: 1 << 20));
            sizes.Add(number, 1 << 20);
        }

        Assert.InRange(sizes.Octets, 2 << 20, 19 << 20);
    }

    private void SaveTwoCalls()
    {
        for (var index = 1; index <= 2; index++)
        {
            _ladder.Leg($"c{index}", "alice", "bob").Send(index, "INVITE");
            _folder.Feed(_ladder.InOrder.TakeLast(1));
            _folder.Save(_ladder.At(index * 1000));
        }
    }
}

using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>Parked calls on a disk that cannot be read for a while: the thread that assembles must live through it.</summary>
public sealed class ParkedTroubleTests : IDisposable
{
    private const double Minute = 60_000;
    private const double Day = 24 * 60 * Minute;
    private const string TakeAway = "alter table parked rename to gone";
    private const string PutBack = "alter table gone rename to parked";
    private const string SpoilFirst = "alter table parked rename column data to gone";
    private const string MendFirst = "alter table parked rename column gone to data";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly OpenCallsFolder _folder = new();
    private readonly Ladder _ladder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Call_that_is_due_while_the_disk_cannot_be_read_is_given_out_once_it_can()
    {
        Park("c");
        _folder.Query(TakeAway);
        Assert.Empty(After(Day + Minute));
        Assert.Equal((1, 1), (_folder.Counters.RecordFailures, _folder.File.Parked.Count));
        _folder.Query(PutBack);
        _folder.Clock.Advance(Pause);
        Assert.Equal(_ladder.At(2000), Assert.Single(After(Day + Minute)).AnsweredAt);
        Assert.Equal(0, _folder.Counters.Dropped(DropPlace.Parked));
    }

    [Fact]
    public void Trouble_is_told_when_it_begins_once_a_minute_and_when_it_is_over()
    {
        Park("c");
        _folder.Query(TakeAway);
        for (var second = 0; second < 90; second++, _folder.Clock.Advance(Pause)) After(Day + Minute);
        Assert.Equal(90, _folder.Counters.RecordFailures);
        Assert.Equal(2, _folder.Log.All.Count);
        Assert.All(_folder.Log.All, line => Assert.Matches("^Error GDK-5007: parked calls cannot be read from open.db: .*no such table.*tries again", line));
        _folder.Query(PutBack);
        After(Day + Minute);
        Assert.Equal("Warning Parked calls can be read again; 0 are lost since the start.", _folder.Log.All[^1]);
    }

    [Fact]
    public void Disk_that_refuses_is_asked_once_a_second()
    {
        Park("c");
        _folder.Query(TakeAway);
        for (var tick = 0; tick < 20; tick++) After(Day + Minute);
        Assert.Equal(1, _folder.Counters.RecordFailures);
    }

    [Fact]
    public void Call_that_no_saving_has_written_yet_is_given_out_all_the_same()
    {
        Park("c");
        Begin("d", 20);
        for (var minute = 20; minute < 40; minute++) _folder.Pipeline.Tick(_ladder.At(minute * Minute));
        Assert.Equal((0, 2), (_folder.Pipeline.HeldCalls, _folder.File.Parked.Count));
        _folder.Query(TakeAway);
        Assert.Equal(_ladder.At((20 * Minute) + 2000), Assert.Single(After(Day + (21 * Minute))).AnsweredAt);
        Assert.Equal(1, _folder.File.Parked.Count);
    }

    [Fact]
    public void Row_that_cannot_be_read_stays_parked()
    {
        Park("c");
        _folder.Query(SpoilFirst);
        Assert.Empty(After(Day + Minute));
        Assert.Equal((1, 0), (_folder.File.Parked.Count, _folder.Counters.Dropped(DropPlace.Parked)));
        _folder.Query(MendFirst);
        _folder.Clock.Advance(Pause);
        After(Day + Minute);
        _folder.Clock.Advance(Pause);
        Assert.Single(After(Day + Minute));
        Assert.Equal(0, _folder.File.Parked.Count);
    }

    [Fact]
    public void Call_whose_message_comes_while_its_row_cannot_be_read_is_counted_and_told()
    {
        Park("c");
        _folder.Query(TakeAway);
        _folder.Feed(_ladder.InOrder.TakeLast(2));
        _folder.Pipeline.Tick(_ladder.At((30 * Minute) + 10_000));
        Assert.True(Assert.Single(_folder.Pipeline.TakeFinished()).IsStartEstimated);
        Assert.Equal((1, 1), (_folder.Counters.Dropped(DropPlace.Parked), _folder.Counters.RecordFailures));
        Assert.StartsWith("Error GDK-5007", Assert.Single(_folder.Log.All), StringComparison.Ordinal);
        _folder.Query(PutBack);
        _folder.Save(_ladder.At(31 * Minute));
        Assert.Equal(0L, _folder.Query("select count(*) from parked"));
    }

    [Fact]
    public void Row_that_is_damaged_is_lost_told_and_counted_once_and_keeps_nothing_else_from_being_saved()
    {
        Park("c");
        DamageRow();
        for (var second = 0; second < 90; second++, _folder.Clock.Advance(Pause)) Assert.Empty(After(Day + Minute));
        Assert.Equal((0, 1, 0), (_folder.File.Parked.Count, _folder.Counters.Dropped(DropPlace.Parked), _folder.Counters.RecordFailures));
        Assert.Matches("^Error GDK-5007: a parked call is lost: .*malformed", Assert.Single(_folder.Log.All));
        _folder.Save(_ladder.At(Day + Minute));
    }

    [Fact]
    public void Call_whose_message_comes_when_its_row_is_damaged_is_counted_and_told_and_saved_anew()
    {
        Park("c");
        DamageRow();
        _folder.Feed(_ladder.InOrder.TakeLast(2));
        _folder.Pipeline.Tick(_ladder.At((30 * Minute) + 10_000));
        Assert.True(Assert.Single(_folder.Pipeline.TakeFinished()).IsStartEstimated);
        Assert.Equal((1, 0), (_folder.Counters.Dropped(DropPlace.Parked), _folder.Counters.RecordFailures));
        Assert.StartsWith("Error GDK-5007: a parked call is lost", Assert.Single(_folder.Log.All), StringComparison.Ordinal);
        _folder.Save(_ladder.At(31 * Minute));
    }

    [Theory]
    [InlineData("update parked set data = zeroblob(200)", "changed")]
    [InlineData("delete from parked", "not there")]
    public void Row_that_was_changed_is_told_as_lost(string change, string told)
    {
        Park("c");
        _folder.Query(change);
        Assert.Empty(After(Day + Minute));
        _folder.Feed(_ladder.InOrder.TakeLast(2));
        Assert.Equal(1, _folder.Counters.Dropped(DropPlace.Parked));
        Assert.Matches($"^Error GDK-5007: a parked call is lost: .*{told}", Assert.Single(_folder.Log.All));
    }

    /// <summary>Spoils the length of the row's head, as a bad sector may: its place in the index of moments stays.</summary>
    private void DamageRow()
    {
        var row = (byte[])_folder.Query("select data from parked")!;
        _folder.Query("pragma wal_checkpoint(truncate)");
        using var file = new FileStream(_folder.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var octets = new byte[file.Length];
        file.ReadExactly(octets);
        // Before the data come eight octets of the moment, before these the head: its length and the kinds of three columns.
        var head = octets.AsSpan().IndexOf(row) - sizeof(long) - 5;
        Assert.Equal(5, octets[head]);
        file.Position = head;
        file.WriteByte(0x7f);
    }

    private void Begin(string callId, double minute)
    {
        var before = _ladder.Steps.Count;
        _ladder.Leg(callId, "alice", "bob").Talk(minute * Minute, (minute * Minute) + 100, (minute * Minute) + 2000, (minute + 30) * Minute);
        _folder.Feed(_ladder.Steps.Skip(before).OrderBy(step => step.Time).Take(4));
    }

    private void Park(string callId)
    {
        Begin(callId, 0);
        _folder.Pipeline.Tick(_ladder.At(4 * Minute));
        _folder.Pipeline.Tick(_ladder.At(11 * Minute));
        _folder.Save(_ladder.At(11 * Minute));
        Assert.Equal((0, 1), (_folder.Pipeline.HeldCalls, _folder.File.Parked.Count));
    }

    private List<ObservedCall> After(double milliseconds)
    {
        _folder.Pipeline.Tick(_ladder.At(milliseconds));
        return _folder.Pipeline.TakeFinished();
    }
}

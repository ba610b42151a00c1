using Gudok.Seals;

namespace Gudok.Access.Tests.Journal;

public sealed class JournalWritingTests : IAsyncDisposable
{
    private const string Call = "call:01a1fd8c-6900-8b67-8b4e-fff0241072dd";
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_reads_back_and_survives_a_restart()
    {
        await _folder.WriteAsync("number.reveal", reason: "call back", detail: "two digits", objects: Call);
        _folder.Clock.Advance(TimeSpan.FromHours(1));
        await _folder.CloseAsync();
        await _folder.WriteAsync("hold.place", JournalFolder.Boris);
        var page = await (await _folder.OpenAsync()).SearchAsync(new JournalSearch(), Stop);
        Assert.Equal([2, 1], page.Entries.Select(kept => kept.Number));
        var first = page.Entries[1];
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), first.At);
        Assert.Equal(("number.reveal", "call back", "two digits", Call), (first.Entry.Act, first.Entry.Reason, first.Entry.Detail, Assert.Single(first.Entry.Objects)));
        Assert.Equal(("anna", ActorKind.Person, "10.1.2.3", true), (first.Entry.Actor.Name, first.Entry.Actor.Kind, first.Entry.Actor.Address, first.Entry.Actor.HasSecondFactor));
        Assert.Equal([Role.Operator], first.Entry.Actor.Roles);
    }

    [Fact]
    public async Task Nothing_is_made_before_the_first_entry()
    {
        var journal = await _folder.OpenAsync();
        await journal.SealAsync(Stop);
        Assert.Empty((await journal.SearchAsync(new JournalSearch(), Stop)).Entries);
        Assert.True((await journal.VerifyAsync(Stop)).Failure is null);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Many_who_write_at_once_get_numbers_of_their_own_without_a_gap()
    {
        const int writers = 300;
        await _folder.OpenAsync();
        var numbers = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => _folder.WriteAsync("calls.search"), Stop)));
        Assert.Equal(Enumerable.Range(1, writers).Select(number => (long)number), numbers.Order());
        Assert.Equal((writers, null), (await _folder.VerifyAsync() is var report ? report.Entries : 0, report.Failure));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_refuses_and_the_act_is_not_done()
    {
        Directory.CreateDirectory(_folder.File);
        var isDone = false;
        var fault = await Assert.ThrowsAsync<AccessException>(async () => await (await _folder.OpenAsync()).DoAsync(
            new JournalEntry { Actor = JournalFolder.Anna, Act = "number.reveal", Outcome = ActOutcome.Done }, () => Task.FromResult(isDone = true), Stop));
        Assert.Equal(AccessFaults.JournalUnwritten, fault.Code);
        Assert.False(isDone);
    }

    [Fact]
    public async Task A_file_that_was_moved_away_while_it_is_open_refuses()
    {
        await _folder.WriteAsync("calls.search");
        File.Move(_folder.File, _folder.File + ".gone");
        var fault = await Assert.ThrowsAsync<AccessException>(() => _folder.WriteAsync("calls.search"));
        Assert.Equal(AccessFaults.JournalUnwritten, fault.Code);
        File.Move(_folder.File + ".gone", _folder.File);
        Assert.Equal(2, await _folder.WriteAsync("calls.search"));
    }

    [Fact]
    public async Task An_act_that_fails_leaves_a_second_entry_of_its_correlation()
    {
        var journal = await _folder.OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.DoAsync<int>(
            new JournalEntry { Actor = JournalFolder.Anna, Act = "party.erase", Outcome = ActOutcome.Done }, () => throw new InvalidOperationException("79161234567"), Stop));
        var entries = (await journal.SearchAsync(new JournalSearch(), Stop)).Entries;
        Assert.Equal([ActOutcome.Failed, ActOutcome.Done], entries.Select(kept => kept.Entry.Outcome));
        Assert.Equal(entries[0].Entry.Correlation, entries[1].Entry.Correlation);
        Assert.Equal("InvalidOperationException", entries[0].Entry.Detail);
    }

    [Fact]
    public async Task Each_day_gets_a_head_in_the_one_chain_and_an_entry_its_proof()
    {
        await _folder.WriteAsync("calls.search");
        await _folder.WriteAsync("calls.search");
        _folder.Clock.Advance(TimeSpan.FromDays(1));
        await _folder.WriteAsync("calls.search");
        var journal = await _folder.OpenAsync();
        Assert.Null((await journal.FindAsync(2, Stop))!.Head);
        var report = await journal.SealAsync(Stop);
        Assert.Equal([("access", 2L), ("access", 1L)], report.Heads.Select(head => (head.Tree.Log, head.Size)));
        var proved = await journal.FindAsync(2, Stop);
        Assert.Equal(1, proved!.Head!.Number);
        Assert.True(TreeProof.Includes(
            Convert.FromHexString(proved.Leaf), proved.Place, proved.Head.Size, [.. proved.Proof.Select(Convert.FromHexString)], Convert.FromHexString(proved.Head.Root)));
        Assert.Null(await journal.FindAsync(4, Stop));
    }

    [Fact]
    public async Task What_a_process_that_died_had_not_sealed_is_sealed_by_the_next()
    {
        await _folder.WriteAsync("calls.search");
        var left = _folder.File + ".left";
        File.Copy(_folder.File, left);
        if (File.Exists(_folder.File + "-wal")) File.Copy(_folder.File + "-wal", left + "-wal");
        await using var other = new JournalFolder();
        File.Copy(left, other.File);
        if (File.Exists(left + "-wal")) File.Copy(left + "-wal", other.File + "-wal");
        var report = await (await other.OpenAsync()).SealAsync(Stop);
        Assert.Equal(1, Assert.Single(report.Heads).Size);
    }
}

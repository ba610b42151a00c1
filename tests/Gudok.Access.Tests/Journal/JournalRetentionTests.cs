namespace Gudok.Access.Tests.Journal;

public sealed class JournalRetentionTests : IAsyncDisposable
{
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task FillAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            await _folder.WriteAsync("calls.search", detail: "of day " + day);
            await _folder.WriteAsync("number.reveal", reason: "reason of day " + day);
            _folder.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task Whole_days_go_when_their_term_is_over_with_a_head_that_says_so()
    {
        await FillAsync(5);
        _folder.Options.Days = 3;
        var journal = await _folder.OpenAsync();
        Assert.Equal((4L, 0), (await journal.DropExpiredAsync(Stop) is var (entries, faults) ? entries : 0, faults.Count));
        Assert.Equal(Numbers(10, 9, 8, 7, 6, 5), await _folder.FindAsync(new JournalSearch()));
        Assert.Equal(new JournalReport(3, 6, 0, 4, null), await _folder.VerifyAsync());
        Assert.Equal(0, (await journal.DropExpiredAsync(Stop)).Entries);
        await _folder.CloseAsync();
        Assert.Equal(11, await _folder.WriteAsync("calls.search"));
        Assert.Null((await _folder.VerifyAsync()).Failure);
    }

    [Fact]
    public async Task A_dropped_day_is_gone_from_the_raw_bytes()
    {
        await FillAsync(1);
        _folder.Clock.Advance(TimeSpan.FromDays(10));
        _folder.Options.Days = 3;
        var journal = await _folder.OpenAsync();
        var kept = (await journal.FindAsync(2, Stop))!;
        await journal.DropExpiredAsync(Stop);
        Assert.Empty(await _folder.FindAsync(new JournalSearch()));
        await _folder.CloseAsync();
        var leaf = Convert.FromHexString(kept.Leaf);
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(leaf)));
    }

    [Fact]
    public async Task A_damaged_day_stays_and_is_told_and_keeps_no_other_waiting()
    {
        await FillAsync(4);
        await (await _folder.OpenAsync()).SealAsync(Stop);
        await _folder.ChangeAsync("delete from entries where number=1; update days set count=1 where day=(select day from entries where number=2)");
        _folder.Options.Days = 2;
        var (entries, faults) = await (await _folder.OpenAsync()).DropExpiredAsync(Stop);
        Assert.Equal(2, entries);
        Assert.Contains("2026-11-22", Assert.Single(faults), StringComparison.Ordinal);
        Assert.Equal(Numbers(8, 7, 6, 5, 2), await _folder.FindAsync(new JournalSearch()));
    }

    [Fact]
    public async Task Nothing_is_dropped_while_somebody_keeps_the_journal_still()
    {
        await FillAsync(5);
        _folder.Options.Days = 1;
        var journal = await _folder.OpenAsync();
        Task<(long, IReadOnlyList<string>)> dropping;
        using (await journal.KeepStillAsync(Stop))
        {
            dropping = journal.DropExpiredAsync(Stop);
            Assert.Equal(10, (await _folder.FindAsync(new JournalSearch())).Length);
            Assert.False(dropping.IsCompleted);
        }

        Assert.Equal(8, (await dropping).Item1);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_leaves_no_gap_when_its_day_goes()
    {
        await FillAsync(2);
        _folder.Clock.Advance(TimeSpan.FromDays(-2));
        await _folder.WriteAsync("calls.search");
        _folder.Clock.Advance(TimeSpan.FromDays(3));
        await _folder.WriteAsync("calls.search");
        _folder.Options.Days = 2;
        var journal = await _folder.OpenAsync();
        Assert.Equal(3, (await journal.DropExpiredAsync(Stop)).Entries);
        Assert.Equal(Numbers(6, 4, 3), await _folder.FindAsync(new JournalSearch()));
        Assert.Null((await _folder.VerifyAsync()).Failure);
    }

    [Fact]
    public async Task Entries_that_are_taken_out_beside_a_table_that_is_left_as_it_was_are_told_too()
    {
        await FillAsync(3);
        await (await _folder.OpenAsync()).SealAsync(Stop);
        await _folder.ChangeBesideAsync("delete from entries where number in (3,4)");
        Assert.Contains("day 2026-11-23 no longer holds", Assert.Single((await (await _folder.OpenAsync()).SealAsync(Stop)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_taken_out_as_a_whole_is_told_when_the_journal_is_sealed_next()
    {
        await FillAsync(3);
        Assert.Empty((await (await _folder.OpenAsync()).SealAsync(Stop)).Faults);
        await _folder.ChangeAsync("delete from entries where number in (3,4); delete from terms where number in (3,4); delete from days where first=3");
        Assert.Contains("day 2026-11-23 no longer holds", Assert.Single((await (await _folder.OpenAsync()).SealAsync(Stop)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_whose_file_is_gone_is_told_of_each_day_that_was_signed()
    {
        await FillAsync(2);
        await _folder.CloseAsync();
        foreach (var file in Directory.GetFiles(_folder.Path, "journal.db*")) File.Delete(file);
        Assert.Equal(2, (await (await _folder.OpenAsync()).SealAsync(Stop)).Faults.Count);
    }

    [Fact]
    public async Task Days_that_were_dropped_in_time_are_not_missed()
    {
        await FillAsync(5);
        _folder.Options.Days = 3;
        await (await _folder.OpenAsync()).DropExpiredAsync(Stop);
        Assert.Empty((await (await _folder.OpenAsync()).SealAsync(Stop)).Faults);
        await _folder.CloseAsync();
        Assert.Empty((await (await _folder.OpenAsync()).SealAsync(Stop)).Faults);
    }

    private static long[] Numbers(params long[] numbers) => numbers;
}

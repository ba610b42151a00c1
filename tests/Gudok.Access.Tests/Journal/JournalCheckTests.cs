using Gudok.Seals;

namespace Gudok.Access.Tests.Journal;

public sealed class JournalCheckTests : IAsyncDisposable
{
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task WriteDaysAsync()
    {
        for (var day = 0; day < 3; day++)
        {
            for (var entry = 0; entry < 4; entry++) await _folder.WriteAsync("calls.search", detail: $"{day} {entry}", objects: "call:x");
            await (await _folder.OpenAsync()).SealAsync(Stop);
            _folder.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task A_whole_journal_agrees()
    {
        await WriteDaysAsync();
        Assert.Equal(new JournalReport(3, 12, 0, 0, null), await _folder.VerifyAsync());
        await _folder.WriteAsync("calls.search");
        Assert.Equal(new JournalReport(4, 13, 1, 0, null), await _folder.VerifyAsync());
    }

    [Theory]
    [InlineData("update entries set outcome='refused' where number=6")]
    [InlineData("update entries set act='calls.export' where number=6")]
    [InlineData("update entries set at=at+1 where number=6")]
    [InlineData("update entries set sealed=zeroblob(80) where number=6")]
    [InlineData("update entries set leaf=zeroblob(32) where number=6")]
    [InlineData("update entries set (sealed,leaf)=(select sealed,leaf from entries where number=7) where number=6")]
    public async Task A_changed_entry_is_named(string change)
    {
        await WriteDaysAsync();
        await _folder.ChangeAsync(change);
        var failure = (await _folder.VerifyAsync()).Failure!;
        Assert.Equal((new DateOnly(2026, 11, 23), 6, AccessFaults.JournalDamaged), (failure.Day, failure.Entry, failure.Fault));
    }

    [Fact]
    public async Task A_changed_byte_of_the_sealed_part_is_named()
    {
        await WriteDaysAsync();
        await _folder.ChangeAsync("update entries set sealed=substr(sealed,1,40)||x'00'||substr(sealed,42) where number=3");
        Assert.Equal(3, (await _folder.VerifyAsync()).Failure!.Entry);
        var journal = await _folder.OpenAsync();
        var fault = await Assert.ThrowsAsync<AccessException>(async () => await journal.FindAsync(3, Stop));
        Assert.Equal(AccessFaults.JournalDamaged, fault.Code);
        var page = await journal.SearchAsync(new JournalSearch(), Stop);
        Assert.Equal([3L], page.Damaged.Select(damaged => damaged.Number));
        Assert.DoesNotContain(3L, page.Entries.Select(kept => kept.Number));
        var next = await journal.SearchAsync(new JournalSearch { Before = 5, Limit = 2 }, Stop);
        Assert.Equal((4L, 3L, 3L), (Assert.Single(next.Entries).Number, Assert.Single(next.Damaged).Number, next.Next));
    }

    [Fact]
    public async Task Entries_that_changed_places_are_named()
    {
        await WriteDaysAsync();
        await _folder.ChangeAsync("update entries set number=-1 where number=6; update entries set number=6 where number=7; update entries set number=7 where number=-1");
        Assert.Equal(6, (await _folder.VerifyAsync()).Failure!.Entry);
    }

    [Theory]
    [InlineData("delete from entries where number=6", 6)]
    [InlineData("delete from entries where number=6; delete from terms where number=6; update days set count=count-1 where day=(select day from entries where number=7)", null)]
    [InlineData("delete from entries where number=12", null)]
    [InlineData("insert into gone values(6,6,(select day from entries where number=6)); delete from entries where number=6; delete from terms where number=6", null)]
    public async Task A_deleted_entry_is_told_with_its_day(string change, int? entry)
    {
        await WriteDaysAsync();
        await _folder.ChangeAsync(change);
        var failure = (await _folder.VerifyAsync()).Failure!;
        Assert.NotNull(failure.Day);
        if (entry is not null) Assert.Equal(entry, failure.Entry);
    }

    [Fact]
    public async Task A_removed_day_is_named_first_with_its_head()
    {
        await WriteDaysAsync();
        await _folder.ChangeAsync("""
            update entries set leaf=zeroblob(32) where number=1;
            delete from days where day=(select day from entries where number=6);
            delete from entries where number between 5 and 8;
            """);
        var failure = (await _folder.VerifyAsync()).Failure!;
        Assert.Equal((new DateOnly(2026, 11, 23), SealsFaults.TreeDiffers, 2), (failure.Day, failure.Fault, failure.Head));
    }

    [Fact]
    public async Task A_journal_that_was_taken_away_is_told_and_numbers_go_on_behind_it()
    {
        await WriteDaysAsync();
        await _folder.CloseAsync();
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
        Assert.Equal(new DateOnly(2026, 11, 22), (await _folder.VerifyAsync()).Failure!.Day);
        Assert.Equal(13, await _folder.WriteAsync("calls.search"));
    }

    [Fact]
    public async Task An_entry_signed_anew_with_the_keys_does_not_fit_the_heads()
    {
        await WriteDaysAsync();
        await _folder.CloseAsync();
        var seal = new JournalSeal(_folder.Keys);
        var at = JournalRow.MicrosecondsOf(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var forged = seal.Seal(2, at, new JournalEntry { Actor = JournalFolder.Anna, Act = "calls.search", Outcome = ActOutcome.Done, Detail = "0 9", Objects = ["call:x"] });
        await _folder.ChangeAsync($"update entries set sealed=x'{Convert.ToHexString(forged.Sealed)}', leaf=x'{Convert.ToHexString(forged.Leaf)}' where number=2");
        var failure = (await _folder.VerifyAsync()).Failure!;
        Assert.Equal((new DateOnly(2026, 11, 22), SealsFaults.TreeDiffers, 1), (failure.Day, failure.Fault, failure.Head));
    }

    [Theory]
    [InlineData("delete from terms where number=3")]
    [InlineData("insert into terms values(1,1)")]
    [InlineData("insert into terms values(5,99)")]
    public async Task An_entry_hidden_from_searches_is_told(string change)
    {
        await WriteDaysAsync();
        await _folder.ChangeAsync(change);
        Assert.Equal(AccessFaults.JournalDamaged, (await _folder.VerifyAsync()).Failure!.Fault);
    }

    [Fact]
    public async Task On_a_damaged_day_writing_goes_on_with_the_fault_told()
    {
        await WriteDaysAsync();
        _folder.Clock.Advance(TimeSpan.FromDays(-1));
        await _folder.ChangeAsync("update days set count=3 where day=(select day from entries where number=9); delete from entries where number=9");
        Assert.Equal(13, await _folder.WriteAsync("calls.search"));
        var report = await (await _folder.OpenAsync()).SealAsync(Stop);
        Assert.Contains("2026-11-24", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Equal(Numbers(13), await _folder.FindAsync(new JournalSearch { Limit = 1 }));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await _folder.WriteAsync("calls.search");
        await _folder.ChangeAsync("pragma user_version=2");
        Assert.Equal(AccessFaults.JournalNewer, (await Assert.ThrowsAsync<AccessException>(() => _folder.WriteAsync("calls.search"))).Code);
    }

    private static long[] Numbers(params long[] numbers) => numbers;
}

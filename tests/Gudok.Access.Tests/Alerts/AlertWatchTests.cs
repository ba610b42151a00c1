using Gudok.Access.Tests.Journal;
using Gudok.Seals;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Access.Tests.Alerts;

public sealed class AlertWatchTests : IAsyncDisposable
{
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(AlertWatch Watch, AlertBook Book)> WatchAsync()
    {
        var journal = await _folder.OpenAsync();
        var book = new AlertBook(journal, journal);
        return (new AlertWatch(journal, _folder.Heads, AlertRules.Default, book, [], _folder.Clock, NullLogger.Instance), book);
    }

    private async Task CopyAsync(int times)
    {
        // A Monday, noon in Moscow.
        _folder.Clock.Advance(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero) - _folder.Clock.GetUtcNow() is { Ticks: > 0 } rest ? rest : TimeSpan.Zero);
        for (var i = 0; i < times; i++) await _folder.WriteAsync("number.copy");
    }

    [Fact]
    public async Task An_alert_is_an_entry_and_is_acknowledged_by_one()
    {
        var (watch, book) = await WatchAsync();
        await using (watch)
        {
            await watch.CatchUpAsync(Stop);
            Assert.Equal(0, await book.CountOpenAsync(null, Stop));
            await CopyAsync(5);
            await watch.CatchUpAsync(Stop);
            var alert = Assert.Single(await book.ListAsync(null, null, Stop));
            Assert.Equal(("number-copies", "anna", JournalFolder.Anna.Id, 5, 5L), (alert.Rule, alert.ActorName, alert.ActorId, alert.Count, alert.Last));
            Assert.Equal(1, await book.CountOpenAsync(null, Stop));
            var done = await book.AcknowledgeAsync(alert.Number, JournalFolder.Boris, "asked her", Stop);
            Assert.Equal(("boris", "asked her"), (done!.Acknowledged!.Entry.Actor.Name, done.Acknowledged.Entry.Reason));
            var again = await book.AcknowledgeAsync(alert.Number, JournalFolder.Anna, "me too", Stop);
            Assert.Equal("boris", again!.Acknowledged!.Entry.Actor.Name);
            Assert.Equal(0, await book.CountOpenAsync(null, Stop));
            Assert.Null(await book.AcknowledgeAsync(1, JournalFolder.Boris, "no alert", Stop));
            Assert.Empty(await book.ListAsync(null, ["boris"], Stop));
            Assert.Null((await _folder.VerifyAsync()).Failure);
        }
    }

    [Fact]
    public async Task A_disk_that_fails_for_a_while_neither_loses_an_alert_nor_counts_twice()
    {
        var journal = await _folder.OpenAsync();
        var (marks, book) = (new FailingMarks(_folder.Heads), new AlertBook(journal, journal));
        await _folder.WriteAsync("calls.search", JournalFolder.Boris);
        await using var watch = new AlertWatch(journal, marks, AlertRules.Default, book, [], _folder.Clock, NullLogger.Instance);
        await watch.CatchUpAsync(Stop);
        marks.Fails = true;
        await CopyAsync(3);
        for (var tries = 0; tries < 3; tries++) await Assert.ThrowsAsync<IOException>(() => watch.CatchUpAsync(Stop));
        Assert.Empty(await book.ListAsync(null, null, Stop));
        marks.Fails = false;
        await CopyAsync(2);
        await watch.CatchUpAsync(Stop);
        Assert.Equal(5, Assert.Single(await book.ListAsync(null, null, Stop)).Count);
    }

    [Fact]
    public async Task A_restart_within_the_window_neither_forgets_the_count_nor_tells_twice()
    {
        await _folder.WriteAsync("calls.search", JournalFolder.Boris);
        var (first, _) = await WatchAsync();
        await using (first)
        {
            await first.CatchUpAsync(Stop);
            await CopyAsync(3);
            await first.CatchUpAsync(Stop);
        }

        // Two come while nobody watches.
        await _folder.CloseAsync();
        await CopyAsync(2);
        var (second, book) = await WatchAsync();
        await using (second)
        {
            await second.CatchUpAsync(Stop);
            Assert.Single(await book.ListAsync(null, null, Stop));
        }

        await _folder.CloseAsync();
        var (third, later) = await WatchAsync();
        await using (third)
        {
            await CopyAsync(2);
            await third.CatchUpAsync(Stop);
            Assert.Single(await later.ListAsync(null, null, Stop));
        }
    }

    [Fact]
    public async Task The_past_before_the_first_watch_is_not_told_as_news()
    {
        await CopyAsync(5);
        var (watch, book) = await WatchAsync();
        await using (watch)
        {
            await watch.CatchUpAsync(Stop);
            Assert.Empty(await book.ListAsync(null, null, Stop));
        }
    }

    [Fact]
    public async Task A_new_address_is_one_that_the_journal_never_saw_of_an_actor_whom_it_knows()
    {
        await CopyAsync(0);
        var (watch, book) = await WatchAsync();
        await using (watch)
        {
            await _folder.WriteAsync("calls.search", JournalFolder.Boris);
            await watch.CatchUpAsync(Stop);
            await _folder.WriteAsync("calls.search");
            await watch.CatchUpAsync(Stop);
            Assert.Empty(await book.ListAsync(null, null, Stop));
            await _folder.WriteAsync("calls.search", JournalFolder.Anna with { Address = "10.9.9.9" });
            await watch.CatchUpAsync(Stop);
            Assert.Equal("new-device", Assert.Single(await book.ListAsync(null, null, Stop)).Rule);
        }
    }

    [Fact]
    public async Task What_was_judged_before_the_journal_failed_is_not_judged_again()
    {
        await CopyAsync(0);
        var (before, _) = await WatchAsync();
        await using (before)
        {
            await _folder.WriteAsync("calls.search", JournalFolder.Boris);
            await before.CatchUpAsync(Stop);
        }

        // Four copies of somebody without an address, which nothing is looked up for; then somebody whose address is looked up.
        for (var copy = 0; copy < 4; copy++) await _folder.WriteAsync("number.copy", JournalFolder.Anna with { Address = null });
        await _folder.WriteAsync("calls.search");
        // Before the watch is there, which looks by itself as soon as it is.
        await _folder.ChangeBesideAsync("alter table terms rename to hidden");
        var (watch, book) = await WatchAsync();
        await using (watch)
        {
            for (var attempt = 0; attempt < 2; attempt++) await Assert.ThrowsAsync<IOException>(() => watch.CatchUpAsync(Stop));
            await _folder.ChangeBesideAsync("alter table hidden rename to terms");
            await watch.CatchUpAsync(Stop);
            Assert.DoesNotContain(await book.ListAsync(null, null, Stop), alert => alert.Rule == "number-copies");
        }
    }

    [Fact]
    public async Task An_entry_that_was_changed_is_told_and_hides_none_behind_it()
    {
        await CopyAsync(1);
        var (before, _) = await WatchAsync();
        await using (before) await before.CatchUpAsync(Stop);
        await CopyAsync(3);
        await _folder.ChangeAsync("update entries set sealed=zeroblob(length(sealed)) where number=2");
        var (watch, book) = await WatchAsync();
        await using (watch)
        {
            await CopyAsync(5);
            await watch.CatchUpAsync(Stop);
            var alerts = await book.ListAsync(null, null, Stop);
            Assert.Equal(["journal-gap", "number-copies"], alerts.Select(alert => alert.Rule).Order());
            Assert.Contains("entry 2 of the journal", alerts.Single(alert => alert.Rule == "journal-gap").Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_entry_that_is_changed_after_it_was_judged_is_told_when_anybody_reads_it()
    {
        await CopyAsync(2);
        var (watch, book) = await WatchAsync();
        await using (watch)
        {
            await watch.CatchUpAsync(Stop);
            await _folder.ChangeBesideAsync("update entries set outcome='failed' where number=1");
            await watch.CatchUpAsync(Stop);
            Assert.Empty(await book.ListAsync(null, null, Stop));
            await _folder.FindAsync(new JournalSearch());
            await watch.CatchUpAsync(Stop);
            Assert.Equal("journal-gap", Assert.Single(await book.ListAsync(null, null, Stop)).Rule);
            await _folder.FindAsync(new JournalSearch());
            await watch.CatchUpAsync(Stop);
            Assert.Single(await book.ListAsync(null, null, Stop));
        }
    }

    [Fact]
    public async Task A_damaged_journal_raises_one_alert_also_after_a_restart()
    {
        await _folder.WriteAsync("calls.search");
        var (watch, book) = await WatchAsync();
        await using (watch)
        {
            await watch.TellGapAsync("day 2026-11-22 no longer holds what head 1 says of it", Stop);
            await watch.TellGapAsync("day 2026-11-22 no longer holds what head 1 says of it", Stop);
            Assert.Contains("head 1", Assert.Single(await book.ListAsync(null, null, Stop)).Detail, StringComparison.Ordinal);
        }

        var (again, later) = await WatchAsync();
        await using (again)
        {
            await again.TellGapAsync("day 2026-11-22 no longer holds what head 1 says of it", Stop);
            Assert.Single(await later.ListAsync(null, null, Stop));
            await again.TellGapAsync("entry 7 does not open", Stop);
            Assert.Equal(2, (await later.ListAsync(null, null, Stop)).Count);
            for (var entry = 8; entry < 60; entry++) await again.TellGapAsync($"entry {entry} does not open", Stop);
            var all = await later.ListAsync(null, null, Stop);
            Assert.InRange(all.Count, 20, 23);
            Assert.Single(all, alert => alert.Detail.StartsWith("more of the journal", StringComparison.Ordinal));
        }
    }

    /// <summary>Marks on a disk that can be full.</summary>
    private sealed class FailingMarks(IHeadStore inner) : IHeadStore
    {
        public bool Fails { get; set; }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public ValueTask<SignedHead?> LastAsync(CancellationToken cancellationToken) => inner.LastAsync(cancellationToken);

        public ValueTask<IReadOnlyList<TreeHead>> TreesAsync(string log, CancellationToken cancellationToken) => inner.TreesAsync(log, cancellationToken);

        public ValueTask AppendAsync(IReadOnlyList<TreeHead> heads, CancellationToken cancellationToken) => inner.AppendAsync(heads, cancellationToken);

        public ValueTask<IReadOnlyList<string>> ReadAsync(long from, int most, CancellationToken cancellationToken) => inner.ReadAsync(from, most, cancellationToken);

        public ValueTask<IReadOnlyList<string>> ReadAsync(TreeName tree, CancellationToken cancellationToken) => inner.ReadAsync(tree, cancellationToken);

        public ValueTask<IReadOnlyList<DateOnly>> DaysAsync(string log, CancellationToken cancellationToken) => inner.DaysAsync(log, cancellationToken);

        public ValueTask<long> MarkAsync(string witness, CancellationToken cancellationToken) => inner.MarkAsync(witness, cancellationToken);

        public ValueTask SetMarkAsync(string witness, long number, CancellationToken cancellationToken) =>
            Fails ? throw new IOException("the disk is full") : inner.SetMarkAsync(witness, number, cancellationToken);
    }
}

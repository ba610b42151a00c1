namespace Gudok.Access.Tests.Journal;

public sealed class JournalSearchTests : IAsyncDisposable
{
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task FillAsync()
    {
        await _folder.WriteAsync("calls.search");
        await _folder.WriteAsync("number.reveal", objects: ["call:a", "party:b"]);
        _folder.Clock.Advance(TimeSpan.FromDays(1));
        await _folder.WriteAsync("number.copy", JournalFolder.Boris, ActOutcome.Refused, objects: "call:a");
        await _folder.WriteAsync("numbers.list", JournalFolder.Boris);
        _folder.Clock.Advance(TimeSpan.FromDays(1));
        await _folder.WriteAsync("calls.search", JournalFolder.Boris, ActOutcome.Failed);
    }

    public static TheoryData<JournalSearch, long[]> Searches => new()
    {
        { new JournalSearch(), [5, 4, 3, 2, 1] },
        { new JournalSearch { Actor = "ANNA" }, [2, 1] },
        { new JournalSearch { Actor = "os:boris" }, [5, 4, 3] },
        { new JournalSearch { Actor = "ann" }, [] },
        { new JournalSearch { Act = "number.reveal" }, [2] },
        { new JournalSearch { Act = "number." }, [3, 2] },
        { new JournalSearch { Object = "call:a" }, [3, 2] },
        { new JournalSearch { Object = "call:a", Actor = "anna" }, [2] },
        { new JournalSearch { Outcome = ActOutcome.Refused }, [3] },
        { new JournalSearch { Outcome = ActOutcome.Done, Act = "calls.search" }, [1] },
        { new JournalSearch { From = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero) }, [5, 4, 3] },
        { new JournalSearch { From = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), To = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero) }, [4, 3] },
        { new JournalSearch { To = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero) }, [] },
        { new JournalSearch { Before = 4, Limit = 2 }, [3, 2] },
    };

    [Theory]
    [MemberData(nameof(Searches), DisableDiscoveryEnumeration = true)]
    public async Task A_search_finds_what_fits_all_that_is_given(JournalSearch search, long[] expected)
    {
        await FillAsync();
        Assert.Equal(expected, await _folder.FindAsync(search));
    }

    [Fact]
    public async Task Pages_follow_each_other_to_the_end()
    {
        await FillAsync();
        var journal = await _folder.OpenAsync();
        var found = new List<long>();
        long? before = null;
        do
        {
            var page = await journal.SearchAsync(new JournalSearch { Limit = 2, Before = before }, TestContext.Current.CancellationToken);
            found.AddRange(page.Entries.Select(kept => kept.Number));
            before = page.Next;
        }
        while (before is not null);
        Assert.Equal([5, 4, 3, 2, 1], found);
    }
}

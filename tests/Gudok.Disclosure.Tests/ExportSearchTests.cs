using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Disclosure.Tests;

public sealed class ExportSearchTests
{
    [Fact]
    public void Every_member_of_a_search_is_read_back()
    {
        var search = new CallSearch
        {
            From = Instant.From(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)),
            To = Instant.From(new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero)),
            Number = "+7 916",
            Reach = NumberReach.Whole | NumberReach.ShownDigits,
            Directions = [CallDirection.Inbound],
            Dispositions = [CallDisposition.Busy],
            MinTalkSeconds = 1.5,
            MaxTalkSeconds = 9,
            Operators = ["ivanova"],
            Services = ["a"],
            Topics = ["b"],
            Kinds = ["complaint"],
            Handlings = ["handled"],
            Priorities = [1, 2],
            LinkId = "00a",
            Limit = 7,
        };
        Assert.All(typeof(CallSearch).GetProperties().Where(member => member.Name != nameof(CallSearch.Cursor)), member => Assert.NotNull(member.GetValue(search)));
        var read = ExportSearch.Read(ExportSearch.Write(search with { Cursor = "next" }))!;
        Assert.Equal(ExportSearch.Write(search), ExportSearch.Write(read));
        Assert.Equal((search.From, search.Number, search.Reach, "busy"), (read.From, read.Number, read.Reach, Word.Of(read.Dispositions![0])));
        Assert.Null(read.Cursor);
    }

    [Fact]
    public void What_has_ended_has_no_search() => Assert.Null(ExportSearch.Read(""));
}

using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>What every ledger must do with amendments. An implementation derives from it and runs all of it.</summary>
public abstract class CallAmendmentContract : IAsyncDisposable
{
    private readonly List<ICallLedger> _opened = [];

    /// <summary>The clock of the ledgers.</summary>
    protected ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static Instant Start => LedgerEntries.Start;

    private static CancellationToken None => CancellationToken.None;

    private static readonly AmendedValues Everything = new()
    {
        Service = "паспортный стол",
        Topic = "замена паспорта",
        Kind = "complaint",
        Application = "A-17",
        Priority = 2,
        Handling = "inWork",
        TransferredTo = RecordId.Create(Start, LedgerEntries.KeyOf(99)),
        Note = new SealedNote([new PartyId(1001), new PartyId(7)], new byte[] { 1, 2, 3 }),
    };

    /// <summary>Opens an empty ledger of this test.</summary>
    protected abstract ValueTask<ICallLedger> OpenAsync();

    /// <summary>Disposes the ledgers of the test.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var ledger in _opened) await ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_amended_shows_everywhere_and_the_fact_stays()
    {
        var (ledger, id) = await OpenWithOneAsync();
        var made = Assert.IsType<AmendOutcome.Made>(await AmendAsync(ledger, id, Everything));
        Assert.Equal(2, ledger.Position);
        var found = (await ledger.FindAsync(id, None))!;
        Assert.Equal(RecordText.Of(made.Record), RecordText.Of(found));
        Assert.Equal((1, RecordText.Of(Everything)), (found.Version, RecordText.Of(found.Amended!)));
        Assert.Equal(RecordText.OfFact(LedgerEntries.Record(1, Start)), RecordText.OfFact(found));
        Assert.Equal(RecordText.Of(found), RecordText.Of(Assert.Single((await ledger.QueryAsync(new CallQuery(), None)).Records)));
    }

    [Fact]
    public async Task The_last_word_on_each_member_wins()
    {
        var (ledger, id) = await OpenWithOneAsync();
        await AmendAsync(ledger, id, Everything, days: 1);
        await AmendAsync(ledger, id, new AmendedValues { Handling = "handled", Topic = "" }, days: 2);
        await AmendAsync(ledger, id, new AmendedValues { Note = SealedNote.None, Priority = 0, TransferredTo = default(RecordId) }, days: 0);
        var amended = (await ledger.FindAsync(id, None))!.Amended!;
        var expected = Everything with { Handling = "handled", Topic = "", Note = SealedNote.None, Priority = 0, TransferredTo = default(RecordId) };
        Assert.Equal(RecordText.Of(expected), RecordText.Of(amended));
        Assert.Null(CallTags.None.With(amended).Topic);
        Assert.Null(CallTags.None.With(amended).Priority);
    }

    [Fact]
    public async Task The_history_tells_who_amended_what_and_when()
    {
        var (ledger, id) = await OpenWithOneAsync();
        CallAmendment[] made =
        [
            LedgerEntries.Amendment(id, Start + TimeSpan.FromDays(1), Everything, "ivanov"),
            LedgerEntries.Amendment(id, Start + TimeSpan.FromDays(2), new AmendedValues { Kind = "enquiry" }),
        ];
        foreach (var amendment in made) await ledger.AmendAsync(amendment, null, None);
        Assert.Equal(made.Select(Flat), (await ledger.AmendmentsAsync(id, None)).Select(Flat));
        Assert.Empty(await ledger.AmendmentsAsync(RecordId.Create(Start, LedgerEntries.KeyOf(2)), None));
    }

    [Fact]
    public async Task Whoever_saw_an_older_version_overwrites_nothing()
    {
        var (ledger, id) = await OpenWithOneAsync();
        Assert.IsType<AmendOutcome.Made>(await ledger.AmendAsync(LedgerEntries.Amendment(id, Start, new AmendedValues { Topic = "a" }), 0, None));
        Assert.Equal(
            new AmendOutcome.Changed(1), await ledger.AmendAsync(LedgerEntries.Amendment(id, Start, new AmendedValues { Topic = "b" }), 0, None));
        Assert.Equal(("a", 2), ((await ledger.FindAsync(id, None))!.Amended!.Topic, ledger.Position));
        Assert.IsType<AmendOutcome.Made>(await ledger.AmendAsync(LedgerEntries.Amendment(id, Start, new AmendedValues { Topic = "b" }), 1, None));
    }

    [Fact]
    public async Task What_is_not_there_or_says_nothing_is_not_amended()
    {
        var (ledger, id) = await OpenWithOneAsync();
        var other = RecordId.Create(Start, LedgerEntries.KeyOf(2));
        Assert.IsType<AmendOutcome.Missing>(await AmendAsync(ledger, other, Everything));
        await Assert.ThrowsAsync<ArgumentException>(() => AmendAsync(ledger, id, new AmendedValues()));
        await Assert.ThrowsAsync<ArgumentException>(async () => await ledger.AmendAsync(LedgerEntries.Amendment(id, Start, Everything, ""), null, None));
        Assert.Equal(1, ledger.Position);
    }

    [Fact]
    public async Task Filters_see_amended_values()
    {
        var ledger = await Open();
        var records = Enumerable.Range(1, 4).Select(n => LedgerEntries.Record(n, Start + TimeSpan.FromMinutes(n)) with
        {
            Tags = new CallTags { Operator = n < 3 ? "ivanova" : "petrova", Kind = "enquiry", Topic = "дороги", Priority = n },
        }).ToArray();
        await ledger.AppendAsync(LedgerEntries.Batch(records.Select(record => LedgerEntries.Entry(record))), None);
        await ledger.CloseSegmentsAsync(None);
        await AmendAsync(ledger, records[0].Id, new AmendedValues { Kind = "complaint", Handling = "handled", Priority = 9 });
        await AmendAsync(ledger, records[1].Id, new AmendedValues { Topic = "", Service = "112" });
        await Finds(ledger, new CallQuery { Kinds = ["enquiry"] }, 4, 3, 2);
        await Finds(ledger, new CallQuery { Kinds = ["complaint"], Handlings = ["handled"] }, 1);
        await Finds(ledger, new CallQuery { Topics = ["Дороги", "мосты"] }, 4, 3, 1);
        await Finds(ledger, new CallQuery { Services = ["112"] }, 2);
        await Finds(ledger, new CallQuery { Priorities = [1, 4, 9] }, 4, 1);
        await Finds(ledger, new CallQuery { Operators = ["ivanova"], Dispositions = [CallDisposition.Answered], Limit = 1 }, 2);
        await Finds(ledger, new CallQuery { Kinds = [] });
    }

    [Fact]
    public async Task A_correction_and_an_amendment_do_not_take_each_other_away()
    {
        var (ledger, id) = await OpenWithOneAsync();
        await AmendAsync(ledger, id, Everything);
        var record = (await ledger.FindAsync(id, None))!;
        Assert.Equal(0, (await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record, Start)]), None)).Corrected);
        var moved = record with { SipStatus = 486, StartedAt = Start - TimeSpan.FromDays(1) };
        Assert.Equal(1, (await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(moved, Start)]), None)).Corrected);
        await AmendAsync(ledger, id, new AmendedValues { Topic = "b" });
        var now = (await ledger.FindAsync(id, None))!;
        Assert.Equal((486, "b", "complaint", 2), (now.SipStatus, now.Amended!.Topic, now.Amended.Kind, now.Version));
        await Finds(ledger, new CallQuery { Kinds = ["complaint"] }, 1);
        Assert.Null(Assert.Single(await ledger.CorrectionsAsync(id, None)).Record.Amended);
    }

    [Fact]
    public async Task Handlers_hear_of_amended_records()
    {
        var (ledger, id) = await OpenWithOneAsync();
        var heard = new List<AppendedRecords>();
        using (ledger.OnAppended(heard.Add)) await AmendAsync(ledger, id, Everything);
        var only = Assert.Single(heard);
        Assert.Equal((2, 1, 0), (only.Position, only.Amended[0].Version, only.Records.Count));
    }

    [Fact]
    public async Task Verify_counts_amendments()
    {
        var (ledger, id) = await OpenWithOneAsync();
        await AmendAsync(ledger, id, Everything, days: 1);
        await AmendAsync(ledger, id, new AmendedValues { Topic = "b" }, days: 1);
        var expected = new VerifyReport(2, 1, 0, null) { Amendments = 2 };
        Assert.Equal(expected, (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
        await ledger.CloseSegmentsAsync(None);
        Assert.Equal(expected, (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
    }

    private async Task<ICallLedger> Open()
    {
        var ledger = await OpenAsync();
        _opened.Add(ledger);
        return ledger;
    }

    private async Task<(ICallLedger Ledger, RecordId Id)> OpenWithOneAsync()
    {
        var ledger = await Open();
        var record = LedgerEntries.Record(1, Start);
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record)), None);
        return (ledger, record.Id);
    }

    private static async Task<AmendOutcome> AmendAsync(ICallLedger ledger, RecordId id, AmendedValues changes, int days = 0) =>
        await ledger.AmendAsync(LedgerEntries.Amendment(id, Start + TimeSpan.FromDays(days), changes), null, None);

    private static async Task Finds(ICallLedger ledger, CallQuery query, params int[] numbers)
    {
        var found = new List<CallRecord>();
        for (RecordPage? page = null; page is null || page.Next is not null;)
        {
            page = await ledger.QueryAsync(query with { After = page?.Next }, None);
            found.AddRange(page.Records);
            if (query.Limit == 1) break;
        }

        Assert.Equal(numbers, found.Select(record => (int)record.Caller.Value - 1000));
    }

    private static string Flat(CallAmendment amendment) => $"{amendment.Id} {amendment.MadeAt} {amendment.Actor} {RecordText.Of(amendment.Changes)}";
}

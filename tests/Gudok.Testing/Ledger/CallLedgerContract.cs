using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>What every ledger must do. An implementation derives from it and runs all of it.</summary>
public abstract class CallLedgerContract : IAsyncDisposable
{
    private readonly List<ICallLedger> _opened = [];

    /// <summary>The clock of the ledgers: noon of the day after <see cref="LedgerEntries.Start"/>'s.</summary>
    protected ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static Instant Start => LedgerEntries.Start;

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Opens an empty ledger of this test.</summary>
    protected abstract ValueTask<ICallLedger> OpenAsync();

    /// <summary>Disposes the ledgers of the test.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var ledger in _opened) await ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_appended_is_found_whole()
    {
        var ledger = await Open();
        var record = Rich(1, Start);
        var report = await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record)), None);
        Assert.Equal(new AppendReport(1, 0, 0), report);
        Assert.Equal(1, ledger.Position);
        Assert.Equal(RecordText.Of(record), RecordText.Of((await ledger.FindAsync(record.Id, None))!));
        Assert.Null(await ledger.FindAsync(RecordId.Create(Start, LedgerEntries.KeyOf(2)), None));
    }

    [Fact]
    public async Task Append_of_the_same_id_adds_nothing()
    {
        var ledger = await Open();
        var entry = LedgerEntries.Entry(LedgerEntries.Record(1, Start));
        Assert.Equal(new AppendReport(1, 1, 0), await ledger.AppendAsync(LedgerEntries.Batch(entry, entry), None));
        Assert.Equal(new AppendReport(0, 1, 0), await ledger.AppendAsync(LedgerEntries.Batch(entry), None));
        Assert.Equal(1, ledger.Position);
    }

    [Theory]
    [InlineData(3600, 1)]
    [InlineData(-3600, 1)]
    [InlineData(3601, 0)]
    [InlineData(-3601, 0)]
    [InlineData(0, 1)]
    public async Task Same_key_within_an_hour_is_the_same_call(int secondsLater, int known)
    {
        var ledger = await Open();
        await Append(ledger, LedgerEntries.Record(1, Start));
        var again = await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(1, Start + TimeSpan.FromSeconds(secondsLater)))), None);
        Assert.Equal(known, again.Known);
    }

    [Fact]
    public async Task Same_key_within_an_hour_is_the_same_call_across_midnight()
    {
        var ledger = await Open();
        var midnight = new Instant(Start.Micros - Start.Micros % 86_400_000_000) + TimeSpan.FromDays(1);
        await Append(ledger, LedgerEntries.Record(1, midnight - TimeSpan.FromMinutes(5)));
        await ledger.CloseSegmentsAsync(None);
        var again = LedgerEntries.Record(1, midnight + TimeSpan.FromMinutes(5));
        Assert.Equal(1, (await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(again)), None)).Known);
    }

    [Fact]
    public async Task Probe_names_the_nearest_known_record()
    {
        var ledger = await Open();
        var first = LedgerEntries.Record(1, Start);
        var second = LedgerEntries.Record(1, Start + TimeSpan.FromMinutes(61)) with { IsComplete = false };
        await Append(ledger, first, second);
        var key = LedgerEntries.KeyOf(1);
        var known = await ledger.FindKnownAsync(
            [new CallProbe(key, Start + TimeSpan.FromMinutes(10)), new CallProbe(key, Start + TimeSpan.FromMinutes(50)), new CallProbe(LedgerEntries.KeyOf(2), Start)],
            None);
        Assert.Equal([new KnownRecord(first.Id, true), new KnownRecord(second.Id, false), null], known);
    }

    [Fact]
    public async Task Probe_of_a_bye_finds_the_open_call_of_days_before()
    {
        var ledger = await Open();
        var open = LedgerEntries.Record(1, Start) with { EndedAt = null, TalkMs = null, IsComplete = false };
        await Append(ledger, open, LedgerEntries.Record(2, Start));
        await ledger.CloseSegmentsAsync(None);
        var later = Start + TimeSpan.FromDays(8);
        Assert.Equal(
            [new KnownRecord(open.Id, false), null, null, null],
            await ledger.FindKnownAsync(
                [
                    new CallProbe(LedgerEntries.KeyOf(1), later, SeekOpenBefore: true),
                    new CallProbe(LedgerEntries.KeyOf(1), later),
                    new CallProbe(LedgerEntries.KeyOf(1), later + TimeSpan.FromSeconds(1), SeekOpenBefore: true),
                    new CallProbe(LedgerEntries.KeyOf(2), later, SeekOpenBefore: true),
                ],
                None));
    }

    [Fact]
    public async Task Correction_shows_everywhere_and_keeps_its_history()
    {
        var ledger = await Open();
        var record = LedgerEntries.Record(1, Start);
        await Append(ledger, record, LedgerEntries.Record(2, Start));
        await ledger.CloseSegmentsAsync(None);
        var once = record with { Disposition = CallDisposition.Busy, Callee = new PartyId(99), TalkMs = 0, SessionId = "other@test" };
        var twice = once with { StartedAt = Start - TimeSpan.FromDays(1) };
        var corrections = new[] { LedgerEntries.Correction(once, Start + TimeSpan.FromDays(1)), LedgerEntries.Correction(twice, Start + TimeSpan.FromDays(2)) };
        foreach (var correction in corrections)
        {
            Assert.Equal(new AppendReport(0, 0, 1), await ledger.AppendAsync(new LedgerBatch([], [correction]), None));
        }

        Assert.Equal(4, ledger.Position);
        Assert.Equal(RecordText.Of(twice), RecordText.Of((await ledger.FindAsync(record.Id, None))!));
        await Finds(ledger, new CallQuery(), 2, 1);
        await Finds(ledger, new CallQuery { Parties = [new PartyId(99)] }, 1);
        await Finds(ledger, new CallQuery { Dispositions = [CallDisposition.Busy] }, 1);
        await Finds(ledger, new CallQuery { From = Start }, 2);
        var history = await ledger.CorrectionsAsync(record.Id, None);
        Assert.Equal(corrections.Select(c => c.MadeAt), history.Select(c => c.MadeAt));
        Assert.Equal(corrections.Select(c => RecordText.Of(c.Record)), history.Select(c => RecordText.Of(c.Record)));
        Assert.Equal(corrections.Select(Flat), history.Select(Flat));
    }

    [Fact]
    public async Task Correction_that_changes_nothing_is_not_added()
    {
        var ledger = await Open();
        var record = LedgerEntries.Record(1, Start);
        var corrected = record with { SipStatus = 487 };
        await Append(ledger, record);
        Assert.Equal(0, (await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record, Start)]), None)).Corrected);
        Assert.Equal(1, (await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(corrected, Start)]), None)).Corrected);
        Assert.Equal(0, (await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(corrected, Start)]), None)).Corrected);
        Assert.Equal(2, ledger.Position);
    }

    [Fact]
    public async Task Correction_may_come_with_its_record_but_not_without()
    {
        var ledger = await Open();
        var record = LedgerEntries.Record(1, Start);
        var correction = LedgerEntries.Correction(record with { SipStatus = 487 }, Start);
        await Assert.ThrowsAsync<ArgumentException>(async () => await ledger.AppendAsync(new LedgerBatch([LedgerEntries.Entry(LedgerEntries.Record(2, Start))], [correction]), None));
        Assert.Equal(0, ledger.Position);
        Assert.Equal(new AppendReport(1, 0, 1), await ledger.AppendAsync(new LedgerBatch([LedgerEntries.Entry(record)], [correction]), None));
        Assert.Equal(487, (await ledger.FindAsync(record.Id, None))!.SipStatus);
    }

    [Fact]
    public async Task Corrected_start_names_the_call_too()
    {
        var ledger = await Open();
        var record = LedgerEntries.Record(1, Start);
        await Append(ledger, record);
        var earlier = Start - TimeSpan.FromHours(5);
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record with { StartedAt = earlier }, Start)]), None);
        var known = await ledger.FindKnownAsync([new CallProbe(LedgerEntries.KeyOf(1), earlier), new CallProbe(LedgerEntries.KeyOf(1), Start)], None);
        Assert.All(known, found => Assert.Equal(record.Id, found!.Id));
    }

    [Fact]
    public async Task Pages_follow_each_other_newest_first_without_gap_or_repeat()
    {
        var ledger = await Open();
        for (var round = 0; round < 4; round++)
        {
            // Several segments a day, several days, equal starts.
            await Append(ledger, [.. Enumerable.Range(round * 25, 25).Select(n => LedgerEntries.Record(n, Start + TimeSpan.FromHours(n % 10 * 7)))]);
            if (round != 2) await ledger.CloseSegmentsAsync(None);
        }

        var expected = Enumerable.Range(0, 100).Select(n => LedgerEntries.Record(n, Start + TimeSpan.FromHours(n % 10 * 7)))
            .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Select(r => r.Id).ToList();
        var seen = new List<RecordId>();
        RecordPage page;
        var query = new CallQuery { Limit = 7 };
        do
        {
            page = await ledger.QueryAsync(query, None);
            seen.AddRange(page.Records.Select(r => r.Id));
            query = query with { After = page.Next };
        }
        while (page.Next is not null);

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Filters_narrow_together()
    {
        var ledger = await Open();
        var link = LedgerEntries.KeyOf(50);
        await Append(
            ledger,
            LedgerEntries.Record(1, Start),
            LedgerEntries.Record(2, Start) with { Direction = CallDirection.Outbound, TalkMs = null, LinkId = link },
            LedgerEntries.Record(3, Start + TimeSpan.FromMinutes(1)) with { Disposition = CallDisposition.Busy, TalkMs = 0, LinkId = link });
        await Finds(ledger, new CallQuery { Directions = [CallDirection.Outbound, CallDirection.Transit] }, 2);
        await Finds(ledger, new CallQuery { MinTalkMs = 60_000 }, 1);
        await Finds(ledger, new CallQuery { MaxTalkMs = 59_999 }, 3);
        await Finds(ledger, new CallQuery { LinkId = link }, 3, 2);
        await Finds(ledger, new CallQuery { LinkId = link, To = Start + TimeSpan.FromMinutes(1) }, 2);
        await Finds(ledger, new CallQuery { Parties = [new PartyId(1003), new PartyId(5)] }, 3);
        await Finds(ledger, new CallQuery { Parties = [] });
        await Finds(ledger, new CallQuery { Directions = [] });
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await ledger.QueryAsync(new CallQuery { Limit = 0 }, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await ledger.QueryAsync(new CallQuery { Limit = CallQuery.MaxLimit + 1 }, None));
    }

    [Fact]
    public async Task Party_of_a_second_leg_finds_the_call()
    {
        var ledger = await Open();
        var record = Rich(1, Start);
        await Append(ledger, record);
        await ledger.CloseSegmentsAsync(None);
        await Finds(ledger, new CallQuery { Parties = [record.Legs[1].Callee] }, 1);
    }

    [Fact]
    public async Task Rollups_count_and_follow_corrections()
    {
        var ledger = await Open();
        var record = LedgerEntries.Record(1, Start);
        await Append(ledger, record, LedgerEntries.Record(2, Start + TimeSpan.FromSeconds(59)), LedgerEntries.Record(3, Start + TimeSpan.FromSeconds(60)));
        await ledger.CloseSegmentsAsync(None);
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record with { Disposition = CallDisposition.Cancelled, TalkMs = 0, SetupMs = null }, Start + TimeSpan.FromDays(1))]), None);
        var span = await ledger.RollupsAsync(Start, Start + TimeSpan.FromMinutes(1), None);
        Assert.Equal(4, span.Position);
        Assert.Equal(
            [
                new Rollup(Start, CallDirection.Inbound, CallDisposition.Answered, 1, 60_000, 150, 1),
                new Rollup(Start, CallDirection.Inbound, CallDisposition.Cancelled, 1, 0, 0, 0),
            ],
            span.Rollups);
    }

    [Fact]
    public async Task Messages_are_kept_for_their_term()
    {
        var ledger = await Open();
        var messages = new SealedMessages([new PartyId(5), new PartyId(4)], new byte[] { 1, 2, 3 });
        var record = LedgerEntries.Record(1, Start);
        var old = LedgerEntries.Record(2, Start - TimeSpan.FromDays(7));
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record, messages), LedgerEntries.Entry(old, messages)), None);
        var kept = await ledger.MessagesAsync(record.Id, None);
        Assert.Equal(messages.Parties, kept!.Parties);
        Assert.Equal(messages.Data.ToArray(), kept.Data.ToArray());
        Assert.Null(await ledger.MessagesAsync(old.Id, None));
        Assert.Equal(0, await ledger.DropExpiredMessagesAsync(None));
        Clock.Advance(TimeSpan.FromDays(6));
        Assert.Null(await ledger.MessagesAsync(record.Id, None));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await ledger.DropExpiredMessagesAsync(None));
        Assert.NotNull(await ledger.FindAsync(record.Id, None));
    }

    [Fact]
    public async Task Handlers_hear_what_was_added_and_nothing_else()
    {
        var ledger = await Open();
        var heard = new List<AppendedRecords>();
        var record = LedgerEntries.Record(1, Start);
        using (ledger.OnAppended(heard.Add))
        {
            await Append(ledger, record);
            await Append(ledger, record);
        }

        await Append(ledger, LedgerEntries.Record(2, Start));
        var only = Assert.Single(heard);
        Assert.Equal((1, record.Id), (only.Position, Assert.Single(only.Records).Id));
    }

    [Fact]
    public async Task Verify_counts_what_is_there()
    {
        var ledger = await Open();
        var record = LedgerEntries.Record(1, Start);
        await Append(ledger, record, LedgerEntries.Record(2, Start + TimeSpan.FromDays(1)), Rich(3, Start));
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record with { SipStatus = 486 }, Start + TimeSpan.FromDays(1))]), None);
        Assert.Equal(new VerifyReport(2, 3, 1, null), (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
        await ledger.CloseSegmentsAsync(None);
        Assert.Equal(new VerifyReport(2, 3, 1, null), (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
    }

    /// <summary>A record in which every member is set.</summary>
    protected static CallRecord Rich(int number, Instant start) => LedgerEntries.Record(number, start) with
    {
        Legs =
        [
            LedgerEntries.Leg(number, start, new PartyId(1000 + (ulong)number), new PartyId(8)),
            LedgerEntries.Leg(number, start + TimeSpan.FromSeconds(1), new PartyId(ulong.MaxValue), new PartyId(9)) with
            {
                CallId = "звонок@[2001:db8::1]",
                ToTag = "",
                AnsweredAt = null,
                EndedAt = start - TimeSpan.FromSeconds(1),
                Disposition = CallDisposition.Failed,
                SipStatus = 503,
                From = NetworkEndpoint.FromIPv6([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 65535),
                To = default,
            },
        ],
        LinkId = LedgerEntries.KeyOf(77),
        ChannelId = "trunk-1",
        Withheld = true,
        EarlyMediaMs = 12,
        Transfer = CallTransfer.Attended,
        Quality = new CallQuality(4.4, 0.1, null, 20),
        Media = MediaSamples.Of(start),
        OneWayAudio = OneWayAudio.CalleeUnheard,
        Tags = new CallTags
        {
            Operator = "ivanova",
            Department = "Приём",
            Service = "112",
            Topic = "topic",
            Kind = "complaint",
            Application = "A-1",
            Priority = 1,
            Handling = "inWork",
            Region = "RU-MOW",
        },
        IsStartEstimated = true,
        IsEndEstimated = true,
        IsLossSuspected = true,
    };

    private async ValueTask<ICallLedger> Open()
    {
        var ledger = await OpenAsync();
        _opened.Add(ledger);
        return ledger;
    }

    private static async Task Append(ICallLedger ledger, params CallRecord[] records) =>
        await ledger.AppendAsync(LedgerEntries.Batch(records.Select(record => LedgerEntries.Entry(record))), None);

    private static async Task Finds(ICallLedger ledger, CallQuery query, params int[] numbers)
    {
        var page = await ledger.QueryAsync(query, None);
        Assert.Equal(numbers, page.Records.Select(record => (int)record.Caller.Value - 1000));
    }

    private static string Flat(CallCorrection correction) =>
        string.Join(' ', correction.Commitments.Select(c => $"{c.Role}:{Convert.ToHexString(c.Hash.Span)}"));
}

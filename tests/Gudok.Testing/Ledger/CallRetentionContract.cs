using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>What every ledger must do with the end of terms and with legal holds. An implementation derives from it and runs all of it.</summary>
public abstract class CallRetentionContract : PartDropContract
{
    private static readonly DayPart SecondPart = DayPart.OfDefault(Second);

    [Fact]
    public async Task A_dropped_day_is_gone_and_the_others_stay()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        Assert.Equal([(First, 2, true), (Second, 2, true)], (await ledger.DaysAsync(None)).Select(day => (day.Day, day.Records, day.HasMessages)));
        var dropped = Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([FirstPart], None));
        Assert.Equal([new PartyId(7), new PartyId(1001), new PartyId(1002)], dropped.Parties.OrderBy(party => party.Value));
        await Finds(ledger, new CallQuery(), 4, 3);
        await Finds(ledger, new CallQuery { Parties = [new PartyId(7), new PartyId(1001)] }, 4, 3);
        Assert.Null(await ledger.FindAsync(records[0].Id, None));
        Assert.Null(await ledger.MessagesAsync(records[0].Id, None));
        Assert.NotNull(await ledger.MessagesAsync(records[2].Id, None));
        Assert.Equal(Second, Assert.Single(await ledger.DaysAsync(None)).Day);
        Assert.Equal(2, (await ledger.RollupsAsync(Start, Start + TimeSpan.FromDays(2), None)).Rollups.Sum(rollup => rollup.Calls));
        Assert.Empty(Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([FirstPart], None)).Statements);
    }

    [Fact]
    public async Task Who_stood_in_what_is_gone_is_owed_until_settled()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        Assert.Empty(await ledger.OwedPartiesAsync(None));
        var hold = HoldOn(records[0].Id);
        await ledger.KeepHoldAsync(hold, None);
        await ledger.DropDaysAsync([FirstPart], None);
        Assert.Equal([new PartyId(7), new PartyId(1001), new PartyId(1002)], await ledger.OwedPartiesAsync(None));
        await ledger.SettlePartiesAsync([new PartyId(7), new PartyId(1001)], None);
        Assert.Equal([new PartyId(1002)], await ledger.OwedPartiesAsync(None));
        await ledger.KeepHoldAsync(hold with { ReleasedAt = Instant.Now(Clock), ReleasedBy = "petrova" }, None);
        await ledger.ReleaseHeldAsync(None);
        Assert.Equal([new PartyId(7), new PartyId(1001), new PartyId(1002)], await ledger.OwedPartiesAsync(None));
        await ledger.SettlePartiesAsync([new PartyId(7), new PartyId(1001), new PartyId(1002), new PartyId(55)], None);
        Assert.Empty(await ledger.OwedPartiesAsync(None));
    }

    [Fact]
    public async Task A_statement_stays_of_a_dropped_day_and_the_rest_verifies()
    {
        var (ledger, _) = await OpenWithTwoDaysAsync();
        var dropped = Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([FirstPart], None)).Statements[0];
        var kept = Assert.Single(await ledger.DropStatementsAsync(None));
        Assert.Equal((First, Instant.Now(Clock), 2, 0, 0, 0), (kept.Day, kept.DroppedAt, kept.Records, kept.Corrections, kept.Amendments, kept.Held));
        Assert.Equal([(1, 2)], kept.Positions);
        Assert.Equal(32, kept.Leaves.Length);
        Assert.Equal(dropped.Leaves.ToArray(), kept.Leaves.ToArray());
        Assert.Equal(new VerifyReport(1, 2, 0, null), (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
        Assert.Equal(4, ledger.Position);
    }

    [Fact]
    public async Task What_starts_on_a_dropped_day_is_known_and_never_recorded_again()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await ledger.DropDaysAsync([FirstPart], None);
        var known = await ledger.FindKnownAsync([new CallProbe(records[0].Id.Key, Start), new CallProbe(LedgerEntries.KeyOf(77), Start)], None);
        Assert.All(known, found => Assert.True(found!.IsComplete));
        var again = LedgerEntries.Batch(LedgerEntries.Entry(records[0]), LedgerEntries.Entry(LedgerEntries.Record(77, Start)));
        Assert.Equal(new AppendReport(0, 2, 0), await ledger.AppendAsync(again, None));
        Assert.Equal(0, (await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(records[0] with { SipStatus = 486 }, Start + TimeSpan.FromDays(1))]), None)).Corrected);
        Assert.IsType<AmendOutcome.Over>(await AmendAsync(ledger, records[0].Id, Start + TimeSpan.FromDays(1)));
        Assert.Equal(4, ledger.Position);
    }

    [Fact]
    public async Task A_clock_that_stands_on_a_dropped_day_is_told_and_nothing_is_written()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await ledger.DropDaysAsync([FirstPart], None);
        var fault = await Assert.ThrowsAsync<LedgerException>(() => AmendAsync(ledger, records[2].Id, Start));
        Assert.Equal(LedgerFaults.ClockSetBack, fault.Fault);
        var correction = LedgerEntries.Correction(records[2] with { SipStatus = 486 }, Start);
        await Assert.ThrowsAsync<LedgerException>(async () => await ledger.AppendAsync(new LedgerBatch([], [correction]), None));
        Assert.Equal(4, ledger.Position);
    }

    [Fact]
    public async Task A_record_under_hold_outlives_its_day_with_all_that_was_added_to_it()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(records[0] with { SipStatus = 486, Callee = new PartyId(99) }, Start + TimeSpan.FromDays(1))]), None);
        await AmendAsync(ledger, records[0].Id, Start);
        await ledger.KeepHoldAsync(HoldOn(records[0].Id), None);
        var before = RecordText.Of((await ledger.FindAsync(records[0].Id, None))!);
        Assert.Equal(1, Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([FirstPart], None)).Statements[0].Held);
        Assert.Equal(before, RecordText.Of((await ledger.FindAsync(records[0].Id, None))!));
        await Finds(ledger, new CallQuery(), 4, 3, 1);
        await Finds(ledger, new CallQuery { Parties = [new PartyId(99)], Topics = ["held"] }, 1);
        await Finds(ledger, new CallQuery { To = Start });
        var page = await ledger.QueryAsync(new CallQuery { Limit = 1, After = records[2].Id }, None);
        Assert.Equal(records[0].Id, Assert.Single(page.Records).Id);
        Assert.Empty((await ledger.QueryAsync(new CallQuery { After = records[0].Id }, None)).Records);
        Assert.Single(await ledger.CorrectionsAsync(records[0].Id, None));
        Assert.Single(await ledger.AmendmentsAsync(records[0].Id, None));
        Assert.NotNull(await ledger.MessagesAsync(records[0].Id, None));
        Assert.IsType<AmendOutcome.Over>(await AmendAsync(ledger, records[0].Id, Start + TimeSpan.FromDays(1)));
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task A_hold_on_a_party_keeps_all_its_calls_and_a_release_lets_them_go()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        var hold = HoldOn(records[0].Id) with { Call = null, Party = new PartyId(7) };
        await ledger.KeepHoldAsync(hold, None);
        await ledger.DropDaysAsync([FirstPart], None);
        await Finds(ledger, new CallQuery(), 4, 3, 2, 1);
        Assert.Empty(await ledger.ReleaseHeldAsync(None));
        await ledger.KeepHoldAsync(hold with { ReleasedAt = Instant.Now(Clock), ReleasedBy = "petrova" }, None);
        Assert.Equal("petrova", Assert.Single(await ledger.HoldsAsync(None)).ReleasedBy);
        Assert.Equal([new PartyId(7), new PartyId(1001), new PartyId(1002)], (await ledger.ReleaseHeldAsync(None)).OrderBy(party => party.Value));
        await Finds(ledger, new CallQuery(), 4, 3);
        Assert.Null(await ledger.FindAsync(records[0].Id, None));
        Assert.Null(await ledger.MessagesAsync(records[0].Id, None));
    }

    [Fact]
    public async Task A_hold_ends_by_itself_when_its_time_is_over()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await ledger.KeepHoldAsync(HoldOn(records[0].Id) with { Until = Instant.Now(Clock) + TimeSpan.FromDays(1) }, None);
        await ledger.DropDaysAsync([FirstPart], None);
        Clock.Advance(TimeSpan.FromHours(23));
        Assert.Empty(await ledger.ReleaseHeldAsync(None));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, (await ledger.ReleaseHeldAsync(None)).Count);
        Assert.Null(await ledger.FindAsync(records[0].Id, None));
    }

    [Fact]
    public async Task A_day_stays_while_it_adds_something_to_a_call_of_a_day_that_stays()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await AmendAsync(ledger, records[2].Id, Start);
        Assert.Equal([Second], (await ledger.DaysAsync(None))[0].NeededBy);
        Assert.Equal(new DropOutcome.Needed(First, Second), await ledger.DropDaysAsync([FirstPart], None));
        await ledger.DropDaysAsync([SecondPart], None);
        Assert.Single(Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([FirstPart], None)).Statements);
        Assert.Equal(new VerifyReport(0, 0, 0, null), (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
        Assert.Equal(5, ledger.Position);
    }

    [Fact]
    public async Task Days_that_need_each_other_go_together_and_what_is_held_of_them_stays_whole()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await AmendAsync(ledger, records[2].Id, Start);
        await AmendAsync(ledger, records[0].Id, Start + TimeSpan.FromDays(1));
        await ledger.KeepHoldAsync(HoldOn(records[2].Id), None);
        Assert.Equal(new DropOutcome.Needed(Second, First), await ledger.DropDaysAsync([SecondPart], None));
        Assert.Equal([First, Second], Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([SecondPart, FirstPart], None)).Statements.Select(drop => drop.Day));
        Assert.Equal("held", (await ledger.FindAsync(records[2].Id, None))!.Amended!.Topic);
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task What_was_added_on_a_later_day_to_a_dropped_call_counts_no_more()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        var busy = records[0] with { Disposition = CallDisposition.Busy, TalkMs = 0 };
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(busy, Start + TimeSpan.FromDays(1))]), None);
        await AmendAsync(ledger, records[0].Id, Start + TimeSpan.FromDays(1));
        await ledger.DropDaysAsync([FirstPart], None);
        Assert.Empty((await ledger.RollupsAsync(Start, Start + TimeSpan.FromHours(1), None)).Rollups);
        Assert.Equal(new VerifyReport(1, 2, 1, null) { Amendments = 1 }, (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
        await ledger.DropDaysAsync([SecondPart], None);
        Assert.Empty((await ledger.RollupsAsync(Start, Start + TimeSpan.FromDays(2), None)).Rollups);
        Assert.Equal(new VerifyReport(0, 0, 0, null), (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
    }

    [Fact]
    public virtual async Task The_chain_tells_of_the_drop_and_a_held_record_is_still_proved()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(records[0] with { SipStatus = 486 }, Start + TimeSpan.FromDays(1))]), None);
        await ledger.KeepHoldAsync(HoldOn(records[0].Id), None);
        await ledger.DropDaysAsync([FirstPart], None);
        Assert.Empty((await ledger.SealAsync(None)).Faults);
        Assert.Equal((HeadKind.Dropped, First, 2), (ledger.Heads.Last!.Kind, ledger.Heads.Last.Tree.Day, ledger.Heads.Last.Size));
        var proved = await ledger.ProveAsync(records[0].Id, None);
        Assert.Equal(2, proved.Count(entry => entry.Record is not null));
        Assert.All(proved, entry => Assert.True(TreeProof.Includes(
            entry.Leaf.Hash.Span, entry.Place.Index, entry.Place.Head.Size, entry.Place.Path, Convert.FromHexString(entry.Place.Head.Root))));
        Assert.Equal(First, proved[0].Place.Head.Tree.Day);
    }

    [Fact]
    public async Task Messages_that_cannot_be_read_while_there_are_holds_keep_those_of_other_days_from_nothing_and_are_told()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await ledger.KeepHoldAsync(HoldOn(records[3].Id), None);
        if (await ReopenWithChangedMessagesAsync(ledger, FirstPart) is not { } again) return;
        Opened.Add(again);
        Clock.Advance(TimeSpan.FromDays(3650));
        var fault = await Assert.ThrowsAsync<LedgerException>(async () => await again.DropExpiredMessagesAsync(None));
        Assert.Equal(LedgerFaults.DueDamaged, fault.Fault);
        Assert.Contains("2026-11-21 ", fault.Message, StringComparison.Ordinal);
        Assert.Equal([true, false], (await again.DaysAsync(None)).Select(day => day.HasMessages));
        Assert.NotNull(await again.MessagesAsync(records[3].Id, None));
        foreach (var hold in await again.HoldsAsync(None)) await again.KeepHoldAsync(hold with { ReleasedAt = Instant.Now(Clock), ReleasedBy = "petrova" }, None);
        Assert.Equal(1, await again.DropExpiredMessagesAsync(None));
    }

    [Fact]
    public async Task Messages_of_a_held_call_outlive_their_term()
    {
        var (ledger, records) = await OpenWithTwoDaysAsync();
        await ledger.KeepHoldAsync(HoldOn(records[0].Id), None);
        Clock.Advance(TimeSpan.FromDays(3650));
        Assert.Equal(2, await ledger.DropExpiredMessagesAsync(None));
        Assert.Equal(new byte[] { 1, 2, 3 }, (await ledger.MessagesAsync(records[0].Id, None))!.Data.ToArray());
        Assert.Null(await ledger.MessagesAsync(records[1].Id, None));
    }

    private async Task<(IRetainingLedger Ledger, CallRecord[] Records)> OpenWithTwoDaysAsync()
    {
        var ledger = await OpenAsync();
        Opened.Add(ledger);
        var records = Enumerable.Range(1, 4).Select(n => LedgerEntries.Record(n, Start + TimeSpan.FromMinutes(n) + TimeSpan.FromDays(n > 2 ? 1 : 0))).ToArray();
        var messages = (CallRecord record) => new SealedMessages([record.Caller, record.Callee], new byte[] { 1, 2, 3 });
        await ledger.AppendAsync(LedgerEntries.Batch(records.Select(record => LedgerEntries.Entry(record, messages(record)))), None);
        return (ledger, records);
    }
}

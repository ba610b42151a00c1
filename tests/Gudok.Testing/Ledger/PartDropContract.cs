using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>What every ledger must do when what classes have of days goes. An implementation runs it as <see cref="CallRetentionContract"/>.</summary>
public abstract class PartDropContract : IAsyncDisposable
{
    /// <summary>The day of the first calls.</summary>
    protected static DateOnly First { get; } = new(2026, 11, 21);

    /// <summary>The day after it.</summary>
    protected static DateOnly Second { get; } = new(2026, 11, 22);

    /// <summary>What class 0 has of the first day.</summary>
    protected static DayPart FirstPart { get; } = DayPart.OfDefault(First);

    /// <summary>When the first calls start.</summary>
    protected static Instant Start => LedgerEntries.Start;

    /// <summary>No cancellation.</summary>
    protected static CancellationToken None => CancellationToken.None;

    /// <summary>The clock of the ledgers: five years after the calls.</summary>
    protected ManualClock Clock { get; } = new(new DateTimeOffset(2031, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Disposed behind the test.</summary>
    protected List<IRetainingLedger> Opened { get; } = [];

    /// <summary>Opens an empty ledger of this test that keeps messages for ten years.</summary>
    protected abstract ValueTask<IRetainingLedger> OpenAsync();

    /// <summary>Makes a part of a day lack what was signed of it, behind the ledger's back.</summary>
    /// <returns>The ledger, opened anew if need be; null if its leaves cannot be robbed.</returns>
    protected virtual ValueTask<IRetainingLedger?> ReopenRobbedAsync(IRetainingLedger ledger, DayPart part) => ValueTask.FromResult<IRetainingLedger?>(null);

    /// <summary>Changes the kept messages of a part of a day, behind the ledger's back.</summary>
    /// <returns>The ledger, opened anew if need be; null if they cannot be changed.</returns>
    protected virtual ValueTask<IRetainingLedger?> ReopenWithChangedMessagesAsync(IRetainingLedger ledger, DayPart part) => ValueTask.FromResult<IRetainingLedger?>(null);

    /// <summary>Makes a part of a day that holds nothing, as an append leaves it that failed before its first record.</summary>
    /// <returns>The ledger, opened anew if need be; null if it knows of no such part.</returns>
    protected virtual ValueTask<IRetainingLedger?> ReopenWithEmptyAsync(IRetainingLedger ledger, DayPart part) => ValueTask.FromResult<IRetainingLedger?>(null);

    /// <summary>How many heads say that something was dropped.</summary>
    protected virtual ValueTask<int> DroppedHeadsAsync() => ValueTask.FromResult(0);

    /// <summary>Disposes the ledgers of the test.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var ledger in Opened) await ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public async Task Several_parts_of_which_one_lacks_what_was_signed_all_stay(int robbedClass, int otherClass)
    {
        var ledger = await OpenAsync();
        await ledger.KeepClassesAsync([new RetentionTerms("emergency", "calls to 112", 30, 30)], None);
        var (robbed, other) = (new DayPart(First, robbedClass), new DayPart(Second, otherClass));
        foreach (var part in new[] { robbed, other })
        {
            var entries = Enumerable.Range(1, 3).Select(n => LedgerEntries.Record((part.Day.DayNumber * 10) + n, Start + TimeSpan.FromDays(part.Day.DayNumber - First.DayNumber)));
            await ledger.AppendAsync(LedgerEntries.Batch([.. entries.Select(record => LedgerEntries.Entry(record) with { Class = part.Class })]), None);
        }

        if (await ReopenRobbedAsync(ledger, robbed) is not { } again)
        {
            await ledger.DisposeAsync();
            return;
        }

        Opened.Add(again);
        var outcome = await again.DropDaysAsync([robbed, other], None).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(robbed, Assert.Single(Assert.IsType<DropOutcome.Damaged>(outcome).Parts).Part);
        Assert.Empty(await again.DropStatementsAsync(None));
        Assert.Empty(await again.OwedPartiesAsync(None));
        Assert.Equal([robbed, other], (await again.DaysAsync(None)).Select(day => day.Part));
        // Nothing was signed of the other either: it still goes, and with one head.
        Assert.Single(Assert.IsType<DropOutcome.Dropped>(await again.DropDaysAsync([other], None)).Statements);
        Assert.Equal([robbed], (await again.DaysAsync(None)).Select(day => day.Part));
        Assert.Equal(1, await DroppedHeadsAsync());
    }

    [Fact]
    public async Task What_is_due_goes_although_some_of_it_is_damaged_and_what_stays_is_told()
    {
        var ledger = await OpenAsync();
        await ledger.KeepClassesAsync([Emergency, Complaints], None);
        var records = Enumerable.Range(0, 4).Select(n => LedgerEntries.Record(n + 1, Start + TimeSpan.FromDays(n / 2))).ToArray();
        await ledger.AppendAsync(LedgerEntries.Batch([.. records.Select((record, at) => LedgerEntries.Entry(record) with { Class = at % 2 })]), None);
        // The second day of class 0 has to wait for its first, which is damaged.
        await AmendAsync(ledger, records[0].Id, Start + TimeSpan.FromDays(1));
        if (await ReopenRobbedAsync(ledger, FirstPart) is not { } again)
        {
            await ledger.DisposeAsync();
            return;
        }

        Opened.Add(again);
        Clock.Advance(TimeSpan.FromDays(3000));
        await using var vault = new EphemeralVault();
        using var keys = KeyRing.CreateEphemeral();
        using var intake = new CallIntake(again, vault, keys, Clock);
        var report = await new RecordRetention(again, vault, intake, Clock).RunAsync(None);
        Assert.Equal([new DayPart(First, 1), new DayPart(Second, 1)], report.Dropped.Select(drop => drop.Part));
        Assert.Equal([FirstPart, FirstPart with { Day = Second }], (await again.DaysAsync(None)).Select(day => day.Part));
        Assert.Collection(
            report.Faults,
            line => Assert.StartsWith("GDK-4014: what class default has of 2026-11-21 is due, ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("GDK-4014: 1 further part", line, StringComparison.Ordinal));
        Assert.Equal(2, await DroppedHeadsAsync());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task A_part_that_holds_nothing_goes_with_others_and_the_chain_tells_of_those(int emptyClass, int otherClass)
    {
        var ledger = await OpenAsync();
        await ledger.KeepClassesAsync([Emergency, Complaints], None);
        DayPart[] parts = [new DayPart(First, emptyClass), new DayPart(First, otherClass), new DayPart(First, 2)];
        var entries = parts[1..].Select((part, at) => LedgerEntries.Entry(LedgerEntries.Record(at + 1, Start)) with { Class = part.Class });
        await ledger.AppendAsync(LedgerEntries.Batch([.. entries]), None);
        if (await ReopenWithEmptyAsync(ledger, parts[0]) is not { } again)
        {
            await ledger.DisposeAsync();
            return;
        }

        Opened.Add(again);
        Assert.IsType<DropOutcome.Dropped>(await again.DropDaysAsync(parts, None));
        Assert.Empty(await again.DaysAsync(None));
        Assert.Equal(2, await DroppedHeadsAsync());
        Assert.True((await again.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task A_class_gets_its_number_once_and_keeps_its_terms_when_it_is_no_longer_told()
    {
        var ledger = await OpenAsync();
        Opened.Add(ledger);
        await ledger.KeepClassesAsync([Emergency, Complaints], None);
        await ledger.KeepClassesAsync([Complaints with { RecordDays = 40 }], None);
        Assert.Equal([RetentionClass.DefaultName, "emergency", "complaints"], ledger.Classes.Select(one => one.Terms.Name));
        Assert.Equal([0, 1, 2], ledger.Classes.Select(one => one.Number));
        Assert.Equal(Emergency, ledger.Classes[1].Terms);
        Assert.Equal(40, ledger.Classes[2].Terms.RecordDays);
        var entry = LedgerEntries.Entry(LedgerEntries.Record(1, Start)) with { Class = 3 };
        await Assert.ThrowsAsync<ArgumentException>(async () => await ledger.AppendAsync(LedgerEntries.Batch(entry), None));
        Assert.Equal(0, ledger.Position);
    }

    [Fact]
    public async Task What_a_class_has_of_a_day_goes_alone_and_the_rest_of_the_day_verifies()
    {
        var (ledger, records) = await OpenWithClassesAsync();
        Assert.Equal([(0, 1), (1, 2), (2, 1)], (await ledger.DaysAsync(None)).Select(day => (day.Class, (int)day.Records)));
        await ledger.SealAsync(None);
        var dropped = Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([new DayPart(First, 1)], None));
        Assert.Equal(new DayPart(First, 1), Assert.Single(dropped.Statements).Part);
        Assert.Equal([(0, 1), (2, 1)], (await ledger.DaysAsync(None)).Select(day => (day.Class, (int)day.Records)));
        await Finds(ledger, new CallQuery(), 4, 1);
        await Finds(ledger, new CallQuery { Parties = [new PartyId(7)] }, 4, 1);
        Assert.Null(await ledger.MessagesAsync(records[1].Id, None));
        Assert.NotNull(await ledger.MessagesAsync(records[3].Id, None));
        Assert.Equal(2, (await ledger.RollupsAsync(Start, Start + TimeSpan.FromHours(1), None)).Rollups.Sum(rollup => rollup.Calls));
        Assert.Empty((await ledger.SealAsync(None)).Faults);
        Assert.Equal(new VerifyReport(1, 2, 0, null), (await ledger.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
        Assert.Equal(4, ledger.Position);
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(5, Start)), LedgerEntries.Entry(LedgerEntries.Record(6, Start)) with { Class = 1 }), None);
        await Finds(ledger, new CallQuery(), 4, 1, 5);
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task What_is_added_to_a_call_goes_with_its_class()
    {
        var (ledger, records) = await OpenWithClassesAsync();
        var next = Start + TimeSpan.FromDays(1);
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(records[1] with { SipStatus = 486, Disposition = CallDisposition.Busy, TalkMs = 0 }, next)]), None);
        await AmendAsync(ledger, records[1].Id, next);
        await AmendAsync(ledger, records[0].Id, next);
        Assert.Equal([(First, 0), (First, 1), (First, 2), (Second, 0), (Second, 1)], (await ledger.DaysAsync(None)).Select(day => (day.Day, day.Class)));
        Assert.Equal(new DropOutcome.Needed(Second, First), await ledger.DropDaysAsync([new DayPart(Second, 1)], None));
        Assert.Equal(2, Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([new DayPart(First, 1), new DayPart(Second, 1)], None)).Statements.Count);
        Assert.Equal("held", (await ledger.FindAsync(records[0].Id, None))!.Amended!.Topic);
        Assert.Null(await ledger.FindAsync(records[1].Id, None));
        Assert.IsType<AmendOutcome.Over>(await AmendAsync(ledger, records[1].Id, next + TimeSpan.FromDays(1)));
        Assert.IsType<AmendOutcome.Made>(await AmendAsync(ledger, records[0].Id, next));
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task A_held_call_of_a_class_outlives_its_part_of_the_day_and_is_still_proved()
    {
        var (ledger, records) = await OpenWithClassesAsync();
        await ledger.KeepHoldAsync(HoldOn(records[1].Id), None);
        Assert.Equal(1, Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([new DayPart(First, 1)], None)).Statements[0].Held);
        await Finds(ledger, new CallQuery(), 4, 2, 1);
        Assert.Equal([0, 1, null, 2], await Task.WhenAll(records.Select(async record => await ledger.ClassOfAsync(record.Id, None))));
        Assert.NotNull(await ledger.MessagesAsync(records[1].Id, None));
        var proved = Assert.Single(await ledger.ProveAsync(records[1].Id, None));
        Assert.Equal("calls-001", proved.Place.Head.Tree.Log);
        Assert.Equal("calls", Assert.Single(await ledger.ProveAsync(records[0].Id, None)).Place.Head.Tree.Log);
    }

    [Fact]
    public async Task Messages_of_a_class_go_after_its_own_term()
    {
        var (ledger, records) = await OpenWithClassesAsync();
        Clock.Advance(TimeSpan.FromDays(900));
        Assert.Null(await ledger.MessagesAsync(records[3].Id, None));
        Assert.Equal(1, await ledger.DropExpiredMessagesAsync(None));
        Assert.NotNull(await ledger.MessagesAsync(records[1].Id, None));
        Assert.Equal([true, true, false], (await ledger.DaysAsync(None)).Select(day => day.HasMessages));
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
    }

    private static RetentionTerms Emergency { get; } = new("emergency", "calls to 112", 3000, 3000);

    private static RetentionTerms Complaints { get; } = new("complaints", "complaints about roads", 30, 2000);

    /// <summary>Four calls of one day: one of no class, two of <see cref="Emergency"/>, one of <see cref="Complaints"/>.</summary>
    private async Task<(IRetainingLedger Ledger, CallRecord[] Records)> OpenWithClassesAsync()
    {
        var ledger = await OpenAsync();
        Opened.Add(ledger);
        await ledger.KeepClassesAsync([Emergency, Complaints], None);
        var records = Enumerable.Range(1, 4).Select(n => LedgerEntries.Record(n, Start + TimeSpan.FromMinutes(n))).ToArray();
        await ledger.AppendAsync(LedgerEntries.Batch(records.Select((record, at) =>
            LedgerEntries.Entry(record, new SealedMessages([record.Caller], new byte[] { 1, 2, 3 })) with { Class = (at + 1) / 2 })), None);
        return (ledger, records);
    }

    /// <summary>A hold on a call.</summary>
    protected LegalHold HoldOn(RecordId call) => new()
    {
        Id = Guid.NewGuid(),
        Call = call,
        Actor = "ivanov",
        Reason = "case 15",
        MadeAt = Instant.Now(Clock),
    };

    /// <summary>Amends a call's topic and note.</summary>
    protected static async Task<AmendOutcome> AmendAsync(IRetainingLedger ledger, RecordId id, Instant madeAt) =>
        await ledger.AmendAsync(LedgerEntries.Amendment(id, madeAt, new AmendedValues { Topic = "held", Note = new SealedNote([new PartyId(7)], new byte[] { 5 }) }), null, None);

    /// <summary>Requires that a search gives these calls, by the numbers they were made with.</summary>
    protected static async Task Finds(IRetainingLedger ledger, CallQuery query, params int[] numbers)
    {
        var page = await ledger.QueryAsync(query, None);
        Assert.Equal(numbers, page.Records.Select(record => (int)record.Caller.Value - 1000));
    }
}

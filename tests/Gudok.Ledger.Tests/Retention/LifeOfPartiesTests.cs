using System.Text.RegularExpressions;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>Erasure, holds and the end of terms over a plain ledger and vault.</summary>
public sealed partial class LifeOfPartiesTests : IAsyncDisposable
{
    private const string Number = "+79161234567";
    private const string Other = "+79167654321";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PartyReader Parties = new(new PartyOptions());

    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly EphemeralVault _vault = new();
    private readonly ManualClock _clock = new(LedgerEntries.Start.ToDateTimeOffset() + TimeSpan.FromDays(1));
    private readonly InMemoryCallLedger _ledger;
    private readonly CallIntake _intake;
    private readonly LegalHolds _holds;
    private readonly PartyErasure _erasure;
    private readonly RecordRetention _retention;

    public LifeOfPartiesTests()
    {
        _ledger = new InMemoryCallLedger(_clock, recordDays: 30);
        _intake = new CallIntake(_ledger, _vault, _keys, _clock);
        _holds = new LegalHolds(_ledger, _vault, Parties, _clock);
        _erasure = new PartyErasure(_ledger, _vault, Parties, _keys, _clock);
        _retention = new RecordRetention(_ledger, _vault, _intake, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _intake.Dispose();
        await _ledger.DisposeAsync();
        await _vault.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task An_erased_party_is_told_by_its_place_and_pseudonym_and_never_by_its_number()
    {
        await RecordAsync(1, Number);
        var act = await EraseAsync(Number, "8 (999) 000-00-00", Number);
        Assert.Equal([ErasureOutcome.Erased, ErasureOutcome.Unknown, ErasureOutcome.Unknown], act.Parties.Select(party => party.Outcome));
        Assert.Equal((1, 1L, 20), (act.Erased, act.Parties[0].Calls, act.Parties[0].Pseudonym!.Length));
        Assert.Equal("asked by [number]", act.Reason);
        Assert.DoesNotContain("9161234567", System.Text.Json.JsonSerializer.Serialize(act), StringComparison.Ordinal);
        Assert.Null(await _vault.FindAsync(Parties.Read(Number), None));
        Assert.True((await _ledger.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task A_hold_on_the_party_or_on_one_of_its_calls_keeps_it_from_erasure_and_says_so()
    {
        var call = await RecordAsync(1, Number);
        foreach (var onCall in new[] { true, false })
        {
            var hold = (await _holds.PlaceAsync(onCall ? call : null, onCall ? null : Number, "case 15", null, "ivanov", None))!;
            var told = (await EraseAsync(Number)).Parties[0];
            Assert.Equal(ErasureOutcome.Held, told.Outcome);
            Assert.Contains("ivanov", told.Hold, StringComparison.Ordinal);
            Assert.Contains("case 15", told.Hold, StringComparison.Ordinal);
            Assert.NotNull(await _vault.FindAsync(Parties.Read(Number), None));
            await _holds.ReleaseAsync(Guid.Parse(hold.Id), "petrova", None);
        }

        Assert.Equal(ErasureOutcome.Erased, (await EraseAsync(Number)).Parties[0].Outcome);
        Assert.All(await _ledger.HoldsAsync(None), hold => Assert.True(hold.Party.IsNone));
    }

    [Fact]
    public async Task An_erasure_that_stops_part_way_tells_what_was_done()
    {
        await RecordAsync(1, Number);
        await RecordAsync(2, Other);
        using var stop = new CancellationTokenSource();
        using var once = _vault.OnErased(_ => stop.Cancel());
        var stopped = await Assert.ThrowsAsync<ErasureStoppedException>(async () => await _erasure.EraseAsync([Number, Other], "asked", null, "ivanov", stop.Token));
        Assert.Equal(ErasureOutcome.Erased, Assert.Single(stopped.Act.Parties).Outcome);
        Assert.Equal(2, stopped.Place);
        Assert.NotNull(await _vault.FindAsync(Parties.Read(Other), None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_number_on_the_erasure_list_whose_key_could_not_be_destroyed_has_its_place_in_the_act(int place)
    {
        await RecordAsync(1, Number);
        await RecordAsync(2, Other);
        var listed = 0;
        _vault.Listed = _ =>
        {
            if (++listed == place) throw new IOException("The disk is full.");
        };
        var stopped = await Assert.ThrowsAsync<ErasureStoppedException>(async () => await EraseAsync(Number, Other));
        Assert.Equal("The disk is full.", stopped.InnerException!.Message);
        Assert.Equal((place, place - 1), (stopped.Act.Parties.Count, stopped.Act.Erased));
        Assert.Equal((place, ErasureOutcome.Begun, 1L), (stopped.Place, stopped.Act.Parties[^1].Outcome, stopped.Act.Parties[^1].Calls));
        Assert.Equal(2, (await EraseAsync(Number, Other)).Parties.Count(party => party.Outcome == ErasureOutcome.Erased) + place - 1);
    }

    [Fact]
    public async Task Ended_holds_forget_a_party_before_its_key_goes_so_that_a_request_that_failed_can_be_repeated()
    {
        await RecordAsync(1, Number);
        var hold = (await _holds.PlaceAsync(null, Number, "case 15", null, "ivanov", None))!;
        await _holds.ReleaseAsync(Guid.Parse(hold.Id), "petrova", None);
        ValueTask<IReadOnlyList<LegalHold>> holds = default;
        using var once = _vault.OnErased(_ => holds = _ledger.HoldsAsync(None));
        await EraseAsync(Number);
        Assert.True(Assert.Single(await holds).Party.IsNone);
    }

    [Fact]
    public async Task A_party_that_is_forgotten_at_the_end_of_terms_stands_in_no_ended_hold_either()
    {
        await RecordAsync(1, Number);
        var hold = (await _holds.PlaceAsync(null, Number, "case 15", null, "ivanov", None))!;
        await _holds.ReleaseAsync(Guid.Parse(hold.Id), "petrova", None);
        _clock.Advance(TimeSpan.FromDays(60));
        Assert.Equal(1, (await _retention.RunAsync(None)).ForgottenParties);
        Assert.True(Assert.Single(await _ledger.HoldsAsync(None)).Party.IsNone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_that_comes_behind_what_it_was_to_keep_is_none(bool isOnCall)
    {
        var call = await RecordAsync(1, Number);
        var party = (await _vault.FindAsync(Parties.Read(Number), None))!.Id;
        // Between the look whether it is there and the hold.
        var meanwhile = new MeanwhileClock(_clock, async () =>
        {
            await _ledger.DropDaysAsync([DayPart.OfDefault(new DateOnly(2026, 11, 21))], None);
            await _vault.EraseAsync(party, None);
        });
        var holds = new LegalHolds(_ledger, _vault, Parties, meanwhile);
        Assert.Null(await holds.PlaceAsync(isOnCall ? call : null, isOnCall ? null : Number, "case 15", null, "ivanov", None));
        Assert.False(Assert.Single(await _ledger.HoldsAsync(None)).IsInForce(Instant.Now(_clock)));
    }

    [Fact]
    public async Task A_reason_that_is_cut_shows_no_part_of_a_number_at_its_end()
    {
        await RecordAsync(1, Number);
        var reason = new string('x', 495) + " " + Number;
        var act = await _erasure.EraseAsync([Other], reason, null, "ivanov", None);
        var hold = (await _holds.PlaceAsync(null, Number, reason, null, "ivanov", None))!;
        Assert.All([act.Reason, hold.Reason], text => Assert.Matches("^x{495} [^0-9]{1,4}$", text));
    }

    [Fact]
    public async Task A_hold_that_would_be_over_already_is_refused()
    {
        var call = await RecordAsync(1, Number);
        var refused = await Assert.ThrowsAsync<LedgerInputException>(async () => await _holds.PlaceAsync(call, null, "case", Instant.Now(_clock), "ivanov", None));
        Assert.Equal(LedgerFaults.HoldOver, refused.Code);
        Assert.Empty(await _ledger.HoldsAsync(None));
    }

    [Fact]
    public async Task A_hold_shows_its_party_masked_and_ends_when_its_time_is_over()
    {
        await RecordAsync(1, Number);
        var hold = (await _holds.PlaceAsync(null, Number, "letter of +7 916 123-45-67", Instant.Now(_clock) + TimeSpan.FromDays(2), "ivanov", None))!;
        Assert.Equal("letter of [number]", hold.Reason);
        Assert.Contains("*", hold.Party, StringComparison.Ordinal);
        Assert.Null(await _holds.PlaceAsync(null, Other, "x", null, "ivanov", None));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.False(Assert.Single(await _holds.ListAsync(None)).InForce);
        Assert.Null(await _holds.ReleaseAsync(Guid.Parse(hold.Id), "petrova", None));
    }

    [Fact]
    public async Task A_day_goes_when_its_term_is_over_and_with_it_parties_without_calls()
    {
        await RecordAsync(1, Number);
        var later = await RecordAsync(2, Other, days: 20);
        Assert.Equal((new DateOnly(2026, 12, 22), false), ((await _retention.PlanAsync(None)).Days[0].GoesOn, (await _retention.PlanAsync(None)).Days[0].IsDue));
        Assert.Empty((await _retention.RunAsync(None)).Dropped);
        _clock.Advance(TimeSpan.FromDays(30));
        Assert.True((await _retention.PlanAsync(None)).Days[0].IsDue);
        var report = await _retention.RunAsync(None);
        Assert.Equal((new DateOnly(2026, 11, 21), 1), (Assert.Single(report.Dropped).Day, report.ForgottenParties));
        Assert.Null(await _vault.FindAsync(Parties.Read(Number), None));
        Assert.NotNull(await _vault.FindAsync(Parties.Read(Other), None));
        Assert.NotNull(await _ledger.FindAsync(later, None));
    }

    [Fact]
    public async Task Parties_whom_a_run_that_was_cut_short_left_behind_are_forgotten_by_the_next()
    {
        await RecordAsync(1, Number);
        await RecordAsync(2, Other);
        await RecordAsync(3, Other, days: 20);
        _clock.Advance(TimeSpan.FromDays(30));
        using (var stop = new CancellationTokenSource())
        {
            // As a kill would: the day is gone, its parties are not.
            await _ledger.DropDaysAsync([DayPart.OfDefault(new DateOnly(2026, 11, 21))], None);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _retention.RunAsync(stop.Token));
        }

        Assert.NotNull(await _vault.FindAsync(Parties.Read(Number), None));
        Assert.Equal(1, (await _retention.RunAsync(None)).ForgottenParties);
        Assert.Null(await _vault.FindAsync(Parties.Read(Number), None));
        Assert.NotNull(await _vault.FindAsync(Parties.Read(Other), None));
        Assert.Empty(await _ledger.OwedPartiesAsync(None));
    }

    [Fact]
    public async Task A_party_that_cannot_be_read_keeps_neither_days_nor_other_parties_waiting_and_is_told_each_time()
    {
        await RecordAsync(1, Number);
        await RecordAsync(2, Other);
        await RecordAsync(3, "+79161112233", days: 1);
        await _ledger.DropDaysAsync([DayPart.OfDefault(new DateOnly(2026, 11, 21))], None);
        var unread = (await _vault.FindAsync(Parties.Read(Number), None))!.Id;
        _vault.Damaged.Add(unread);
        _clock.Advance(TimeSpan.FromDays(31));
        var report = await _retention.RunAsync(None);
        Assert.Equal((new DateOnly(2026, 11, 22), 2), (Assert.Single(report.Dropped).Day, report.ForgottenParties));
        Assert.StartsWith($"GDK-4015: 1 party that stood ", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Contains(NumbersFaults.SealBroken, report.Faults[0], StringComparison.Ordinal);
        Assert.Equal([unread], await _ledger.OwedPartiesAsync(None));
        Assert.Single((await _retention.RunAsync(None)).Faults);
        _vault.Damaged.Clear();
        report = await _retention.RunAsync(None);
        Assert.Equal((1, 0), (report.ForgottenParties, report.Faults.Count));
    }

    [Fact]
    public async Task A_party_under_hold_whose_calls_are_gone_is_forgotten_once_the_hold_is_over()
    {
        await RecordAsync(1, Number);
        _clock.Advance(TimeSpan.FromDays(60));
        await _ledger.DropDaysAsync([DayPart.OfDefault(new DateOnly(2026, 11, 21))], None);
        var hold = (await _holds.PlaceAsync(null, Number, "case", null, "ivanov", None))!;
        Assert.Equal(0, (await _retention.RunAsync(None)).ForgottenParties);
        await _holds.ReleaseAsync(Guid.Parse(hold.Id), "petrova", None);
        Assert.Equal(1, (await _retention.RunAsync(None)).ForgottenParties);
        Assert.Null(await _vault.FindAsync(Parties.Read(Number), None));
    }

    [Fact]
    public async Task What_is_held_outlives_its_term_and_goes_at_the_run_after_the_release()
    {
        var call = await RecordAsync(1, Number);
        var hold = (await _holds.PlaceAsync(call, null, "case", null, "ivanov", None))!;
        _clock.Advance(TimeSpan.FromDays(60));
        Assert.Equal((1L, 0), ((await _retention.RunAsync(None)).Dropped[0].Held, (await _retention.RunAsync(None)).ForgottenParties));
        Assert.NotNull(await _ledger.FindAsync(call, None));
        await _holds.ReleaseAsync(Guid.Parse(hold.Id), "petrova", None);
        Assert.Equal(1, (await _retention.RunAsync(None)).ForgottenParties);
        Assert.Null(await _ledger.FindAsync(call, None));
    }

    [Fact]
    public async Task A_due_day_waits_for_the_day_that_it_added_to()
    {
        var late = await RecordAsync(2, Other, days: 20);
        await RecordAsync(1, Number);
        await _ledger.AmendAsync(LedgerEntries.Amendment(late, LedgerEntries.Start, new AmendedValues { Topic = "a" }), null, None);
        _clock.Advance(TimeSpan.FromDays(31));
        Assert.True((await _retention.PlanAsync(None)).Days[0].Waits);
        Assert.Empty((await _retention.RunAsync(None)).Dropped);
        _clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(2, (await _retention.RunAsync(None)).Dropped.Count);
    }

    /// <summary>Whoever keeps rows by PartyId says here what becomes of them at an erasure; a new one has to be thought of.</summary>
    [Fact]
    public void Every_owner_of_rows_by_party_is_known()
    {
        var known = new Dictionary<string, string>
        {
            ["src/Gudok.Ledger/Sqlite/Segments/SegmentSchema.cs"] = "the id stays in the record: its commitment can never be opened again",
            ["src/Gudok.Ledger/Sqlite/Latest/LatestTable.cs"] = "derived from corrections, where the id stays",
            ["src/Gudok.Ledger/Sqlite/Held/HeldFile.cs"] = "PartyErasure takes the party out of released holds; one in force stops the erasure; owed rows go once the party is forgotten",
            ["src/Gudok.Ledger.Postgres/Schema/LedgerSchema.cs"] = "as in segments and held.db",
        };
        var owners = Directory.EnumerateFiles(RepositoryFolder.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && PartyColumn().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(RepositoryFolder.Root, file));
        Assert.Equal(known.Keys.Order(StringComparer.Ordinal), owners.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\b(caller|party) (integer|bigint)", RegexOptions.None, 1000)]
    private static partial Regex PartyColumn();

    /// <summary>A clock beside whose first look something else happens.</summary>
    private sealed class MeanwhileClock(TimeProvider clock, Func<Task> meanwhile) : TimeProvider
    {
        private Func<Task>? _meanwhile = meanwhile;

        public override DateTimeOffset GetUtcNow()
        {
            var once = _meanwhile;
            _meanwhile = null;
            // All of it is in memory: it is over when it returns.
            if (once is not null) Assert.True(once().IsCompletedSuccessfully);
            return clock.GetUtcNow();
        }
    }

    private ValueTask<ErasureAct> EraseAsync(params string[] numbers) =>
        _erasure.EraseAsync(numbers, "asked by +7 916 123-45-67", "R-15", "ivanov", None);

    private async Task<RecordId> RecordAsync(int key, string number, int days = 0)
    {
        var caller = (await _vault.ResolveAsync([Parties.Read(number)], None))[0]!.Id;
        var record = LedgerEntries.Record(key, LedgerEntries.Start + TimeSpan.FromDays(days));
        record = record with { Caller = caller, Callee = default, Dialled = default, Legs = [record.Legs[0] with { Caller = caller, Callee = default }] };
        await _ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record)), None);
        return record.Id;
    }
}

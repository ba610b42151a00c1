using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>From observed calls to records and views, over a plain ledger and vault.</summary>
public sealed class CallIntakeTests : IAsyncDisposable
{
    private static readonly PartyReader Parties = new(new PartyOptions());
    private static readonly Instant Start = LedgerEntries.Start;

    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly EphemeralVault _vault = new();
    private readonly ManualClock _clock = new(Start.ToDateTimeOffset() + TimeSpan.FromHours(1));
    private readonly InMemoryCallLedger _ledger;
    private readonly CallIntake _intake;
    private readonly CallReader _reader;

    public CallIntakeTests()
    {
        _ledger = new InMemoryCallLedger(_clock);
        _intake = new CallIntake(_ledger, _vault, _keys, _clock);
        _reader = new CallReader(_ledger, _vault, Parties, _keys, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _intake.Dispose();
        await _ledger.DisposeAsync();
        await _vault.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task A_call_given_twice_is_one_record()
    {
        var first = await RecordAsync(Call());
        var second = await RecordAsync(Call());
        Assert.Equal((1, 0), (first.Added, first.Known));
        Assert.Equal((0, 1), (second.Added, second.Known));
        Assert.Equal(first.Ids, second.Ids);
    }

    [Fact]
    public async Task A_known_call_creates_no_party()
    {
        await RecordAsync(Call());
        var before = _vault.State.Living;
        await RecordAsync(Call() with { Callee = Party("+74951234567") });
        Assert.Equal(before, _vault.State.Living);
    }

    [Fact]
    public async Task A_later_version_within_one_batch_is_neither_added_nor_known()
    {
        var report = await RecordAsync(Call(), Call() with { Revision = 1, EndedAt = Start + TimeSpan.FromSeconds(90) });
        Assert.Equal((1, 0, 0), (report.Added, report.Known, report.Corrected));
        Assert.Equal(87_000, (await _ledger.FindAsync(report.Ids[1], default))!.TalkMs);
    }

    [Fact]
    public async Task A_later_version_of_a_record_is_a_correction()
    {
        var first = await RecordAsync(Call());
        var second = await RecordAsync(Call() with { Revision = 1, EndedAt = Start + TimeSpan.FromSeconds(90) });
        Assert.Equal(1, second.Corrected);
        Assert.Equal(first.Ids, second.Ids);
        Assert.Equal(87_000, (await _ledger.FindAsync(first.Ids[0], default))!.TalkMs);
        Assert.Single(await _ledger.CorrectionsAsync(first.Ids[0], default));
    }

    [Fact]
    public async Task What_was_measured_of_a_call_is_not_undone_by_a_later_version_that_brings_reports_alone()
    {
        var measured = new MediaStream { Direction = MediaDirection.CallerToCallee, Packets = 900, LossPercent = 10, Mos = 3.1 };
        var told = new MediaStream { Direction = MediaDirection.CallerToCallee, Origin = MediaOrigin.Report, JitterMs = 7, Mos = 4.3 };
        var first = await RecordAsync(Call() with { Media = [measured], Quality = CallQuality.Of([measured]), OneWayAudio = OneWayAudio.CallerUnheard });
        await RecordAsync(Call() with { Revision = 1, Media = [told], Quality = CallQuality.Of([told]) });
        var record = (await _ledger.FindAsync(first.Ids[0], default))!;
        Assert.Equal([measured, told], record.Media);
        Assert.Equal((3.1, 10, 7, OneWayAudio.CallerUnheard), (record.Quality!.Mos, record.Quality.LossPercent, record.Quality.JitterMs, record.OneWayAudio));
        var again = await RecordAsync(Call() with { Revision = 1, Media = [told], Quality = CallQuality.Of([told]) });
        Assert.Equal(1, again.Known);
    }

    [Fact]
    public async Task A_bye_seen_alone_leaves_the_answer_of_a_record_whose_start_is_a_guess_too()
    {
        var first = await RecordAsync(Open() with { IsStartEstimated = true });
        var second = await RecordAsync(Bye() with { FromTag = "other", OtherTag = "a" });
        var record = await _ledger.FindAsync(first.Ids[0], default);
        Assert.Equal(1, second.Corrected);
        Assert.Equal((Call().AnsweredAt, Bye().EndedAt), (record!.AnsweredAt, record.EndedAt));
        Assert.Equal(1197_000, record.TalkMs);
    }

    [Fact]
    public async Task A_forecast_says_what_recording_does_and_does_nothing()
    {
        using var forecast = new IntakeForecast(_ledger, _keys);
        var other = Call() with { SessionId = "two@test" };
        await RecordAsync(Open(), other);
        var before = (await _ledger.QueryAsync(new CallQuery { Limit = 10 }, default)).Records.Count;
        ObservedCall[] calls = [Bye() with { FromTag = "other", OtherTag = "a" }, other, Call() with { SessionId = "three@test" }, Call() with { SessionId = "three@test" }];

        var said = await forecast.RecordAsync(calls, default);
        Assert.Equal((1, 2, 1), (said.Added, said.Known, said.Corrected));
        Assert.Equal(before, (await _ledger.QueryAsync(new CallQuery { Limit = 10 }, default)).Records.Count);
        var done = await RecordAsync(calls);
        Assert.Equal((said.Added, said.Known, said.Corrected), (done.Added, done.Known, done.Corrected));
        Assert.Equal(said.Ids[1], done.Ids[1]);
    }

    [Fact]
    public async Task A_bye_seen_alone_ends_the_record_that_lacked_its_end()
    {
        var first = await RecordAsync(Open());
        var second = await RecordAsync(Bye() with { FromTag = "other", OtherTag = "a" });
        var record = await _ledger.FindAsync(first.Ids[0], default);
        Assert.Equal(1, second.Corrected);
        Assert.True(record!.IsComplete);
        Assert.False(record.IsEndEstimated);
        Assert.Equal(Bye().EndedAt, record.EndedAt);
        Assert.Equal(Start, record.StartedAt);
    }

    [Fact]
    public async Task A_bye_in_the_batch_of_its_open_call_ends_it()
    {
        var report = await RecordAsync(Open(), Bye());
        var record = await _ledger.FindAsync(report.Ids[0], default);
        Assert.Equal(1, report.Added);
        Assert.Equal(Bye().EndedAt, record!.EndedAt);
        Assert.True(record.IsComplete);
    }

    [Fact]
    public async Task Numbers_are_masked_and_shown_in_full_only_when_asked_for()
    {
        var id = (await RecordAsync(Call())).Ids[0];
        Assert.Equal("+7 (916) ***-**-01", (await _reader.FindAsync(id, PartySight.Mask, default))!.Caller!.Text);
        Assert.Equal("+79165550101", (await _reader.FindAsync(id, Sights.Whole, default))!.Caller!.Text);
        var pseudonym = (await _reader.FindAsync(id, PartySight.Pseudonym, default))!.Caller!.Text;
        Assert.Equal(20, pseudonym.Length);
        Assert.DoesNotContain("5550101", pseudonym, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pseudonym_changes_with_the_month()
    {
        var id = (await RecordAsync(Call())).Ids[0];
        var november = (await _reader.FindAsync(id, PartySight.Pseudonym, default))!.Caller!.Text;
        _clock.Advance(TimeSpan.FromDays(15));
        Assert.NotEqual(november, (await _reader.FindAsync(id, PartySight.Pseudonym, default))!.Caller!.Text);
    }

    [Theory]
    [InlineData("8 (916) 555-01-01")]
    [InlineData("+79165550101")]
    [InlineData("5501")]
    [InlineData("50101")]
    public async Task A_call_is_found_by_its_number_in_any_spelling_or_part(string number)
    {
        await RecordAsync(Call());
        var page = await _reader.SearchAsync(new CallSearch { Number = number, Reach = NumberReach.Whole | NumberReach.AllDigits }, PartySight.Mask, default);
        Assert.Single(page.Calls);
        Assert.Empty((await _reader.SearchAsync(new CallSearch { Number = "9999999", Reach = NumberReach.Whole | NumberReach.AllDigits }, PartySight.Mask, default)).Calls);
    }

    [Theory]
    [InlineData("+79165550101", NumberReach.Whole, true)]
    [InlineData("5501", NumberReach.Whole, false)]
    [InlineData("+79165550101", NumberReach.None, false)]
    [InlineData("7916", NumberReach.ShownDigits, true)]
    [InlineData("5501", NumberReach.ShownDigits, false)]
    [InlineData("+79165550101", NumberReach.ShownDigits, false)]
    [InlineData("5501", NumberReach.AllDigits, true)]
    public async Task A_call_is_found_by_what_of_the_number_was_granted(string number, NumberReach reach, bool isFound)
    {
        await RecordAsync(Call());
        Assert.Equal(isFound, (await _reader.SearchAsync(new CallSearch { Number = number, Reach = reach }, PartySight.Mask, default)).Calls.Count == 1);
    }

    [Fact]
    public async Task Messages_open_while_all_parties_live_and_are_noise_when_one_is_erased()
    {
        var id = (await RecordAsync(Call() with { Messages = [Message()] })).Ids[0];
        var kept = await _reader.MessagesAsync(id, default);
        Assert.Equal(MessagesStatus.Kept, kept!.Status);
        Assert.DoesNotContain("9165550101", Assert.Single(kept.Messages).Text, StringComparison.Ordinal);

        await _vault.EraseAsync((await _ledger.FindAsync(id, default))!.Caller, default);
        Assert.Equal(MessagesStatus.Erased, (await _reader.MessagesAsync(id, default))!.Status);
    }

    [Fact]
    public async Task A_later_version_within_one_batch_takes_no_messages_away()
    {
        var later = Call() with { Revision = 1, EndedAt = Start + TimeSpan.FromSeconds(90) };
        var id = (await RecordAsync(Call() with { Messages = [Message()] }, later)).Ids[0];
        Assert.Equal(MessagesStatus.Kept, (await _reader.MessagesAsync(id, default))!.Status);
    }

    [Fact]
    public async Task A_cursor_of_somebody_else_is_refused_with_a_code()
    {
        var refused = await Assert.ThrowsAsync<LedgerInputException>(
            async () => await _reader.SearchAsync(new CallSearch { Cursor = "page-2" }, PartySight.Mask, default));
        Assert.Equal(LedgerFaults.NotACursor, refused.Code);
    }

    private ValueTask<IntakeReport> RecordAsync(params ObservedCall[] calls) => _intake.RecordAsync(calls, default);

    private static Party Party(string number) => Parties.Read(number);

    private static KeptMessage Message() => new(
        Start, default, default, TransportKind.Udp, 0, SipText.Invite("one@test", "sip:+79165550101@trunk.example", "sip:88001007070@pbx.example").ToBytes());

    private static ObservedCall Call() => new()
    {
        SessionId = "one@test",
        FromTag = "a",
        Legs = [new ObservedLeg { CallId = "one@test", FromTag = "a", StartedAt = Start, Caller = Party("+79165550101"), Callee = Party("88001007070") }],
        Caller = Party("+79165550101"),
        Callee = Party("88001007070"),
        Dialled = Party("88001007070"),
        StartedAt = Start,
        AnsweredAt = Start + TimeSpan.FromSeconds(3),
        EndedAt = Start + TimeSpan.FromSeconds(63),
        Disposition = CallDisposition.Answered,
        SipStatus = 200,
        Source = "test",
        IsComplete = true,
    };

    private static ObservedCall Open() => Call() with { IsComplete = false, IsEndEstimated = true };

    private static ObservedCall Bye() => Call() with
    {
        StartedAt = Start + TimeSpan.FromMinutes(20),
        AnsweredAt = null,
        EndedAt = Start + TimeSpan.FromMinutes(20),
        EndedBy = CallEnd.Callee,
        IsStartEstimated = true,
        IsComplete = false,
    };
}

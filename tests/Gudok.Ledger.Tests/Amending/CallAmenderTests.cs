using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>From what a person types to what others read, over a plain ledger and vault.</summary>
public sealed class CallAmenderTests : IAsyncDisposable
{
    private const string Number = "+79161234567";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PartyReader Parties = new(new PartyOptions());

    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly EphemeralVault _vault = new();
    private readonly ManualClock _clock = new(LedgerEntries.Start.ToDateTimeOffset() + TimeSpan.FromHours(1));
    private readonly InMemoryCallLedger _ledger;
    private readonly CallAmender _amender;
    private readonly CallReader _reader;

    public CallAmenderTests()
    {
        _ledger = new InMemoryCallLedger(_clock);
        _amender = new CallAmender(_ledger, _vault, _keys, _clock);
        _reader = new CallReader(_ledger, _vault, Parties, _keys, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _vault.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task What_was_amended_is_viewed_and_found_and_its_history_told()
    {
        var (id, _) = await RecordAsync();
        await AmendAsync(id, new AmendRequest { Kind = "complaint", Topic = "Дороги", Priority = 2, Note = "перезвонить на 8 916 123-45-67" });
        await AmendAsync(id, new AmendRequest { Topic = "", Priority = 0, Handling = "handled" });
        var call = (await _reader.FindAsync(id, PartySight.Mask, None))!;
        Assert.Equal(("complaint", null, null, "handled", 2), (call.Kind, call.Topic, call.Priority, call.Handling, call.Version));
        Assert.Equal("перезвонить на [number]", call.Note);
        Assert.Contains("123-45-67", (await _reader.FindAsync(id, Sights.Whole, None))!.Note, StringComparison.Ordinal);
        Assert.Single((await _reader.SearchAsync(new CallSearch { Kinds = ["complaint"], Handlings = ["handled"] }, PartySight.Mask, None)).Calls);
        var history = (await _amender.HistoryAsync(id, None))!;
        Assert.Equal(["topic", "kind", "priority", "note"], history[0].Changes.Select(change => change.Member));
        Assert.Equal(new AmendedMember("topic", "Дороги", null, null), history[1].Changes[0]);
        Assert.Equal("ivanov", history[1].Actor);
        Assert.DoesNotContain(history.SelectMany(amendment => amendment.Changes), change => change.To?.Contains("123-45-67", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_changes_nothing_is_not_written()
    {
        var (id, _) = await RecordAsync();
        await AmendAsync(id, new AmendRequest { Note = "a", Topic = "b" });
        Assert.Equal(new AmendAnswer.Made(1), await AmendAsync(id, new AmendRequest { Note = "a", Topic = "b", Kind = "", Priority = 0 }));
        Assert.Equal(new AmendAnswer.Made(1), await AmendAsync(id, new AmendRequest()));
        Assert.Equal(2, _ledger.Position);
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("handling")]
    [InlineData("priority")]
    [InlineData("topic")]
    [InlineData("service")]
    [InlineData("application")]
    [InlineData("transferredTo")]
    [InlineData("note")]
    public async Task A_wrong_member_is_named_and_nothing_written(string member)
    {
        var (id, _) = await RecordAsync();
        var request = member switch
        {
            "kind" => new AmendRequest { Kind = "praise" },
            "handling" => new AmendRequest { Handling = "lost" },
            "priority" => new AmendRequest { Priority = 10 },
            "topic" => new AmendRequest { Topic = "звонил +7 916 123 45 67" },
            "service" => new AmendRequest { Service = "a\u0007" },
            "application" => new AmendRequest { Application = new string('a', 257) },
            "transferredTo" => new AmendRequest { TransferredTo = RecordId.Create(LedgerEntries.Start, LedgerEntries.KeyOf(9)).ToString() },
            _ => new AmendRequest { Note = new string('a', 4001) },
        };
        Assert.Equal(member, Assert.IsType<AmendAnswer.Wrong>(await AmendAsync(id, request)).Member);
        Assert.Equal(1, _ledger.Position);
    }

    [Fact]
    public async Task After_an_erasure_the_note_is_gone_and_nothing_can_be_added()
    {
        var (id, party) = await RecordAsync();
        await AmendAsync(id, new AmendRequest { Note = "about the caller", Kind = "enquiry" });
        await _vault.EraseAsync(party, None);
        var call = (await _reader.FindAsync(id, Sights.Whole, None))!;
        Assert.Equal((null, true, "enquiry"), (call.Note, call.NoteErased, call.Kind));
        Assert.True((await _amender.HistoryAsync(id, None))![0].Changes.Single(change => change.Member == "note").Erased);
        Assert.IsType<AmendAnswer.Erased>(await AmendAsync(id, new AmendRequest { Kind = "complaint" }));
    }

    [Fact]
    public async Task A_call_of_a_dropped_day_is_over_and_an_unknown_one_missing()
    {
        var (id, _) = await RecordAsync();
        await _ledger.DropDaysAsync([DayPart.OfDefault(new DateOnly(2026, 11, 21))], None);
        Assert.IsType<AmendAnswer.Over>(await AmendAsync(id, new AmendRequest { Kind = "complaint" }));
        var other = RecordId.Create(LedgerEntries.Start + TimeSpan.FromDays(2), LedgerEntries.KeyOf(9));
        Assert.IsType<AmendAnswer.Missing>(await AmendAsync(other, new AmendRequest { Kind = "complaint" }));
        Assert.Null(await _amender.HistoryAsync(id, None));
    }

    [Fact]
    public async Task Somebody_elses_amendment_is_not_overwritten_unknowingly()
    {
        var (id, _) = await RecordAsync();
        await AmendAsync(id, new AmendRequest { Topic = "a" });
        Assert.Equal(new AmendAnswer.Changed(1), await _amender.AmendAsync(id, new AmendRequest { Topic = "b" }, "ivanov", 0, None));
        Assert.Equal(new AmendAnswer.Made(2), await _amender.AmendAsync(id, new AmendRequest { Topic = "b" }, "ivanov", 1, None));
    }

    private ValueTask<AmendAnswer> AmendAsync(RecordId id, AmendRequest request) => _amender.AmendAsync(id, request, "ivanov", null, None);

    private async Task<(RecordId Id, PartyId Caller)> RecordAsync()
    {
        var caller = (await _vault.ResolveAsync([Parties.Read(Number)], None))[0]!.Id;
        var record = LedgerEntries.Record(1, LedgerEntries.Start);
        record = record with { Caller = caller, Callee = default, Dialled = default, Legs = [record.Legs[0] with { Caller = caller, Callee = default }] };
        await _ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record)), None);
        return (record.Id, caller);
    }
}

using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>What other systems tell of a call after it was recorded.</summary>
public sealed class RecordTagsTests : IAsyncDisposable
{
    private static readonly PartyReader Parties = new(new PartyOptions());
    private static readonly Instant Start = LedgerEntries.Start;

    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly EphemeralVault _vault = new();
    private readonly ManualClock _clock = new(Start.ToDateTimeOffset() + TimeSpan.FromHours(1));
    private readonly InMemoryCallLedger _ledger;
    private readonly CallIntake _intake;
    private readonly RecordTags _tags;

    public RecordTagsTests()
    {
        _ledger = new InMemoryCallLedger(_clock);
        _intake = new CallIntake(_ledger, _vault, _keys, _clock);
        _tags = new RecordTags(_ledger, _vault, _intake, _clock);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _intake.Dispose();
        await _ledger.DisposeAsync();
        await _vault.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task Tags_fill_what_a_record_lacks_as_a_correction()
    {
        var id = await RecordAsync(Call());
        Assert.Equal(TagsOutcome.Corrected, await AddAsync(id, new CallTags { Operator = "anna", Department = "first", Service = "support", Application = "Z1" }));
        Assert.Equal(new CallTags { Operator = "anna", Department = "first", Service = "support", Application = "Z1", Topic = "roads" }, await TagsAsync(id));
        Assert.Single(await _ledger.CorrectionsAsync(id, Stop));
        Assert.Null((await _ledger.VerifyAsync(null, Stop)).Failure);
    }

    [Fact]
    public async Task What_a_record_holds_from_elsewhere_stays_and_what_was_told_before_is_replaced()
    {
        var id = await RecordAsync(Call() with { Tags = new CallTags { Operator = "vera", Department = "second", Application = "Z0", Service = "old" } });
        var before = new CallTags { Application = "Z0" };
        await _tags.AddAsync(id, new CallTags { Operator = "anna", Department = "first", Application = "Z1", Service = "new" }, before, Stop);
        Assert.Equal(new CallTags { Operator = "vera", Department = "second", Application = "Z1", Service = "old" }, await TagsAsync(id));
    }

    [Fact]
    public async Task Another_operator_is_of_another_department()
    {
        var id = await RecordAsync(Call() with { Tags = new CallTags { Operator = "anna", Department = "first" } });
        await _tags.AddAsync(id, new CallTags { Operator = "boris", Department = "second" }, new CallTags { Operator = "anna" }, Stop);
        Assert.Equal(new CallTags { Operator = "boris", Department = "second" }, await TagsAsync(id));
    }

    [Fact]
    public async Task What_brings_nothing_writes_nothing()
    {
        var id = await RecordAsync(Call());
        Assert.Equal(TagsOutcome.Unchanged, await AddAsync(id, CallTags.None));
        Assert.Empty(await _ledger.CorrectionsAsync(id, Stop));
    }

    [Fact]
    public async Task Nothing_is_added_to_a_record_that_is_not_there_or_has_an_erased_party()
    {
        var id = await RecordAsync(Call());
        Assert.Equal(TagsOutcome.Gone, await AddAsync(new RecordId(id.High, id.Low ^ 1), new CallTags { Service = "support" }));
        var record = (await _ledger.FindAsync(id, Stop))!;
        await _vault.EraseAsync(record.Caller, Stop);
        Assert.Equal(TagsOutcome.Gone, await AddAsync(id, new CallTags { Service = "support" }));
        Assert.Empty(await _ledger.CorrectionsAsync(id, Stop));
    }

    [Fact]
    public async Task A_later_version_of_the_call_keeps_them()
    {
        var id = await RecordAsync(Call());
        await AddAsync(id, new CallTags { Operator = "anna", Application = "Z1" });
        await RecordAsync(Call() with { Revision = 1, EndedAt = Start + TimeSpan.FromSeconds(90), Tags = new CallTags { Topic = "parks" } });
        Assert.Equal(new CallTags { Operator = "anna", Application = "Z1", Topic = "parks" }, await TagsAsync(id));
    }

    private ValueTask<TagsOutcome> AddAsync(RecordId id, CallTags told) => _tags.AddAsync(id, told, CallTags.None, Stop);

    private async Task<CallTags> TagsAsync(RecordId id) => (await _ledger.FindAsync(id, Stop))!.Tags;

    private async Task<RecordId> RecordAsync(ObservedCall call) => (await _intake.RecordAsync([call], Stop)).Ids[0];

    private static ObservedCall Call() => new()
    {
        SessionId = "call@test",
        FromTag = "a",
        Legs = [],
        Caller = Parties.Read("+79165550101"),
        Callee = Parties.Read("+74951230001"),
        Dialled = Parties.Read("+74951230001"),
        StartedAt = Start,
        EndedAt = Start + TimeSpan.FromSeconds(60),
        Source = "test",
        IsComplete = true,
        Tags = new CallTags { Topic = "roads" },
    };
}

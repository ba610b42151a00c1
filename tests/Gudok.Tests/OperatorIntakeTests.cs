using Gudok.Access;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>Whose a call was: by the extension that took or made it.</summary>
public sealed class OperatorIntakeTests : IAsyncLifetime
{
    private const string Citizen = "+79165550101";
    private static readonly PartyReader Parties = new(new PartyOptions());
    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
    private readonly TestInstallation _installation = new();
    private readonly ManualClock _clock = new(ServedPortal.Began);
    private DataFolder _folder = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _folder = await DataFolder.OpenAsync(_installation.Data, _clock, Stop, settings => settings.Numbers.InternalRealms["pbx2.example"] = "second");
        foreach (var (name, extension) in new[] { ("anna", "4511"), ("boris", "4512") })
        {
            await _folder.People.AddAsync(Owner, new NewAccount(name, [Role.Operator]), Stop);
            await _folder.People.GiveExtensionAsync(Owner, name, extension, new DateOnly(2026, 11, 20), Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _installation.Dispose();
    }

    [Theory]
    [InlineData(CallDirection.Inbound, Citizen, "4511", "anna")]
    [InlineData(CallDirection.Outbound, "4512", Citizen, "boris")]
    [InlineData(CallDirection.Internal, "4512", "4511", "anna")]
    [InlineData(CallDirection.Internal, "4512", "4599", "boris")]
    [InlineData(CallDirection.Inbound, Citizen, "4599", null)]
    [InlineData(CallDirection.Inbound, Citizen, "+74951230001", null)]
    public async Task A_call_is_of_whoever_had_the_extension(CallDirection direction, string caller, string callee, string? name) =>
        Assert.Equal(name, await RecordAsync(Call(direction, Parties.Read(caller), Parties.Read(callee))));

    [Fact]
    public async Task A_call_of_before_the_extension_was_given_is_nobodys()
    {
        // Twenty minutes to midnight in Moscow is the day before.
        var call = Call(CallDirection.Inbound, Parties.Read(Citizen), Parties.Read("4511"));
        Assert.Null(await RecordAsync(call with { StartedAt = Instant.From(new DateTimeOffset(2026, 11, 19, 20, 40, 0, TimeSpan.Zero)) }));
        Assert.Equal("anna", await RecordAsync(call with { SessionId = "later", StartedAt = Instant.From(new DateTimeOffset(2026, 11, 19, 21, 20, 0, TimeSpan.Zero)) }));
    }

    [Fact]
    public async Task A_call_that_comes_with_its_operator_keeps_it() =>
        Assert.Equal("vera", await RecordAsync(Call(CallDirection.Inbound, Parties.Read(Citizen), Parties.Read("4511")) with { Tags = new CallTags { Operator = "vera" } }));

    [Fact]
    public async Task A_call_is_of_the_department_of_its_operators_teams_unless_it_comes_with_one()
    {
        await _folder.People.ChangeTeamsAsync(Owner, "anna", ["Первая"], [], "Контакт-центр", Stop);
        var call = Call(CallDirection.Inbound, Parties.Read(Citizen), Parties.Read("4511"));
        Assert.Equal(new CallTags { Operator = "anna", Department = "Контакт-центр" }, await TagsAsync(call));
        Assert.Equal("Архив", (await TagsAsync(call with { SessionId = "own", Tags = new CallTags { Department = "Архив" } })).Department);
        Assert.Equal("Контакт-центр", (await TagsAsync(call with { SessionId = "posted", Callee = Parties.Read("4599"), Tags = new CallTags { Operator = "Anna" } })).Department);
        Assert.Null((await TagsAsync(call with { SessionId = "other", Callee = Parties.Read("4512") })).Department);
    }

    [Fact]
    public async Task An_extension_of_another_PBX_is_nobodys()
    {
        var callee = _folder.Parties.Read("4511"u8, "pbx2.example"u8);
        Assert.Equal((PartyKind.Internal, "second"), (callee.Kind, callee.Scope));
        Assert.Null(await RecordAsync(Call(CallDirection.Inbound, Parties.Read(Citizen), callee)));
    }

    [Fact]
    public async Task Calls_are_recorded_even_if_the_accounts_cannot_be_read()
    {
        await _folder.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_installation.Data, "desk.db"), "no database at all", Stop);
        _folder = await DataFolder.OpenAsync(_installation.Data, _clock, Stop);
        Assert.Null(await RecordAsync(Call(CallDirection.Inbound, Parties.Read(Citizen), Parties.Read("4511"))));
        Assert.Equal(1, _folder.OperatorFailures);
    }

    private async Task<string?> RecordAsync(ObservedCall call) => (await TagsAsync(call)).Operator;

    private async Task<CallTags> TagsAsync(ObservedCall call)
    {
        var report = await _folder.Intake.RecordAsync([call], Stop);
        Assert.Equal(1, report.Added);
        return (await _folder.Ledger.FindAsync(report.Ids[0], Stop))!.Tags;
    }

    private static ObservedCall Call(CallDirection direction, Party caller, Party callee) => new()
    {
        SessionId = "call@test",
        FromTag = "tag",
        Legs = [],
        Direction = direction,
        Caller = caller,
        Callee = callee,
        Dialled = callee,
        StartedAt = Instant.From(ServedPortal.Began),
        Disposition = CallDisposition.NoAnswer,
        SipStatus = 480,
        Source = "test",
        IsComplete = true,
    };
}

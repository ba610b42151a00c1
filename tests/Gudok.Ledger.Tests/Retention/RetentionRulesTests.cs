using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>Which class a call gets, and what becomes of it in the ledger.</summary>
public sealed class RetentionRulesTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PartyReader Parties = new(new PartyOptions());

    [Fact]
    public void The_first_class_whose_rule_is_met_wins_and_what_meets_none_is_in_class_0()
    {
        var emergency = Class("emergency");
        emergency.Dialled.Add("112");
        emergency.Dialled.Add("+74951234500..+74951234599");
        var inbound = Class("inbound");
        inbound.Directions.Add(CallDirection.Inbound);
        var rules = Rules(emergency, inbound);
        Assert.Equal(1, rules.ClassOf(Call(dialled: "112")));
        Assert.Equal(1, rules.ClassOf(Call(dialled: "8 (495) 123-45-42", direction: CallDirection.Outbound)));
        Assert.Equal(2, rules.ClassOf(Call(dialled: "+74951234600")));
        Assert.Equal(0, rules.ClassOf(Call(dialled: "+74951234600", direction: CallDirection.Outbound)));
        Assert.Equal(0, rules.ClassOf(Call(direction: CallDirection.Outbound)));
        Assert.Equal(0, RetentionRules.None.ClassOf(Call(dialled: "112")));
    }

    [Theory]
    [InlineData("112", "Roads", "complaint", "holes", "pbx-1", 1)]
    [InlineData("112", "roads", "complaint", "HOLES", "pbx-1", 1)]
    [InlineData("113", "roads", "complaint", "holes", "pbx-1", 0)]
    [InlineData("112", "parks", "complaint", "holes", "pbx-1", 0)]
    [InlineData("112", "roads", "enquiry", "holes", "pbx-1", 0)]
    [InlineData("112", "roads", "complaint", "signs", "pbx-1", 0)]
    [InlineData("112", "roads", "complaint", "holes", "pbx-2", 0)]
    [InlineData("112", "roads", null, "holes", "pbx-1", 0)]
    public void Every_condition_that_is_given_must_hold(string service, string department, string? kind, string topic, string source, int expected)
    {
        var one = Class("complaints");
        one.Services.Add("112");
        one.Departments.Add("Roads");
        one.Departments.Add("Bridges");
        one.Kinds.Add("complaint");
        one.Topics.Add("holes");
        one.Sources.Add("pbx-1");
        var tags = new CallTags { Service = service, Department = department, Kind = kind, Topic = topic };
        Assert.Equal(expected, Rules(one).ClassOf(Call() with { Tags = tags, Source = source }));
    }

    [Fact]
    public async Task A_call_stays_in_its_class_and_one_of_a_dropped_part_is_not_recorded_again()
    {
        var clock = new ManualClock(LedgerEntries.Start.ToDateTimeOffset() + TimeSpan.FromHours(1));
        using var keys = KeyRing.CreateEphemeral();
        await using var vault = new EphemeralVault();
        await using var ledger = new InMemoryCallLedger(clock);
        var options = Options(Class("inbound"));
        options.Classes[0].Directions.Add(CallDirection.Inbound);
        await ledger.KeepClassesAsync(options.ToTerms(), None);
        using var intake = new CallIntake(ledger, vault, keys, clock, RetentionRules.Of(options, ledger.Classes, Parties));
        var call = Call();
        var id = (await intake.RecordAsync([call], None)).Ids[0];
        await intake.RecordAsync([call with { Revision = 1, Direction = CallDirection.Outbound }], None);
        Assert.Equal(1, await ledger.ClassOfAsync(id, None));
        await ledger.DropDaysAsync([new DayPart(call.StartedAt.UtcDay, 1)], None);
        var before = vault.State.Living;
        var again = await intake.RecordAsync([call, call with { SessionId = "other" }], None);
        Assert.Equal((0, 2, before), (again.Added, again.Known, vault.State.Living));
        Assert.Equal(1, (await intake.RecordAsync([call with { SessionId = "out", Direction = CallDirection.Outbound }], None)).Added);
    }

    private static RetentionRules Rules(params RetentionClassOptions[] classes) =>
        RetentionRules.Of(Options(classes), [.. classes.Select((one, at) => new RetentionClass(at + 1, new RetentionTerms(one.Name, one.Purpose, 1, 1)))], Parties);

    private static RetentionOptions Options(params RetentionClassOptions[] classes)
    {
        var options = new RetentionOptions();
        foreach (var one in classes) options.Classes.Add(one);
        return options;
    }

    private static RetentionClassOptions Class(string name) => new() { Name = name, Purpose = "why " + name };

    private static ObservedCall Call(string dialled = "", CallDirection direction = CallDirection.Inbound) => new()
    {
        SessionId = "call-1@test",
        FromTag = "from1",
        Legs = [],
        Direction = direction,
        Caller = Parties.Read("+79161234567"),
        Dialled = dialled.Length == 0 ? default : Parties.Read(dialled),
        StartedAt = LedgerEntries.Start,
        EndedAt = LedgerEntries.Start + TimeSpan.FromSeconds(5),
        Disposition = CallDisposition.NoAnswer,
        Source = "test",
        IsComplete = true,
    };
}

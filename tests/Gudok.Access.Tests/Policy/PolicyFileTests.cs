using System.Text;
using Gudok.Testing;

namespace Gudok.Access.Tests;

public sealed class PolicyFileTests
{
    [Fact]
    public void The_starting_policy_says_something_of_every_act_that_is_not_for_everybody()
    {
        var policy = Read(Encoding.UTF8.GetString(PolicyFile.Starting()));
        Assert.All(Act.All, act => Assert.Equal(act.Is(ActTraits.Everyone), policy.RulesOf(act) is null));
    }

    [Fact]
    public void Every_fault_is_named_at_once_with_its_line()
    {
        var fault = Fault("""
            {
              "version": 1,
              "acts": {
                "calls.serach": {},
                "calls.search": {
                  "operater": "never",
                  "operator": { "scope": "mine", "form": "mask", "quotaPerDay": 5 },
                  "supervisor": { "scope": "team" },
                  "citizen": { "scope": "own", "form": "mask" }
                },
                "keeping.read": { "auditor": { "scope": "all" }, "analyst": "yes please" },
                "number.reveal": { "operator": { "scope": "own", "form": "full", "hoursAfterContact": 745, "reason": "yes" } }
              },
              "acst": {}
            }
            """);
        Assert.Equal(
            [
                "GDK-7401",
                "policy.json: line 4, acts / calls.serach: there is no such act",
                "line 6, acts / calls.search / operater: there is no such role; administrator, analyst, auditor, citizen, contractorOperator, operator, privacyOfficer, serviceClient, supervisor are",
                "line 7, acts / calls.search / operator / scope: should be one of own, team, department, all",
                "line 7, acts / calls.search / operator / quotaPerDay: should be left out: this act is not counted",
                "line 8, acts / calls.search / supervisor: should have form, one of pseudonym, mask, full",
                "line 9, acts / calls.search / citizen: a citizen took no calls and made no requests of the house: of calls only calls.self can be granted",
                "line 11, acts / keeping.read / auditor / scope: should be left out: this act is done to nobody's calls",
                "line 11, acts / keeping.read / analyst: should be \"never\" or \"yes\"",
                "line 12, acts / number.reveal / operator / hoursAfterContact: should be a number of hours from 0 to 744",
                "line 12, acts / number.reveal / operator / reason: should be true or false",
                "line 14, acst: should be one of version, hours, acts. docs/access.md says what can stand there",
            ],
            [fault.Code, .. fault.Message.Split("; ").Aggregate(new List<string>(), Join)]);
    }

    [Theory]
    [InlineData("[]", "one JSON object")]
    [InlineData("{", "Expected depth")]
    [InlineData("""{ "acts": {} }""", "version")]
    [InlineData("""{ "version": 1 }""", "acts")]
    [InlineData("""{ "version": 2, "acts": {} }""", "version: should be 1")]
    [InlineData("""{ "version": 1, "acts": [] }""", "an object of acts")]
    [InlineData("""{ "version": 1, "acts": { "calls.post": {}, "calls.post": {} } }""", "calls.post")]
    [InlineData("""{ "version": 1, "acts": { "portal.open": {} } }""", "everybody")]
    [InlineData("""{ "version": 1, "acts": { "calls.self": { "operator": { "scope": "own", "form": "mask" } } } }""", "for citizens")]
    [InlineData("""{ "version": 1, "acts": { "calls.post": { "serviceClient": { "workingHours": true } } } }""", "hours: should be there")]
    [InlineData("""{ "version": 1, "acts": {}, "hours": { "zone": "Nowhere/City", "days": ["someday"], "from": "8", "to": 9 } }""", "hours / zone: should be a time zone")]
    [InlineData("""{ "version": 1, "acts": {}, "hours": { "zone": "Europe/Moscow", "days": ["monday"], "from": "08:00" , "to": "08:00" } }""", "should differ")]
    public void What_is_no_policy_is_refused(string json, string said) => Assert.Contains(said, Fault(json).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_in_the_data_folder_takes_the_place_of_the_starting_policy_and_one_of_the_settings_of_both()
    {
        using var folder = new TestFolder();
        var clock = new ManualClock(Somebody.Noon);
        Assert.True(PolicyFile.Open(folder.Path, "", clock).MayEver(Somebody.With(Role.Operator), Act.CallsSearch));
        File.WriteAllText(Path.Combine(folder.Path, PolicyFile.Name), """{ "version": 1, "acts": {} }""");
        Assert.False(PolicyFile.Open(folder.Path, "", clock).MayEver(Somebody.With(Role.Operator), Act.CallsSearch));
        File.WriteAllText(Path.Combine(folder.Path, "other.json"), """{ "version": 1, "acts": { "calls.post": { "operator": "yes" } } }""");
        Assert.True(PolicyFile.Open(folder.Path, "other.json", clock).MayEver(Somebody.With(Role.Operator), Act.CallsPost));
        Assert.Contains("is not there", Assert.Throws<AccessException>(() => PolicyFile.Open(folder.Path, "none.json", clock)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-20T05:00:00Z", true)]
    [InlineData("2026-11-20T04:59:59Z", false)]
    [InlineData("2026-11-20T16:59:59Z", true)]
    [InlineData("2026-11-20T17:00:00Z", false)]
    [InlineData("2026-11-21T09:00:00Z", false)]
    public void Working_hours_are_those_of_the_policys_zone(string moment, bool isWork) => Assert.Equal(isWork, Hours(8, 20).Hold(Time(moment)));

    [Theory]
    [InlineData("2026-11-20T20:00:00Z", true)]
    [InlineData("2026-11-21T02:00:00Z", true)]
    [InlineData("2026-11-21T20:00:00Z", false)]
    [InlineData("2026-11-23T02:00:00Z", false)]
    public void A_shift_over_midnight_belongs_to_the_day_it_begins_on(string moment, bool isWork) => Assert.Equal(isWork, Hours(22, 6).Hold(Time(moment)));

    private static WorkingHours Hours(int from, int to) => new(
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"),
        new HashSet<DayOfWeek> { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday },
        new TimeOnly(from, 0),
        new TimeOnly(to, 0));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static AccessPolicy Read(string json) => PolicyFile.Read(Encoding.UTF8.GetBytes(json), "policy.json", new ManualClock(Somebody.Noon));

    private static AccessException Fault(string json) => Assert.Throws<AccessException>(() => Read(json));

    // A fault may hold a semicolon of its own.
    private static List<string> Join(List<string> faults, string part)
    {
        if (part.Contains(" / ", StringComparison.Ordinal) || part.StartsWith("line", StringComparison.Ordinal) || faults.Count == 0) faults.Add(part);
        else faults[^1] += "; " + part;
        return faults;
    }
}

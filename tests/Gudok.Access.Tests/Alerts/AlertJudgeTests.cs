namespace Gudok.Access.Tests.Alerts;

public sealed class AlertJudgeTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private readonly AlertJudge _judge = new(AlertRules.Default, kept => kept.Entry.Actor.Address == "10.9.9.9");
    private long _number;

    private IReadOnlyList<string> Tell(string act, TimeSpan after, string actor = "anna", ActOutcome outcome = ActOutcome.Done, ActorKind kind = ActorKind.Person, string? address = null) =>
    [
        .. _judge.Judge(new KeptEntry(++_number, _start + after, new JournalEntry
        {
            Actor = new Actor { Kind = kind, Id = actor, Name = actor, Address = address },
            Act = act,
            Outcome = outcome,
        })).Select(raised => raised.Rule.Name),
    ];

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    [Fact]
    public void Five_copies_in_an_hour_raise_one_alert_and_not_four()
    {
        for (var i = 0; i < 4; i++) Assert.Empty(Tell("number.copy", Minutes(i)));
        Assert.Equal(["number-copies"], Tell("number.copy", Minutes(10)));
    }

    [Fact]
    public void Five_downloads_of_exports_in_an_hour_raise_an_alert_and_asking_for_them_does_not()
    {
        for (var i = 0; i < 10; i++) Assert.Empty(Tell("export.ask", Minutes(i)));
        for (var i = 10; i < 14; i++) Assert.Empty(Tell("export.download", Minutes(i)));
        Assert.Equal(["mass-exports"], Tell("export.download", Minutes(20)));
    }

    [Fact]
    public void A_burst_over_the_edge_of_a_clock_hour_does_not_pass()
    {
        foreach (var minute in new double[] { 57, 58, 59, 60 }) Assert.Empty(Tell("number.copy", Minutes(minute)));
        Assert.Equal(["number-copies"], Tell("number.copy", Minutes(61)));
    }

    [Fact]
    public void Copies_spread_over_more_than_an_hour_raise_nothing()
    {
        for (var i = 0; i < 30; i++) Assert.Empty(Tell("number.copy", Minutes(15 * i)));
    }

    [Fact]
    public void Each_alert_is_told_once_in_its_window_and_again_after_it()
    {
        var told = Enumerable.Range(0, 90).Count(minute => Tell("number.copy", Minutes(minute)).Count > 0);
        Assert.Equal(2, told);
    }

    [Fact]
    public void People_are_counted_apart()
    {
        for (var i = 0; i < 8; i++) Assert.Empty(Tell("number.copy", Minutes(i), i % 2 == 0 ? "anna" : "boris"));
        Assert.Equal(["number-copies"], Tell("number.copy", Minutes(9)));
        Assert.Equal(["number-copies"], Tell("number.copy", Minutes(9), "boris"));
    }

    [Fact]
    public void Refused_and_failed_attempts_count_together_and_what_was_done_does_not()
    {
        Assert.Empty(Tell("signin.password", Minutes(0), outcome: ActOutcome.Refused));
        Assert.Empty(Tell("calls.search", Minutes(1)));
        Assert.Empty(Tell("number.reveal", Minutes(2), outcome: ActOutcome.Failed));
        Assert.Empty(Tell("number.copy", Minutes(3), outcome: ActOutcome.Refused));
        Assert.Empty(Tell("number.copy", Minutes(4), outcome: ActOutcome.Refused));
        Assert.Equal(["refused-attempts"], Tell("journal.search", Minutes(5), outcome: ActOutcome.Refused));
    }

    [Fact]
    public void Work_out_of_hours_is_told_of_people_and_not_of_programs_or_jobs()
    {
        var night = TimeSpan.FromHours(12);
        Assert.Equal(["out-of-hours"], Tell("calls.search", night));
        Assert.Empty(Tell("calls.search", night + Minutes(1)));
        Assert.Empty(Tell("calls.search", night, "robot", kind: ActorKind.Client));
        Assert.Empty(Tell("retention.run", night, "retention", kind: ActorKind.System));
    }

    [Fact]
    public void A_new_address_is_told_once()
    {
        Assert.Empty(Tell("calls.search", Minutes(0), address: "10.1.1.1"));
        Assert.Equal(["new-device"], Tell("calls.search", Minutes(1), address: "10.9.9.9"));
        Assert.Empty(Tell("calls.search", Minutes(200), address: "10.9.9.9"));
    }

    [Fact]
    public void A_clock_that_was_set_back_neither_loses_nor_doubles_alerts()
    {
        for (var i = 0; i < 5; i++) Tell("number.copy", Minutes(100 + i));
        for (var i = 0; i < 4; i++) Tell("number.copy", Minutes(i));
        Assert.True(Enumerable.Range(0, 50).Count(minute => Tell("number.copy", Minutes(5 + minute)).Count > 0) <= 1);
    }

    [Fact]
    public void A_gap_is_told_once_a_day()
    {
        Assert.Equal("journal-gap", Assert.Single(_judge.JudgeGap(_start, "x")).Rule.Name);
        Assert.Empty(_judge.JudgeGap(_start + Minutes(1), "x"));
        Assert.Single(_judge.JudgeGap(_start + TimeSpan.FromDays(1), "x"));
    }

    [Fact]
    public void What_is_remembered_stays_bounded()
    {
        for (var i = 0; i < 50_000; i++) Tell("number.copy", Minutes(i / 1000.0), "actor" + i, address: "10.0.0." + i);
        for (var i = 0; i < 4; i++) Assert.Empty(Tell("number.copy", Minutes(60), "last"));
        Assert.Equal(["number-copies"], Tell("number.copy", Minutes(60), "last"));
    }

    [Fact]
    public void Roles_that_a_provider_gives_are_told_and_citizens_who_come_by_themselves_are_not()
    {
        Assert.Equal(["rights-by-provider"], Tell("user.role", Minutes(0), actor: "provider:keycloak", kind: ActorKind.System));
        Assert.Empty(Tell("user.add", Minutes(1), actor: "provider:keycloak", kind: ActorKind.System));
    }

    [Theory]
    [InlineData("number.reveal")]
    [InlineData("evidence.disclose")]
    public void Numbers_shown_at_the_command_line_are_told_at_the_first_entry(string act)
    {
        Assert.Equal(["reveals-by-owner"], Tell(act, Minutes(0), actor: "os:root", kind: ActorKind.Owner));
        Assert.Empty(Tell(act, Minutes(30), actor: "os:root", kind: ActorKind.Owner));
        Assert.Equal(["reveals-by-owner"], Tell(act, Minutes(61), actor: "os:root", kind: ActorKind.Owner));
        Assert.Empty(Tell(act, Minutes(62)));
    }

    [Theory]
    [InlineData("user.add")]
    [InlineData("user.role")]
    [InlineData("user.password")]
    [InlineData("user.second-factor")]
    [InlineData("client.add")]
    [InlineData("client.unblock")]
    public void Each_account_or_right_that_is_given_is_told(string act)
    {
        Assert.Equal(["rights-given"], Tell(act, Minutes(0)));
        Assert.Equal(["rights-given"], Tell(act, Minutes(1)));
        Assert.Equal(["rights-given"], Tell(act, Minutes(2), actor: "os:root", kind: ActorKind.Owner));
        Assert.Empty(Tell(act, Minutes(3), outcome: ActOutcome.Refused));
        Assert.Empty(Tell("user.read", Minutes(4)));
    }
}

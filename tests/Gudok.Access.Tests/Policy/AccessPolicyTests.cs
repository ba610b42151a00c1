using System.Text;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Access.Tests;

public sealed class AccessPolicyTests
{
    private readonly ManualClock _clock = new(Somebody.Noon);
    private readonly AccessPolicy _policy;

    public AccessPolicyTests() => _policy = PolicyFile.Read(PolicyFile.Starting(), "policy.json", _clock);

    [Fact]
    public void Whoever_did_not_sign_in_may_do_nothing() =>
        Assert.All(Act.All, act => Assert.Equal(Refusal.NotSignedIn, Refused(null, act, Somebody.OwnCase)));

    [Fact]
    public void A_program_has_no_account_whatever_its_token_names()
    {
        var program = Somebody.With(Role.ServiceClient) with { Scopes = [Act.AccountOwn.Name] };
        Assert.Equal(Refusal.NoRole, Refused(program, Act.AccountOwn, ActContext.Ahead));
        Assert.IsType<Decision.Granted>(_policy.Decide(Somebody.With(Role.Citizen), Act.AccountOwn, ActContext.Ahead));
    }

    [Fact]
    public void Operator_sees_own_calls_masked_and_no_other()
    {
        var ivanova = Somebody.With(Role.Operator);
        Assert.Equal(new Decision.Granted(PartyForm.Mask, ActScope.Own, Role.Operator), _policy.Decide(ivanova, Act.CallsSearch, ActContext.Empty));
        Assert.IsType<Decision.Granted>(_policy.Decide(ivanova, Act.CallRead, Somebody.OwnCase with { Owner = "IVANOVA" }));
        Assert.Equal(Refusal.OutOfScope, Refused(ivanova, Act.CallRead, Somebody.OwnCase with { Owner = "petrov" }));
        Assert.Equal(Refusal.OutOfScope, Refused(ivanova, Act.CallRead, Somebody.OwnCase with { Owner = null }));
    }

    [Fact]
    public void Supervisor_reaches_the_team_and_no_other()
    {
        var leader = Somebody.With(Role.Supervisor);
        Assert.IsType<Decision.Granted>(_policy.Decide(leader, Act.CallRead, Somebody.OwnCase with { Owner = "petrov" }));
        Assert.Equal(Refusal.OutOfScope, Refused(leader, Act.CallRead, Somebody.OwnCase with { Owner = "sidorov" }));
    }

    [Fact]
    public void Whoever_reaches_a_department_reaches_the_people_in_it_and_no_other()
    {
        var json = Encoding.UTF8.GetString(PolicyFile.Starting()).Replace("\"scope\": \"team\"", "\"scope\": \"department\"", StringComparison.Ordinal);
        var policy = PolicyFile.Read(Encoding.UTF8.GetBytes(json), "policy.json", _clock);
        var (leader, own) = (Somebody.With(Role.Supervisor), Somebody.OwnCase with { DepartmentMembers = ["petrov", "sidorov"] });
        Assert.True(policy.HasScope(leader, Act.CallRead, ActScope.Department));
        Assert.False(policy.HasScope(leader, Act.CallRead, ActScope.Team));
        Assert.All(new[] { "ivanova", "Sidorov" }, owner => Assert.Equal(ActScope.Department, Assert.IsType<Decision.Granted>(policy.Decide(leader, Act.CallRead, own with { Owner = owner })).Scope));
        Assert.All(new[] { "volkova", null }, owner => Assert.Equal(Refusal.OutOfScope, Assert.IsType<Decision.Refused>(policy.Decide(leader, Act.CallRead, own with { Owner = owner })).Reason));
        // Who is in the department counts for no grant that reaches teams.
        Assert.Equal(Refusal.OutOfScope, Refused(leader, Act.CallRead, own with { Owner = "sidorov" }));
    }

    [Fact]
    public void A_number_can_be_revealed_until_the_last_moment_of_the_twenty_fourth_hour()
    {
        var ivanova = Somebody.With(Role.Operator);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.IsType<Decision.Granted>(_policy.Decide(ivanova, Act.NumberReveal, Somebody.OwnCase));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Refusal.NoContact, Refused(ivanova, Act.NumberReveal, Somebody.OwnCase));
        Assert.IsType<Decision.Granted>(_policy.Decide(ivanova, Act.NumberReveal, Somebody.OwnCase with { IsInCall = true }));
        Assert.Equal(Refusal.NoContact, Refused(ivanova, Act.NumberReveal, Somebody.OwnCase with { LastContact = null }));
    }

    [Fact]
    public void Nobody_decides_on_a_request_of_their_own_not_even_the_owner_of_the_folder()
    {
        Actor[] all = [.. Enum.GetValues<Role>().Select(role => Somebody.With(role)), Owner(null), Somebody.With(Enum.GetValues<Role>())];
        Assert.All(all, actor => Assert.Equal(Refusal.OwnRequest, Refused(actor, Act.ExportDecide, Somebody.OwnCase with { AskedBy = actor.Id })));
        Assert.IsType<Decision.Granted>(_policy.Decide(Somebody.With(Role.Supervisor), Act.ExportDecide, Somebody.OwnCase with { AskedBy = "u-2" }));
    }

    [Fact]
    public void Without_a_second_factor_nobody_gets_a_whole_number_whatever_the_file_says()
    {
        var lax = Policy("""{ "version": 1, "acts": { "calls.search": { "operator": { "scope": "all", "form": "full" }, "supervisor": { "scope": "own", "form": "mask" } } } }""");
        var bare = Somebody.With(Role.Operator) with { HasSecondFactor = false };
        Assert.Equal(Refusal.NoSecondFactor, Refused(lax.Decide(bare, Act.CallsSearch, ActContext.Empty)));
        Assert.Equal(PartyForm.Mask, ((Decision.Granted)lax.Decide(bare with { Roles = [Role.Operator, Role.Supervisor] }, Act.CallsSearch, ActContext.Empty)).Form);
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = Somebody.With(role) with { HasSecondFactor = false };
            Assert.All(Act.All, act => Assert.False(_policy.Decide(actor, act, Somebody.OwnCase) is Decision.Granted { Form: PartyForm.Full }));
        }
    }

    [Fact]
    public void What_one_role_denies_the_others_do_not_grant()
    {
        Assert.IsType<Decision.Granted>(_policy.Decide(Somebody.With(Role.Supervisor), Act.NumberReveal, Somebody.OwnCase));
        Assert.Equal(Refusal.Denied, Refused(Somebody.With(Role.Supervisor, Role.Administrator), Act.NumberReveal, Somebody.OwnCase));
    }

    [Fact]
    public void The_form_of_one_role_is_never_given_with_the_scope_of_another()
    {
        var both = (Decision.Granted)_policy.Decide(Somebody.With(Role.Operator, Role.Analyst), Act.CallsSearch, ActContext.Empty);
        Assert.Equal((PartyForm.Pseudonym, ActScope.All), (both.Form, both.Scope));
    }

    [Theory]
    [InlineData(Refusal.QuotaUsed)]
    [InlineData(Refusal.NoReason)]
    public void Operator_reveals_only_within_the_quota_and_with_a_reason(Refusal expected)
    {
        var context = expected == Refusal.QuotaUsed ? Somebody.OwnCase with { UsedToday = 50 } : Somebody.OwnCase with { Reason = " " };
        Assert.Equal(expected, Refused(Somebody.With(Role.Operator), Act.NumberReveal, context));
        Assert.IsType<Decision.Granted>(_policy.Decide(Somebody.With(Role.Operator), Act.NumberReveal, Somebody.OwnCase with { UsedToday = 49 }));
    }

    [Fact]
    public void Privacy_officer_reveals_on_a_request_in_writing_only()
    {
        Assert.IsType<Decision.Granted>(_policy.Decide(Somebody.With(Role.PrivacyOfficer), Act.NumberReveal, Somebody.OwnCase));
        Assert.Equal(Refusal.NoRequestFile, Refused(Somebody.With(Role.PrivacyOfficer), Act.NumberReveal, Somebody.OwnCase with { RequestFile = null }));
    }

    [Fact]
    public void Operator_may_not_search_by_a_part_and_a_supervisor_by_no_less_than_four_digits()
    {
        Assert.Equal(Refusal.NoRole, Refused(Somebody.With(Role.Operator), Act.NumberSearchPart, Somebody.OwnCase));
        Assert.Equal(Refusal.PartTooShort, Refused(Somebody.With(Role.Supervisor), Act.NumberSearchPart, Somebody.OwnCase with { PartDigits = 3 }));
        Assert.IsType<Decision.Granted>(_policy.Decide(Somebody.With(Role.Supervisor), Act.NumberSearchPart, Somebody.OwnCase));
    }

    [Fact]
    public void Contractors_operator_reveals_within_working_hours_only()
    {
        var contractor = Somebody.With(Role.ContractorOperator);
        Assert.IsType<Decision.Granted>(_policy.Decide(contractor, Act.NumberReveal, Somebody.OwnCase));
        _clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(Refusal.OutOfHours, Refused(contractor, Act.NumberReveal, Somebody.OwnCase));
    }

    [Fact]
    public void Owner_at_the_machine_reveals_with_a_reason_and_one_that_comes_by_network_does_not()
    {
        Assert.Equal(PartyForm.Full, ((Decision.Granted)_policy.Decide(Owner(null), Act.NumberReveal, Somebody.OwnCase)).Form);
        Assert.Equal(Refusal.NoReason, Refused(Owner(null), Act.NumberReveal, ActContext.Empty));
        Assert.Equal(Refusal.NoSecondFactor, Refused(Owner("127.0.0.1"), Act.NumberReveal, Somebody.OwnCase));
        Assert.All(Act.All, act => Assert.False(_policy.Decide(Owner("127.0.0.1"), act, Somebody.OwnCase) is Decision.Granted { Form: PartyForm.Full }));
    }

    [Fact]
    public void A_job_never_gets_more_than_pseudonyms()
    {
        var job = new Actor { Kind = ActorKind.System, Id = "retention", Name = "retention" };
        Assert.All(Act.All, act => Assert.False(_policy.Decide(job, act, Somebody.OwnCase) is Decision.Granted { Form: > PartyForm.Pseudonym }));
    }

    [Fact]
    public void What_is_asked_ahead_is_refused_later_only_for_what_rests_on_the_case()
    {
        Refusal[] ofTheCase = [Refusal.OutOfScope, Refusal.NoRequestFile, Refusal.NoContact, Refusal.QuotaUsed, Refusal.PartTooShort, Refusal.NoReason, Refusal.OwnRequest];
        foreach (var actor in Enum.GetValues<Role>().Select(role => Somebody.With(role)))
        {
            foreach (var act in Act.All)
            {
                var later = _policy.Decide(actor, act, new ActContext { IsOfOne = true, PartDigits = 1, UsedToday = 10_000 });
                Assert.Equal(_policy.MayEver(actor, act), later is Decision.Granted || ofTheCase.Contains(((Decision.Refused)later).Reason));
            }
        }
    }

    private static Actor Owner(string? address) => new() { Kind = ActorKind.Owner, Id = "os:gudok", Name = "gudok", Address = address };

    private AccessPolicy Policy(string json) => PolicyFile.Read(System.Text.Encoding.UTF8.GetBytes(json), "policy.json", _clock);

    private Refusal Refused(Actor? actor, Act act, ActContext context) => Refused(_policy.Decide(actor, act, context));

    private static Refusal Refused(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reason;
}

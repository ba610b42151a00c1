using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gudok.Testing;

namespace Gudok.Access.Tests;

public sealed class PolicyPropertyTests
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    [Fact]
    public void A_denial_that_is_added_grants_nobody_anything()
    {
        var cases =
            from act in Gen.Elements(Act.All.Where(act => !act.Is(ActTraits.Everyone)).ToArray())
            from denied in Gen.Elements(Roles)
            from actor in Actors()
            from context in Contexts()
            select (act, denied, actor, context);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var json = Starting();
            json["acts"]![one.act.Name]![Name(one.denied)] = "never";
            var before = Read(Starting()).Decide(one.actor, one.act, one.context);
            var after = Read(json).Decide(one.actor, one.act, one.context);
            return after is Decision.Refused || after == before;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_role_that_is_added_takes_nothing_away_but_by_denial_and_gives_no_more_than_it_has_alone()
    {
        var cases = from act in Gen.Elements(Act.All.ToArray()) from role in Gen.Elements(Roles) from actor in Actors() from context in Contexts() select (act, role, actor, context);
        var policy = Read(Starting());
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var before = policy.Decide(one.actor, one.act, one.context);
            var alone = policy.Decide(one.actor with { Roles = [one.role] }, one.act, one.context);
            var after = policy.Decide(one.actor with { Roles = [.. one.actor.Roles, one.role] }, one.act, one.context);
            return after switch
            {
                Decision.Granted => after == before || after == alone,
                Decision.Refused { Reason: Refusal.Denied } => true,
                _ => before is Decision.Refused && alone is Decision.Refused,
            };
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<Actor> Actors() =>
        from roles in Gen.SubListOf(Roles)
        from hasSecondFactor in Gen.Elements(true, false)
        select Somebody.With([.. roles]) with { HasSecondFactor = hasSecondFactor };

    private static Gen<ActContext> Contexts() =>
        from isOfOne in Gen.Elements(true, false)
        from owner in Gen.Elements("ivanova", "petrov", "sidorov", null)
        from reason in Gen.Elements("why", null)
        from used in Gen.Elements(0, 20, 50)
        from hours in Gen.Elements(0, 24, 25)
        select new ActContext
        {
            IsOfOne = isOfOne,
            Owner = owner,
            TeamMembers = ["petrov"],
            DepartmentMembers = ["petrov", "sidorov"],
            Reason = reason,
            RequestFile = reason,
            UsedToday = used,
            LastContact = Somebody.Noon.AddHours(-hours),
            AskedBy = owner is null ? "u-1" : "u-2",
            PartDigits = 4,
        };

    private static JsonObject Starting() => JsonNode.Parse(PolicyFile.Starting(), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!.AsObject();

    private static AccessPolicy Read(JsonObject json) => PolicyFile.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), "policy.json", new ManualClock(Somebody.Noon));

    private static string Name(Role role) => PolicyReader.RoleName(role);
}

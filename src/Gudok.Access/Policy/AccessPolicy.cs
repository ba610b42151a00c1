using System.Collections.Frozen;
using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>Who may do what: decides by the policy file and by nothing else. Immutable, thread-safe.</summary>
/// <remarks>Of several roles one that is denied an act denies it; else the widest grant that holds is taken as it stands, never the form of one with
/// the scope of another. What no policy can change: nobody decides on one's own request, and without a second factor nobody sees a whole number.</remarks>
public sealed class AccessPolicy
{
    private readonly FrozenDictionary<Act, ActRules> _acts;
    private readonly WorkingHours? _hours;
    private readonly TimeProvider _clock;

    internal AccessPolicy(IReadOnlyDictionary<Act, ActRules> acts, WorkingHours? hours, TimeProvider clock)
    {
        _acts = acts.ToFrozenDictionary();
        _hours = hours;
        _clock = clock;
    }

    /// <summary>Decides on an act.</summary>
    /// <param name="actor">Who; null if nobody signed in.</param>
    /// <param name="act">What.</param>
    /// <param name="context">What is known of the case; what a condition rests on and is not known makes it fail.</param>
    public Decision Decide(Actor? actor, Act act, ActContext context)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(context);
        if (actor is null) return new Decision.Refused(Refusal.NotSignedIn, act);
        if (act.Is(ActTraits.Approval) && context.AskedBy == actor.Id) return new Decision.Refused(Refusal.OwnRequest, act);
        return actor.Kind switch
        {
            ActorKind.Owner => OfOwner(actor, act, context),
            ActorKind.System => OfJob(act),
            ActorKind.Person or ActorKind.Client => OfRoles(actor, act, context),
        };
    }

    /// <summary>Whether the actor may do such a thing at all: what a menu goes by. The case may still be refused.</summary>
    public bool MayEver(Actor? actor, Act act) => Decide(actor, act, ActContext.Ahead) is Decision.Granted;

    /// <summary>Whether a grant of one of these roles has this scope, so that whoever is in it is looked up only then.</summary>
    public bool HasScope(Actor actor, Act act, ActScope scope) => GrantsOf(actor, act).Any(granted => granted.Grant.Scope == scope);

    /// <summary>Whether a grant of one of these roles ends some time after the last contact.</summary>
    public bool RestsOnContact(Actor actor, Act act) => GrantsOf(actor, act).Any(granted => granted.Grant.HoursAfterContact is not null);

    /// <summary>Whether a grant of one of these roles has a quota.</summary>
    internal bool HasQuota(Actor actor, Act act) => GrantsOf(actor, act).Any(granted => granted.Grant.QuotaPerDay is not null);

    /// <summary>Midnight of the day, by the zone of the policy's hours: quotas begin anew then.</summary>
    internal DateTimeOffset DayBegan()
    {
        var zone = _hours?.Zone ?? TimeZoneInfo.Utc;
        var day = TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), zone).Date;
        return new DateTimeOffset(day, zone.GetUtcOffset(day));
    }

    /// <summary>The rules of an act; null if it is granted to nobody.</summary>
    internal ActRules? RulesOf(Act act) => _acts.GetValueOrDefault(act);

    private Decision OfRoles(Actor actor, Act act, ActContext context)
    {
        // A token is narrower than its program: what it does not name it does not open, whatever the policy grants.
        if (actor.Scopes is { } scopes && !scopes.Contains(act.Name, StringComparer.Ordinal)) return new Decision.Refused(Refusal.NotInToken, act);
        // A program has no account of its own to look at.
        if (act == Act.AccountOwn && actor.Kind == ActorKind.Client) return new Decision.Refused(Refusal.NoRole, act);
        if (act.Is(ActTraits.Everyone)) return new Decision.Granted(PartyForm.Pseudonym, ActScope.Own, null);
        if (_acts.GetValueOrDefault(act)?.Denied.Overlaps(actor.Roles) == true) return new Decision.Refused(Refusal.Denied, act);
        var nearest = Refusal.NoRole;
        Decision.Granted? widest = null;
        foreach (var (role, grant) in GrantsOf(actor, act))
        {
            if (Judge(grant, actor, act, context) is { } refusal)
            {
                if (refusal > nearest) nearest = refusal;
                continue;
            }

            if (widest is null || (grant.Scope, grant.Form).CompareTo((widest.Scope, widest.Form)) > 0)
                widest = new Decision.Granted(grant.Form, grant.Scope, role) { QuotaPerDay = grant.QuotaPerDay };
        }

        return widest is null ? new Decision.Refused(nearest, act) : widest;
    }

    private Refusal? Judge(Grant grant, Actor actor, Act act, ActContext context)
    {
        if (context.IsOfOne && !Reaches(grant.Scope, actor, context)) return Refusal.OutOfScope;
        if (grant.DemandsSecondFactor && !actor.HasSecondFactor) return Refusal.NoSecondFactor;
        if (grant.OnlyInHours && _hours?.Hold(_clock.GetUtcNow()) != true) return Refusal.OutOfHours;
        return context.IsAhead ? null : JudgeCase(grant, act, context);
    }

    private Refusal? JudgeCase(Grant grant, Act act, ActContext context)
    {
        if (grant.NeedsRequestFile && string.IsNullOrWhiteSpace(context.RequestFile)) return Refusal.NoRequestFile;
        if (grant.HoursAfterContact is { } hours && !IsInContact(hours, context)) return Refusal.NoContact;
        if (grant.QuotaPerDay <= context.UsedToday) return Refusal.QuotaUsed;
        if (IsPartTooShort(act, context)) return Refusal.PartTooShort;
        return grant.NeedsReason && string.IsNullOrWhiteSpace(context.Reason) ? Refusal.NoReason : null;
    }

    private static bool Reaches(ActScope scope, Actor actor, ActContext context) => scope switch
    {
        ActScope.All => true,
        ActScope.Own => context.Owner is { } owner && Is(owner, actor.Name),
        ActScope.Team => context.Owner is { } owner && (Is(owner, actor.Name) || context.TeamMembers.Any(member => Is(owner, member))),
        ActScope.Department => context.Owner is { } owner && (Is(owner, actor.Name) || context.DepartmentMembers.Any(member => Is(owner, member))),
    };

    // The law of the last second: at exactly so many hours it still holds, a tick later it does not. A contact in the future is a clock put back.
    private bool IsInContact(int hours, ActContext context) =>
        context.IsInCall || (context.LastContact is { } last && _clock.GetUtcNow() - last <= TimeSpan.FromHours(hours));

    private static bool IsPartTooShort(Act act, ActContext context) => act == Act.NumberSearchPart && context.PartDigits < NumberPart.LeastDigits;

    /// <summary>Whoever owns the folder and its keys at the machine's command line could read all of it anyway, and so is only asked for what leaves a trace.
    /// Who comes as the owner from a network address has shown no more than that it is this machine.</summary>
    private static Decision OfOwner(Actor owner, Act act, ActContext context)
    {
        var isAtMachine = owner.Address is null || owner.HasSecondFactor;
        if (IsPartTooShort(act, context)) return new Decision.Refused(Refusal.PartTooShort, act);
        if (!IsShowing(act)) return new Decision.Granted(isAtMachine && act == Act.NumberSearchPart ? PartyForm.Full : PartyForm.Mask, ActScope.All, null);
        if (!isAtMachine) return new Decision.Refused(Refusal.NoSecondFactor, act);
        return string.IsNullOrWhiteSpace(context.Reason) && act != Act.NumberCopy && !context.IsAhead
            ? new Decision.Refused(Refusal.NoReason, act)
            : new Decision.Granted(PartyForm.Full, ActScope.All, null);
    }

    /// <summary>A job does its work on all that is there, and has nobody to show a number to.</summary>
    private static Decision OfJob(Act act) =>
        IsShowing(act) ? new Decision.Refused(Refusal.NoRole, act) : new Decision.Granted(PartyForm.Pseudonym, ActScope.All, null);

    private static bool IsShowing(Act act) => act == Act.NumberReveal || act == Act.NumberCopy || act == Act.EvidenceDisclose;

    private IEnumerable<(Role Role, Grant Grant)> GrantsOf(Actor actor, Act act)
    {
        if (_acts.GetValueOrDefault(act) is not { } rules) yield break;
        foreach (var role in actor.Roles)
        {
            if (rules.Grants.TryGetValue(role, out var grant)) yield return (role, grant);
        }
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What the policy says of one act.</summary>
/// <param name="Grants">What it grants to whom.</param>
/// <param name="Denied">Whom it denies it, whatever other roles they have.</param>
internal sealed record ActRules(FrozenDictionary<Role, Grant> Grants, FrozenSet<Role> Denied);

namespace Gudok.Access;

/// <summary>What the policy says of a request for an export, by the rights of the moment.</summary>
internal sealed class ExportRights(AccessPolicy policy, ITeamMembers teams)
{
    /// <summary>Account names of somebody's teams or of their departments.</summary>
    public ValueTask<IReadOnlyCollection<string>> WithinAsync(Actor actor, ActScope scope, CancellationToken cancellationToken) => teams.WithinAsync(actor, scope, cancellationToken);

    /// <summary>Why somebody may not do this to a request; null if they may.</summary>
    public async ValueTask<Decision.Refused?> RefusesAsync(Actor actor, Act act, ExportRow row, string? reason, CancellationToken cancellationToken) =>
        await DecideAsync(actor, act, row, reason, cancellationToken).ConfigureAwait(false) as Decision.Refused;

    private async ValueTask<Decision> DecideAsync(Actor actor, Act act, ExportRow row, string? reason, CancellationToken cancellationToken)
    {
        var context = new ActContext
        {
            IsOfOne = true,
            Owner = row.AskedByName,
            AskedBy = row.AskedBy,
            TeamMembers = await MembersAsync(actor, act, ActScope.Team, cancellationToken).ConfigureAwait(false),
            DepartmentMembers = await MembersAsync(actor, act, ActScope.Department, cancellationToken).ConfigureAwait(false),
            Reason = reason,
        };
        return policy.Decide(actor, act, reason is null ? context.BeforeTheCase() : context);
    }

    /// <summary>Why somebody may not decide on a request; null if they may. Whoever decides reaches all that would stand in the file: else a supervisor
    /// of two teams would get the calls of one approved by the other. It is the grant that holds here that says how far: not that of another role.</summary>
    public async ValueTask<Decision.Refused?> RefusesDecisionAsync(Actor actor, ExportRow row, string? reason, CancellationToken cancellationToken)
    {
        var decision = await DecideAsync(actor, Act.ExportDecide, row, reason, cancellationToken).ConfigureAwait(false);
        if (decision is Decision.Refused refused) return refused;
        return decision is Decision.Granted granted
            && await ReachesAsync(actor, granted.Scope, row, cancellationToken).ConfigureAwait(false) ? null : new Decision.Refused(Refusal.OutOfScope, Act.ExportDecide);
    }

    /// <summary>Why the requester may no longer have what was asked for; null if nothing stands in the way. Working hours come and go: what was granted
    /// is not lost with them.</summary>
    public async ValueTask<Decision.Refused?> LostByAsync(Actor requester, ExportRow row, CancellationToken cancellationToken)
    {
        if (await RefusesAsync(requester, Act.ExportDownload, row, null, cancellationToken).ConfigureAwait(false) is { Reason: not Refusal.OutOfHours } lost) return lost;
        var decision = policy.Decide(requester, Act.ExportAsk, new ActContext { Reason = row.Reason });
        if (decision is Decision.Refused refused) return refused.Reason == Refusal.OutOfHours ? null : refused;
        var granted = (Decision.Granted)decision;
        return granted.Form >= row.Form && await ReachesAsync(requester, granted.Scope, row, cancellationToken).ConfigureAwait(false)
            ? null
            : new Decision.Refused(Refusal.OutOfScope, Act.ExportAsk);
    }

    private async ValueTask<IReadOnlyCollection<string>> MembersAsync(Actor actor, Act act, ActScope scope, CancellationToken cancellationToken) =>
        policy.HasScope(actor, act, scope) ? await WithinAsync(actor, scope, cancellationToken).ConfigureAwait(false) : [];

    private async ValueTask<bool> ReachesAsync(Actor actor, ActScope scope, ExportRow row, CancellationToken cancellationToken)
    {
        if (scope == ActScope.All) return true;
        if (row.NameList is not { } names) return false;
        var reached = new HashSet<string>(await WithinAsync(actor, scope, cancellationToken).ConfigureAwait(false), StringComparer.OrdinalIgnoreCase) { actor.Name };
        return names.All(reached.Contains);
    }
}

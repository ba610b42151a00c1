using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Whose alerts whoever asks in a request may see and acknowledge: all, or those of the team or department.</summary>
internal sealed class AlertGate(IHttpContextAccessor accessor, AccessPolicy policy, IServiceProvider services)
{
    /// <summary>The account names whose alerts are within reach; null for all, those that nobody's doing raised too.</summary>
    /// <exception cref="RefusedException">The policy refuses the act.</exception>
    public async ValueTask<IReadOnlyCollection<string>?> ReachAsync(Act act, CancellationToken cancellationToken)
    {
        var actor = Actor;
        var decision = policy.Decide(actor, act, ActContext.Empty);
        if (decision is not Decision.Granted granted) throw new RefusedException((Decision.Refused)decision, []);
        return granted.Scope switch
        {
            ActScope.All => null,
            ActScope.Own => [actor.Name],
            ActScope.Team or ActScope.Department => [actor.Name, .. await services.GetService<ITeamMembers>().WithinAsync(actor, granted.Scope, cancellationToken).ConfigureAwait(false)],
        };
    }

    /// <summary>Refuses to acknowledge what is out of reach, and what is one's own doing, however far one reaches.</summary>
    /// <exception cref="RefusedException">The policy refuses it.</exception>
    public async ValueTask RequireAsync(Alert alert, CancellationToken cancellationToken)
    {
        var reach = await ReachAsync(Act.AlertsAcknowledge, cancellationToken).ConfigureAwait(false);
        var isOwn = string.Equals(alert.ActorName, Actor.Name, StringComparison.OrdinalIgnoreCase);
        if (isOwn || reach?.Contains(alert.ActorName, StringComparer.OrdinalIgnoreCase) == false)
            throw new RefusedException(new Decision.Refused(Refusal.OutOfScope, Act.AlertsAcknowledge), ["alert:" + EntryReference.Of(alert.Number)]);
    }

    private Actor Actor => WhoActs.Actor(accessor.HttpContext ?? throw new InvalidOperationException("A gate exists only within a request."));
}

using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>What lets somebody read a stream: a session or a token, and whose calls were granted when it began.</summary>
internal sealed class ReadersRight
{
    private readonly Func<CancellationToken, ValueTask<Actor?>> _look;
    private readonly Actor _actor;
    private readonly ITeamMembers? _teams;
    private readonly ReachedTeam? _reached;

    private ReadersRight(Actor actor, HttpContext context, Func<CancellationToken, ValueTask<Actor?>> look)
    {
        (_actor, _look) = (actor, look);
        (_teams, _reached) = (context.RequestServices.GetService<ITeamMembers>(), context.Features.Get<ReachedTeam>());
    }

    /// <summary>When it ends whatever happens; null if nobody knows.</summary>
    public DateTimeOffset? EndsAt { get; private init; }

    /// <summary>What a request came by; null if neither session nor token.</summary>
    public static ReadersRight? Of(HttpContext context)
    {
        if (context.Features.Get<SessionInHand>() is { } session)
        {
            var desk = context.RequestServices.GetRequiredService<SignInDesk>();
            return new ReadersRight(session.Somebody.Actor, context, async stop =>
                await desk.LookAsync(session.Token, stop).ConfigureAwait(false) is { Stage: SessionStage.Open } somebody ? somebody.Actor : null);
        }

        if (context.Features.Get<TokenInHand>() is not { } token) return null;
        var tokens = context.RequestServices.GetRequiredService<TokenDesk>();
        var actor = WhoActs.Actor(context);
        return new ReadersRight(actor, context, async stop => await tokens.HoldsAsync(token.Shown, stop).ConfigureAwait(false) ? actor : null) { EndsAt = token.EndsAt };
    }

    /// <summary>Whether all is as it was.</summary>
    public async ValueTask<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        if (await _look(cancellationToken).ConfigureAwait(false) is not { } now || !now.Teams.SequenceEqual(_actor.Teams) || !now.Roles.SequenceEqual(_actor.Roles)) return false;
        if (_teams is null || _reached is null) return true;
        var members = await _teams.WithinAsync(now, _reached.Scope, cancellationToken).ConfigureAwait(false);
        return _reached.Members.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals([now.Name, .. members]);
    }
}

using System.Globalization;
using Gudok.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Holds every request against the policy before anything is done, writes the journal, and answers what is refused. What rests on the case —
/// whose call it is — is decided by <see cref="CallGate"/>, which also notes what was looked at.</summary>
internal sealed class PolicyGate(RequestDelegate next, AccessPolicy policy, IJournal journal)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // What routing answers by itself, as that a method is not allowed, does nothing and says no act.
        if (context.GetEndpoint() is not RouteEndpoint endpoint || IsOpen(endpoint))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        // An address that says no act was forgotten: it stays closed.
        var act = RequiredAct.Of(context)?.Act ?? throw new InvalidOperationException($"The address {endpoint.DisplayName} says no act.");
        try
        {
            var decision = policy.Decide(WhoActs.Actor(context), act, ActContext.Ahead);
            var objects = await ObjectsAsync(context).ConfigureAwait(false);
            if (decision is Decision.Refused refused) throw new RefusedException(refused, objects);
            if (IsNotedHere(act)) await DoNotedAsync(context, act, objects).ConfigureAwait(false);
            else await next(context).ConfigureAwait(false);
        }
        catch (RefusedException refusal) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, refusal).ConfigureAwait(false);
        }
    }

    private static bool IsOpen(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<RequiredAct>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    // What is done to calls is noted where the call is known; what everybody may do for themselves is noted by the sign-in, as far as it matters.
    private static bool IsNotedHere(Act act) => act.IsNotedByRequest;

    private async Task DoNotedAsync(HttpContext context, Act act, IReadOnlyList<string> objects)
    {
        var note = Note(context, act, ActOutcome.Done, objects, null);
        await journal.WriteAsync(note, context.RequestAborted).ConfigureAwait(false);
        await next(context).ConfigureAwait(false);
        if (context.Response.StatusCode < StatusCodes.Status400BadRequest) return;
        var status = context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
        await journal.WriteAsync(note with { Outcome = ActOutcome.Failed, Detail = "status " + status }, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task RefuseAsync(HttpContext context, RefusedException refusal)
    {
        var refused = refusal.Refused;
        if (!refusal.IsNoted)
            await journal.WriteAsync(Note(context, refused.Act, ActOutcome.Refused, refusal.Objects, RefusalWords.Name(refused.Reason)), CancellationToken.None).ConfigureAwait(false);
        context.Response.Clear();
        if (Failures.IsPage(context)) await Refusals.NotAllowed(context.RequestServices.GetRequiredService<Reader>(), refused).ExecuteAsync(context).ConfigureAwait(false);
        else await Refusals.NotAllowed(refused).ExecuteAsync(context).ConfigureAwait(false);
    }

    internal static JournalEntry Note(HttpContext context, Act act, ActOutcome outcome, IReadOnlyList<string> objects, string? detail) => new()
    {
        Actor = WhoActs.Actor(context),
        Act = act.Name,
        Outcome = outcome,
        Objects = objects,
        Detail = detail,
        Correlation = RequestCorrelation.Of(context),
    };

    // Ids of ours only: what somebody put in place of one may be anything, a number too.
    private static async ValueTask<IReadOnlyList<string>> ObjectsAsync(HttpContext context)
    {
        if (context.GetRouteValue("name") is string name && context.Request.Path.StartsWithSegments(PeopleRoutes.Address, StringComparison.Ordinal))
            return await context.RequestServices.GetRequiredService<SignInDesk>().People.TryFindAsync(name, context.RequestAborted).ConfigureAwait(false) is { } account ? ["user:" + account.Id] : [];
        var id = context.GetRouteValue("id") as string;
        if (id is null) return [];
        if (Calls.RecordId.TryParse(id, out var call)) return ["call:" + call];
        return Guid.TryParse(id, out var other) ? [other.ToString()] : [];
    }
}

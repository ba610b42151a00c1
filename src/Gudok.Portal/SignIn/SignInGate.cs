using Gudok.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>Lets nobody by who is not signed in, with the second factor too, but to what says itself that it is open: assets, health, the sign-in. Looked
/// up with each request, so whoever is blocked is out with the next one.</summary>
internal sealed class SignInGate(RequestDelegate next, SignInDesk desk)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (SessionCookie.Read(context.Request) is { Length: > 0 } token
            && await FindAsync(context, token).ConfigureAwait(false) is { } somebody && await IsSameDeviceAsync(context, somebody).ConfigureAwait(false))
        {
            context.Features.Set(new SessionInHand(token, somebody));
            if (somebody.Stage == SessionStage.Open) context.Features.Set(somebody.Actor with { Address = context.Connection.RemoteIpAddress?.ToString() });
        }

        if (context.Features.Get<Actor>() is not null || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        await TurnAwayAsync(context).ConfigureAwait(false);
    }

    // Browser and system, not their versions: those change while a session lasts. A session of something unknown is known by its token alone.
    private async ValueTask<bool> IsSameDeviceAsync(HttpContext context, SignedIn somebody)
    {
        var place = SignInForms.PlaceOf(context.Request);
        var (began, now) = (DeviceName.Of(somebody.Device), DeviceName.Of(place.Device));
        if (began == now || began == DeviceName.Unknown) return true;
        await desk.EndStolenAsync(somebody, place, context.RequestAborted).ConfigureAwait(false);
        return false;
    }

    // A page that is left open takes its stream up by itself, again and again: that is no use by anybody.
    private ValueTask<SignedIn?> FindAsync(HttpContext context, string token) =>
        RequiredAct.Of(context)?.Act == Act.CallsFollow ? desk.LookAsync(token, context.RequestAborted) : desk.FindAsync(token, context.RequestAborted);

    private static Task TurnAwayAsync(HttpContext context)
    {
        var request = context.Request;
        var way = SignInRoutes.StepOf(context.Features.Get<SessionInHand>()?.Somebody.Stage) + "?to=" + Uri.EscapeDataString(LocalPath.Of(request.Path));
        if (Failures.IsPage(context))
        {
            context.Response.Redirect(way);
            return Task.CompletedTask;
        }

        // A part of a page: htmx leads the whole page there.
        if (request.Headers.ContainsKey("HX-Request")) context.Response.Headers["HX-Redirect"] = SignInRoutes.Address;
        context.Response.Headers.WWWAuthenticate = $"Cookie realm=\"gudok\", form-action=\"{SignInRoutes.Address}\", cookie-name=\"{SessionCookie.Name}\"";
        return Refusals.Problem(
            StatusCodes.Status401Unauthorized, AccessFaults.NotSignedIn, "Nobody is signed in.", $"Sign in at {SignInRoutes.Address}; a session ends when it is not used.").ExecuteAsync(context);
    }
}

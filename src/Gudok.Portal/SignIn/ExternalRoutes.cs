using System.Globalization;
using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The way to a provider of sign-in and back.</summary>
internal static class ExternalRoutes
{
    private const string Group = "/external";

    // Ties the answer of a provider to the browser that asked; what is in it is sealed.
    private static readonly HostCookie Cookie = new("gudok-external", TimeSpan.FromMinutes(10));

    public static void Map(IEndpointRouteBuilder open)
    {
        open.MapPost(Group + "/{provider}", BeginAsync);
        open.MapGet(Group + "/{provider}/back", CompleteAsync);
    }

    /// <summary>Where a provider sends people back to. Each has an address of its own, so that the answer of one cannot be passed off as another's (RFC 9700 §4.4.2).</summary>
    public static string RedirectUriOf(HttpContext context, TokenOptions options, string provider) =>
        $"{TokenRoutes.IssuerOf(context, options)}{SignInRoutes.Address}{Group}/{provider}/back";

    /// <summary>Where the person of the session in hand signs out of the provider too; null if the sign-in began here, or the provider has no such page.</summary>
    public static async Task<string?> LogoutAddressAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<SessionInHand>()?.Somebody.Provider is not { } provider) return null;
        var here = TokenRoutes.IssuerOf(context, context.RequestServices.GetRequiredService<TokenOptions>()) + SignInRoutes.Address;
        return await context.RequestServices.GetRequiredService<ExternalDesk>().LogoutAddressAsync(provider, here, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<IResult> BeginAsync(string provider, HttpContext context, ExternalDesk desk, TokenOptions tokens, Reader reader, CancellationToken cancellationToken)
    {
        var form = await FormFields.ReadAsync(context.Request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        var to = LocalPath.Of(form?["to"]);
        // A provider's own session answers for whoever sits at the browser: not where somebody is signed in already, nor on the way to where new ways in are made.
        var isAnew = context.Features.Get<SessionInHand>() is not null || to == AccountRoutes.Address;
        try
        {
            var start = await desk.BeginAsync(provider, RedirectUriOf(context, tokens, provider), to, isAnew, SignInForms.PlaceOf(context.Request), cancellationToken).ConfigureAwait(false);
            Cookie.Write(context, start.Kept);
            return SignInForms.GoTo(context, start.Address);
        }
        catch (AccessException refused) when (refused.Code is AccessFaults.NoProvider or AccessFaults.ProviderUnreachable or AccessFaults.ProviderNotAsSet)
        {
            return SignInForms.Refuse<SignInForm>(to, ExternalTexts.Of(reader).Refusal(refused.Code), StatusOf(refused.Code));
        }
    }

    internal static async Task<IResult> CompleteAsync(
        string provider, string? code, string? state, string? iss, string? error, HttpContext context, ExternalDesk desk, SignInDesk people, Reader reader, CancellationToken cancellationToken)
    {
        var kept = Cookie.Read(context.Request);
        Cookie.Delete(context);
        var answer = await desk.CompleteAsync(provider, new ExternalReturn(code, state, iss, error), kept, SignInForms.PlaceOf(context.Request), cancellationToken).ConfigureAwait(false);
        switch (answer)
        {
            case ExternalAnswer.Next next:
                SessionCookie.Write(context, next.Step.Token);
                return TypedResults.Redirect(SignInForms.TargetOf(next.Step, next.To));
            case ExternalAnswer.Slow slow:
                var minutes = (int)Math.Ceiling(slow.After.TotalMinutes);
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(slow.After.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return await AgainAsync(string.Format(CultureInfo.InvariantCulture, SignInTexts.Of(reader).Slow, minutes), StatusCodes.Status429TooManyRequests).ConfigureAwait(false);
            case ExternalAnswer.Refused refused:
                return await AgainAsync(ExternalTexts.Of(reader).Refusal(refused.Code), StatusOf(refused.Code)).ConfigureAwait(false);
            default:
                throw new InvalidOperationException($"{answer.GetType().Name} is no answer.");
        }

        async Task<RazorComponentResult> AgainAsync(string said, int status)
        {
            var page = await SignInRoutes.ShowAsync(null, context, people, desk, cancellationToken, said).ConfigureAwait(false);
            page.StatusCode = status;
            return page;
        }
    }

    private static int StatusOf(string code) => code switch
    {
        AccessFaults.NoProvider => StatusCodes.Status404NotFound,
        AccessFaults.ProviderUnreachable or AccessFaults.ProviderNotAsSet => StatusCodes.Status502BadGateway,
        AccessFaults.ExternalStepOver => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status403Forbidden,
    };
}

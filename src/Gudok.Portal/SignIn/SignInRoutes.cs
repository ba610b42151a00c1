using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The pages of signing in.</summary>
internal static class SignInRoutes
{
    /// <summary>Where people sign in.</summary>
    public const string Address = "/sign-in";

    /// <summary>Where the second factor is shown.</summary>
    public const string Code = Address + "/code";

    /// <summary>Where an own password and a second factor are set up.</summary>
    public const string Setup = Address + "/setup";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup(Address).ExcludeFromDescription().AllowAnonymous();
        open.MapGet("", (string? to, string? by, HttpContext context, SignInDesk desk, ExternalDesk external, CancellationToken cancellationToken) =>
            ShowAsync(to, context, desk, external, cancellationToken, ExternalTexts.FirstBy(context, by)));
        open.MapPost("", SignInForms.PasswordAsync);
        open.MapGet("/code", ShowCode);
        open.MapPost("/code", SignInForms.CodeAsync);
        open.MapGet("/setup", ShowSetupAsync);
        open.MapPost("/setup/password", SetupForms.PasswordAsync);
        open.MapPost("/setup/code", SetupForms.CodeAsync);
        open.MapPost("/demo", SignInForms.DemoAsync);
        PasskeyRoutes.MapSignIn(open);
        ExternalRoutes.Map(open);
        routes.MapPost("/sign-out", SignInForms.SignOutAsync).ExcludeFromDescription().AllowAnonymous();
    }

    /// <summary>The page of a step.</summary>
    public static string StepOf(SessionStage? stage) => stage switch
    {
        SessionStage.SecondFactor => Code,
        SessionStage.Setup => Setup,
        SessionStage.Open => "/",
        null => Address,
    };

    /// <summary>The people of the demo whom the reader may enter as: only on the machine itself.</summary>
    public static DemoDoor? DoorFor(HttpContext context) =>
        ProxyTrust.IsOfThisMachine(context) ? context.RequestServices.GetService<DemoDoor>() : null;

    /// <summary>The page, with what became of the last attempt if it was made elsewhere.</summary>
    internal static async Task<RazorComponentResult> ShowAsync(string? to, HttpContext context, SignInDesk desk, ExternalDesk external, CancellationToken cancellationToken, string? said = null) =>
        new(typeof(SignInPage), new Dictionary<string, object?>
        {
            [nameof(SignInPage.To)] = LocalPath.Of(to),
            [nameof(SignInPage.HasAccounts)] = await desk.People.HasAnyAsync(cancellationToken).ConfigureAwait(false),
            [nameof(SignInPage.Providers)] = external.Providers,
            [nameof(SignInPage.Said)] = said,
            [nameof(SignInPage.Demo)] = DoorFor(context)?.Accounts ?? [],
        });

    internal static Results<RazorComponentResult, RedirectHttpResult> ShowCode(string? to, HttpContext context) =>
        context.Features.Get<SessionInHand>() is { Somebody.Stage: SessionStage.SecondFactor }
            ? new RazorComponentResult(typeof(CodePage), new Dictionary<string, object?> { [nameof(CodePage.To)] = LocalPath.Of(to) })
            : TypedResults.Redirect(StepOf(context.Features.Get<SessionInHand>()?.Somebody.Stage));

    internal static async Task<Results<RazorComponentResult, RedirectHttpResult>> ShowSetupAsync(string? to, HttpContext context, SignInDesk desk, CancellationToken cancellationToken)
    {
        if (context.Features.Get<SessionInHand>() is not { Somebody: { Stage: SessionStage.Setup } somebody } session)
            return TypedResults.Redirect(StepOf(context.Features.Get<SessionInHand>()?.Somebody.Stage));
        return new RazorComponentResult(typeof(SetupPage), new Dictionary<string, object?>
        {
            [nameof(SetupPage.To)] = LocalPath.Of(to),
            [nameof(SetupPage.Somebody)] = somebody,
            [nameof(SetupPage.Authenticator)] = somebody.HasOneTimePassword ? null : await desk.SetupAsync(session.Token, cancellationToken).ConfigureAwait(false),
        });
    }
}

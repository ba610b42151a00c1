using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal;

/// <summary>Somebody's own account: sessions, password, passkeys, recovery codes.</summary>
internal static class AccountRoutes
{
    /// <summary>The page.</summary>
    public const string Address = "/account";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup(Address).ExcludeFromDescription().Requires(Act.AccountOwn);
        account.MapGet("", ShowAsync);
        account.MapPost("/sessions/end", EndOthersAsync);
        account.MapPost("/sessions/{id}/end", EndOneAsync);
        account.MapPost("/password", ChangePasswordAsync);
        account.MapPost("/recovery-codes", RenewCodesAsync);
        account.MapPost("/passkeys/{id}/remove", RemovePasskeyAsync);
        PasskeyRoutes.MapAccount(account);
    }

    internal static async Task<RazorComponentResult> ShowAsync(HttpContext context, SignInDesk desk, CancellationToken cancellationToken)
    {
        var actor = ActorIn(context);
        return new RazorComponentResult(typeof(AccountPage), new Dictionary<string, object?>
        {
            [nameof(AccountPage.Actor)] = actor,
            [nameof(AccountPage.Sessions)] = await desk.ListAsync(actor, cancellationToken).ConfigureAwait(false),
            [nameof(AccountPage.Passkeys)] = await desk.PasskeysAsync(actor, cancellationToken).ConfigureAwait(false),
            [nameof(AccountPage.HasAuthenticator)] = await desk.HasAuthenticatorAsync(actor, cancellationToken).ConfigureAwait(false),
        });
    }

    internal static async Task<RazorComponentResult> EndOthersAsync(HttpContext context, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        await desk.EndOthersAsync(ActorIn(context), null, cancellationToken).ConfigureAwait(false);
        return await SessionsAsync(context, desk, SignInTexts.Of(reader).SessionsEnded, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<IResult> EndOneAsync(string id, HttpContext context, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var actor = ActorIn(context);
        if (id == actor.Session) return await SignInForms.SignOutAsync(context, desk, cancellationToken).ConfigureAwait(false);
        await desk.EndOthersAsync(actor, id, cancellationToken).ConfigureAwait(false);
        return await SessionsAsync(context, desk, SignInTexts.Of(reader).SessionsEnded, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<RazorComponentResult> ChangePasswordAsync(HttpContext context, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var texts = SignInTexts.Of(reader);
        var form = await FormFields.ReadAsync(context.Request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        if (form is null || form.Raw("password") != form.Raw("again")) return PasswordForm(texts.NotTheSame, StatusCodes.Status422UnprocessableEntity);
        try
        {
            return await desk.ChangePasswordAsync(ActorIn(context), form.Raw("present"), form.Raw("password"), cancellationToken).ConfigureAwait(false)
                ? PasswordForm(texts.PasswordChanged, StatusCodes.Status200OK)
                : PasswordForm(texts.PasswordWrong, StatusCodes.Status422UnprocessableEntity);
        }
        catch (AccessException weak) when (weak.Code == AccessFaults.WeakPassword)
        {
            return PasswordForm(texts.WeakPassword, StatusCodes.Status422UnprocessableEntity);
        }
    }

    internal static async Task<IResult> RenewCodesAsync(HttpContext context, SignInDesk desk, CancellationToken cancellationToken) =>
        await desk.RenewRecoveryCodesAsync(ActorIn(context), cancellationToken).ConfigureAwait(false) is { } codes
            ? new RazorComponentResult(typeof(RecoveryCodes), new Dictionary<string, object?> { [nameof(RecoveryCodes.Codes)] = codes })
            : SignInAnew(context);

    /// <summary>Leads to the sign-in and back: what is asked for takes somebody who has just signed in.</summary>
    internal static ProblemHttpResult SignInAnew(HttpContext context)
    {
        context.Response.Headers["HX-Redirect"] = $"{SignInRoutes.Address}?to={Uri.EscapeDataString(Address)}";
        return Refusals.Problem(
            StatusCodes.Status401Unauthorized, AccessFaults.NotSignedIn, "The sign-in was too long ago for this.", $"Sign in anew at {SignInRoutes.Address}, then do it within a few minutes.");
    }

    internal static async Task<IResult> RemovePasskeyAsync(string id, HttpContext context, SignInDesk desk, CancellationToken cancellationToken)
    {
        return await desk.RemovePasskeyAsync(ActorIn(context), id, cancellationToken).ConfigureAwait(false)
            ? SignInForms.GoTo(context, Address)
            : Refusals.Problem(StatusCodes.Status409Conflict, AccessFaults.NothingToChange, "It is the account's only second factor.", "Add another passkey first.");
    }

    private static Actor ActorIn(HttpContext context) => WhoActs.Actor(context);

    private static RazorComponentResult PasswordForm(string said, int status) =>
        new(typeof(OwnPasswordForm), new Dictionary<string, object?> { [nameof(OwnPasswordForm.Said)] = said, [nameof(OwnPasswordForm.IsBad)] = status != StatusCodes.Status200OK }) { StatusCode = status };

    private static async Task<RazorComponentResult> SessionsAsync(HttpContext context, SignInDesk desk, string said, CancellationToken cancellationToken) =>
        new(typeof(SessionSection), new Dictionary<string, object?>
        {
            [nameof(SessionSection.Actor)] = ActorIn(context),
            [nameof(SessionSection.Sessions)] = await desk.ListAsync(ActorIn(context), cancellationToken).ConfigureAwait(false),
            [nameof(SessionSection.Said)] = said,
        });
}

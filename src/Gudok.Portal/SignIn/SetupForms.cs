using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Takes an own password and the first code of an authenticator.</summary>
internal static class SetupForms
{
    internal static async Task<IResult> PasswordAsync(HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var texts = SignInTexts.Of(reader);
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form
            || form.Raw("password") != form.Raw("again")) return SignInForms.Refuse<NewPasswordForm>("", texts.NotTheSame, StatusCodes.Status422UnprocessableEntity);
        try
        {
            var answer = await desk.ChoosePasswordAsync(SessionCookie.Read(request) ?? "", form.Raw("password"), SignInForms.PlaceOf(request), cancellationToken).ConfigureAwait(false);
            return SignInForms.Answer<NewPasswordForm>(request.HttpContext, answer, form["to"], texts.StepOver, texts);
        }
        catch (AccessException weak) when (weak.Code == AccessFaults.WeakPassword)
        {
            return SignInForms.Refuse<NewPasswordForm>(LocalPath.Of(form["to"]), texts.WeakPassword, StatusCodes.Status422UnprocessableEntity);
        }
    }

    internal static async Task<IResult> CodeAsync(HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var texts = SignInTexts.Of(reader);
        var token = SessionCookie.Read(request) ?? "";
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form)
            return await AgainAsync(desk, token, "", texts.CodeRefused, StatusCodes.Status401Unauthorized, cancellationToken).ConfigureAwait(false);
        var (answer, codes) = await desk.ConfirmAsync(token, form["code"], SignInForms.PlaceOf(request), cancellationToken).ConfigureAwait(false);
        if (answer is SignInAnswer.Slow slow)
            return await AgainAsync(desk, token, form["to"], SignInForms.Wait(request.HttpContext, slow, texts), StatusCodes.Status429TooManyRequests, cancellationToken).ConfigureAwait(false);
        if (answer is not SignInAnswer.Next next)
            return await AgainAsync(desk, token, form["to"], texts.CodeRefused, StatusCodes.Status401Unauthorized, cancellationToken).ConfigureAwait(false);
        return Codes(request.HttpContext, next, codes, LocalPath.Of(form["to"]));
    }

    /// <summary>Signed in for the first time: the recovery codes, shown once.</summary>
    internal static RazorComponentResult Codes(HttpContext context, SignInAnswer.Next next, IReadOnlyList<string> codes, string to)
    {
        SessionCookie.Write(context, next.Token);
        return new RazorComponentResult(typeof(RecoveryCodes), new Dictionary<string, object?> { [nameof(RecoveryCodes.Codes)] = codes, [nameof(RecoveryCodes.To)] = to });
    }

    private static async Task<RazorComponentResult> AgainAsync(SignInDesk desk, string token, string to, string said, int status, CancellationToken cancellationToken) =>
        new(typeof(AuthenticatorForm), new Dictionary<string, object?>
        {
            [nameof(AuthenticatorForm.To)] = LocalPath.Of(to),
            [nameof(AuthenticatorForm.Authenticator)] = await desk.SetupAsync(token, cancellationToken).ConfigureAwait(false),
            [nameof(AuthenticatorForm.Said)] = said,
        })
        { StatusCode = status };
}

using System.Globalization;
using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Takes what the pages of signing in send.</summary>
internal static class SignInForms
{
    internal static async Task<IResult> PasswordAsync(HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var texts = SignInTexts.Of(reader);
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form) return Refuse<SignInForm>("", texts.Refused, 400);
        var answer = await desk.PasswordAsync(form["name"], form.Raw("password"), PlaceOf(request), cancellationToken).ConfigureAwait(false);
        return Answer<SignInForm>(request.HttpContext, answer, form["to"], texts.Refused, texts);
    }

    internal static async Task<IResult> CodeAsync(HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var texts = SignInTexts.Of(reader);
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form) return Refuse<CodeForm>("", texts.CodeRefused, 400);
        var answer = await desk.CodeAsync(SessionCookie.Read(request) ?? "", form["code"], PlaceOf(request), cancellationToken).ConfigureAwait(false);
        return Answer<CodeForm>(request.HttpContext, answer, form["to"], texts.CodeRefused, texts);
    }

    internal static async Task<IResult> DemoAsync(HttpRequest request, Reader reader, CancellationToken cancellationToken)
    {
        if (SignInRoutes.DoorFor(request.HttpContext) is not { } door) return Refusals.Problem(StatusCodes.Status404NotFound);
        var texts = SignInTexts.Of(reader);
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form) return Refuse<SignInForm>("", texts.Refused, 400);
        var answer = await door.EnterAsync(form["name"], PlaceOf(request), cancellationToken).ConfigureAwait(false);
        return Answer<SignInForm>(request.HttpContext, answer, form["to"], texts.Refused, texts);
    }

    internal static async Task<IResult> SignOutAsync(HttpContext context, SignInDesk desk, CancellationToken cancellationToken)
    {
        if (SessionCookie.Read(context.Request) is { } token) await desk.EndAsync(token, cancellationToken).ConfigureAwait(false);
        SessionCookie.Delete(context);
        // What the browser kept of the pages goes too (OWASP ASVS 5, 7.4).
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        // Last: a provider that does not answer keeps nobody signed in here.
        return GoTo(context, await ExternalRoutes.LogoutAddressAsync(context, cancellationToken).ConfigureAwait(false) ?? SignInRoutes.Address);
    }

    /// <summary>Where a request comes from.</summary>
    internal static SignInPlace PlaceOf(HttpRequest request)
    {
        var device = request.Headers.UserAgent.ToString();
        return new SignInPlace(request.HttpContext.Connection.RemoteIpAddress?.ToString(), device.Length > 0 ? device : null) { Held = SessionCookie.Read(request) };
    }

    /// <summary>Leads on to the next step, or shows the form again with what is wrong.</summary>
    internal static IResult Answer<TForm>(HttpContext context, SignInAnswer answer, string to, string refusal, SignInTexts texts) => answer switch
    {
        SignInAnswer.Next next => GoOn(context, next, to),
        SignInAnswer.Slow slow => Slow<TForm>(context, slow, to, texts),
        SignInAnswer.ByProvider other => Refuse<TForm>(LocalPath.Of(to), ExternalTexts.FirstBy(context, other.Provider)!, StatusCodes.Status403Forbidden),
        _ => Refuse<TForm>(LocalPath.Of(to), refusal, StatusCodes.Status401Unauthorized),
    };

    /// <summary>A form again, with what is wrong.</summary>
    internal static RazorComponentResult Refuse<TForm>(string to, string said, int status) =>
        new(typeof(TForm), new Dictionary<string, object?> { ["To"] = to, ["Said"] = said }) { StatusCode = status };

    /// <summary>Leads the page elsewhere: htmx follows the header, for others there is nothing more to read.</summary>
    internal static IResult GoTo(HttpContext context, string address)
    {
        context.Response.Headers["HX-Redirect"] = address;
        return TypedResults.Ok();
    }

    /// <summary>Tells the browser, and in the words given back its person, when to try again.</summary>
    internal static string Wait(HttpContext context, SignInAnswer.Slow slow, SignInTexts texts)
    {
        var seconds = (int)Math.Ceiling(slow.After.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return string.Format(CultureInfo.InvariantCulture, texts.Slow, (seconds + 59) / 60);
    }

    private static IResult GoOn(HttpContext context, SignInAnswer.Next next, string to)
    {
        SessionCookie.Write(context, next.Token);
        return GoTo(context, TargetOf(next, to));
    }

    /// <summary>The page that follows a step.</summary>
    internal static string TargetOf(SignInAnswer.Next next, string to)
    {
        var target = LocalPath.Of(to);
        return next.Stage == SessionStage.Open ? target : $"{SignInRoutes.StepOf(next.Stage)}?to={Uri.EscapeDataString(target)}";
    }

    private static RazorComponentResult Slow<TForm>(HttpContext context, SignInAnswer.Slow slow, string to, SignInTexts texts) =>
        Refuse<TForm>(LocalPath.Of(to), Wait(context, slow, texts), StatusCodes.Status429TooManyRequests);
}

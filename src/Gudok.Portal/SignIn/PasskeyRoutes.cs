using System.Text.Json;
using System.Text.Json.Nodes;
using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal;

/// <summary>Passkeys: what the browser is asked for, and what it answers.</summary>
internal static class PasskeyRoutes
{
    private const int MaxBytes = 32 * 1024;

    // A member that comes twice says two things.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static void MapSignIn(IEndpointRouteBuilder open)
    {
        open.MapPost("/passkey/options", AskAsync);
        open.MapPost("/passkey", ShowAsync);
        open.MapPost("/setup/passkey/options", OfferFirstAsync);
        open.MapPost("/setup/passkey", AddFirstAsync);
    }

    public static void MapAccount(IEndpointRouteBuilder account)
    {
        account.MapPost("/passkeys/options", OfferAsync);
        account.MapPost("/passkeys", AddAsync);
    }

    internal static async Task<IResult> AskAsync(HttpContext context, SignInDesk desk, CancellationToken cancellationToken) =>
        Ask(await desk.AskForPasskeyAsync(SignInForms.PlaceOf(context.Request), context, cancellationToken).ConfigureAwait(false));

    internal static async Task<IResult> ShowAsync(HttpContext context, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var texts = SignInTexts.Of(reader);
        if (await ReadAsync(context.Request, cancellationToken).ConfigureAwait(false) is not { } sent) return SignInForms.Refuse<SignInForm>("", texts.PasskeyFailed, StatusCodes.Status400BadRequest);
        var answer = await desk.PasskeyAsync(sent.Handle, sent.Credential, SignInForms.PlaceOf(context.Request), context, cancellationToken).ConfigureAwait(false);
        // The script shows no form: the page says it.
        if (answer is SignInAnswer.ByProvider other) context.Response.Headers["HX-Redirect"] = $"{SignInRoutes.Address}?to={Uri.EscapeDataString(LocalPath.Of(sent.Text))}&by={other.Provider}";
        return SignInForms.Answer<SignInForm>(context, answer, sent.Text, texts.PasskeyFailed, texts);
    }

    internal static async Task<IResult> OfferFirstAsync(HttpContext context, SignInDesk desk, CancellationToken cancellationToken) =>
        await desk.OfferFirstPasskeyAsync(SessionCookie.Read(context.Request) ?? "", SignInForms.PlaceOf(context.Request), context, cancellationToken).ConfigureAwait(false) is { } ask
            ? Ask(ask)
            : NotThisStep();

    internal static async Task<IResult> AddFirstAsync(HttpContext context, SignInDesk desk, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context.Request, cancellationToken).ConfigureAwait(false) is not { } sent) return NotAdded();
        var (answer, codes) = await desk.AddFirstPasskeyAsync(
            SessionCookie.Read(context.Request) ?? "", sent.Handle, sent.Credential, sent.Text, SignInForms.PlaceOf(context.Request), context, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            SignInAnswer.Next next => SetupForms.Codes(context, next, codes, LocalPath.Of(context.Request.Query["to"])),
            SignInAnswer.Slow => Refusals.TooManyRequests(),
            _ => NotAdded(),
        };
    }

    internal static async Task<IResult> OfferAsync(HttpContext context, SignInDesk desk, CancellationToken cancellationToken) =>
        await desk.OfferPasskeyAsync(WhoActs.Actor(context), context, cancellationToken).ConfigureAwait(false) is { } ask ? Ask(ask) : AccountRoutes.SignInAnew(context);

    internal static async Task<IResult> AddAsync(HttpContext context, SignInDesk desk, CancellationToken cancellationToken)
    {
        var actor = WhoActs.Actor(context);
        var sent = await ReadAsync(context.Request, cancellationToken).ConfigureAwait(false);
        return sent is not null && await desk.AddPasskeyAsync(actor, sent.Handle, sent.Credential, sent.Text, context, cancellationToken).ConfigureAwait(false)
            ? SignInForms.GoTo(context, AccountRoutes.Address)
            : NotAdded();
    }

    private static ProblemHttpResult NotAdded() =>
        Refusals.Problem(StatusCodes.Status400BadRequest, AccessFaults.NothingToChange, "The passkey was not added.", "Try again; an account has ten at most.");

    private static ProblemHttpResult NotThisStep() =>
        Refusals.Problem(StatusCodes.Status401Unauthorized, AccessFaults.NotSignedIn, "No second factor is to be set up here.", $"Sign in anew at {SignInRoutes.Address}.");

    private static ContentHttpResult Ask(PasskeyAsk ask) => TypedResults.Text($$"""{"handle":"{{ask.Handle}}","options":{{ask.Options}}}""", "application/json");

    private static async Task<Sent?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false) is not { } bytes) return null;
        try
        {
            return JsonNode.Parse(bytes, documentOptions: Strict) is JsonObject sent && sent["handle"] is JsonValue handle && sent["credential"] is JsonObject credential
                ? new Sent((string?)handle ?? "", credential.ToJsonString(), (string?)sent["text"] ?? "")
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a page sends.</summary>
    /// <param name="Handle">Of what was asked.</param>
    /// <param name="Credential">What the browser made.</param>
    /// <param name="Text">The passkey's name, or where to go then.</param>
    private sealed record Sent(string Handle, string Credential, string Text);
}

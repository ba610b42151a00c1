using System.Text;
using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal;

/// <summary>The token server: OAuth 2.0 for programs.</summary>
internal static class TokenRoutes
{
    private const string Form = "application/x-www-form-urlencoded";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("").WithTags("Tokens").AllowAnonymous();
        tokens.MapPost(TokenPaths.Token, IssueAsync).WithName("issueToken").Produces<TokenGiven>().Produces<TokenError>(400).Produces<TokenError>(401)
            .WithSummary("A token by client credentials (RFC 6749 §4.4): a form of grant_type, scope and client_assertion with its type (RFC 7523), or client_id and the certificate of the connection (RFC 8705).");
        tokens.MapPost(TokenPaths.Revoke, RevokeAsync).WithName("revokeToken").Produces(200).Produces<TokenError>(401)
            .WithSummary("Takes a token back (RFC 7009): the same form, with token.");
        tokens.MapGet(TokenPaths.Keys, KeysAsync).WithName("tokenKeys").Produces(200, contentType: "application/jwk-set+json").WithSummary("The keys that tokens are signed with (RFC 7517).");
        tokens.MapGet(TokenPaths.Metadata, Metadata).WithName("tokenServer").WithSummary("What the token server can (RFC 8414).");
    }

    /// <summary>What this server calls itself in tokens.</summary>
    internal static string IssuerOf(HttpContext context, TokenOptions options) =>
        options.Issuer.Length > 0 ? options.Issuer.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";

    private static async Task<Results<Ok<TokenGiven>, JsonHttpResult<TokenError>>> IssueAsync(
        HttpContext context, TokenDesk desk, TokenOptions options, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, options, cancellationToken).ConfigureAwait(false) is not var (request, _)) return Refuse(new("invalid_request", $"the body has to be {Form}"));
        context.Response.Headers.Pragma = "no-cache";
        return await desk.IssueAsync(request, cancellationToken).ConfigureAwait(false) switch
        {
            TokenAnswer.Granted granted => TypedResults.Ok(new TokenGiven(granted.Token, "Bearer", (int)granted.ExpiresIn.TotalSeconds, granted.Scope)),
            TokenAnswer.Refused refused => Refuse(refused),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer."),
        };
    }

    private static async Task<Results<Ok, JsonHttpResult<TokenError>>> RevokeAsync(
        HttpContext context, TokenDesk desk, TokenOptions options, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, options, cancellationToken).ConfigureAwait(false) is not var (request, token)) return Refuse(new("invalid_request", $"the body has to be {Form}"));
        return await desk.RevokeAsync(request, token, cancellationToken).ConfigureAwait(false)
            ? TypedResults.Ok()
            : Refuse(new("invalid_client", "the program has not shown who it is"));
    }

    private static async Task<ContentHttpResult> KeysAsync(TokenDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Text(await desk.KeysAsync(cancellationToken).ConfigureAwait(false), "application/jwk-set+json", Encoding.UTF8);

    private static Ok<TokenServer> Metadata(HttpContext context, TokenOptions options) => TypedResults.Ok(TokenServer.Of(IssuerOf(context, options)));

    /// <summary>Reads what was sent; null if it is no form.</summary>
    private static async Task<(TokenRequest Request, string? Token)?> ReadAsync(HttpContext context, TokenOptions options, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType) return null;
        var form = await context.Request.ReadFormAsync(cancellationToken).ConfigureAwait(false);
        var request = new TokenRequest
        {
            Issuer = IssuerOf(context, options),
            GrantType = One("grant_type"),
            ClientId = One("client_id"),
            Scope = One("scope"),
            AssertionType = One("client_assertion_type"),
            Assertion = One("client_assertion"),
            Certificate = await context.Connection.GetClientCertificateAsync(cancellationToken).ConfigureAwait(false),
            Address = context.Connection.RemoteIpAddress,
        };
        return (request, One("token"));

        // A parameter given twice is none (RFC 6749 §3.2).
        string? One(string name) => form[name] is [{ Length: > 0 } value] ? value : null;
    }

    private static JsonHttpResult<TokenError> Refuse(TokenAnswer.Refused refused) => TypedResults.Json(
        new TokenError(refused.Error, refused.Description),
        PortalJson.Default.TokenError,
        statusCode: refused.Error == "invalid_client" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest);
}

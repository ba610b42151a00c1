using System.Globalization;
using Gudok.Access;
using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>Lets programs in by their tokens (RFC 6750), in place of a session. A token that opens nothing is told so, whatever it was shown for.</summary>
internal sealed class TokenGate(RequestDelegate next, TokenDesk desk, TokenOptions options)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var connection = context.Connection;
        var certificate = await connection.GetClientCertificateAsync(context.RequestAborted).ConfigureAwait(false);
        var shown = new ShownToken(authorization[Scheme.Length..].Trim(), TokenRoutes.IssuerOf(context, options), certificate, connection.RemoteIpAddress);
        switch (await desk.CheckAsync(shown, context.RequestAborted).ConfigureAwait(false))
        {
            case TokenVerdict.Accepted accepted:
                context.Features.Set(accepted.Actor);
                context.Features.Set(new TokenInHand(shown, accepted.EndsAt));
                await next(context).ConfigureAwait(false);
                break;
            case TokenVerdict.Slow slow:
                context.Response.Headers.RetryAfter = Math.Ceiling(slow.After.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await Refusals.TooManyRequests().ExecuteAsync(context).ConfigureAwait(false);
                break;
            case TokenVerdict.Refused refused:
                context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"gudok\", error=\"invalid_token\", error_description=\"{refused.Description}\"";
                await Refusals.Problem(
                    StatusCodes.Status401Unauthorized, AccessFaults.NotSignedIn, "The token opens nothing.", $"Ask for a new one at {TokenPaths.Token}.").ExecuteAsync(context).ConfigureAwait(false);
                break;
        }
    }
}

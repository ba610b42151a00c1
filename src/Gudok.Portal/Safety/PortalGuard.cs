using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>Answers only for its own hosts (a foreign name pointed at loopback, DNS rebinding, gets nothing) and takes what is sent only from its own pages or from no page at all: a
/// browser that is signed in would send its cookie for any page.</summary>
internal sealed class PortalGuard(RequestDelegate next, IOptions<PortalOptions> options, TurnedAway turnedAway)
{
    private const string Policy =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private readonly HashSet<string> _hosts = new(options.Value.HostsInForce, StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context)
    {
        // On starting, because a failure clears the headers that were set before it.
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            Harden(response.Headers, response.HttpContext.Request.IsHttps);
            return Task.CompletedTask;
        }, context.Response);
        if (Judge(context.Request) is not { } refusal)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (refusal.StatusCode == StatusCodes.Status403Forbidden) await turnedAway.NoteForeignAsync(context).ConfigureAwait(false);
        await refusal.ExecuteAsync(context).ConfigureAwait(false);
    }

    private ProblemHttpResult? Judge(HttpRequest request)
    {
        if (!_hosts.Contains(request.Host.Host))
            return Refusals.Problem(
                StatusCodes.Status421MisdirectedRequest, PortalFaults.ForeignHost, "This server does not answer for that host.",
                "Open it as localhost, or name the host in the setting Portal:Hosts.");
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return null;
        if (!IsOwnOrigin(request))
            return Refusals.Problem(
                StatusCodes.Status403Forbidden, PortalFaults.ForeignOrigin, "A page of another site may not send anything here.");
        return IsJson(request.ContentType) || IsTokenForm(request)
            ? null
            : Refusals.Problem(
                StatusCodes.Status415UnsupportedMediaType, PortalFaults.NotJson, "Only JSON is taken here.",
                "Send application/json, or application/x-ndjson where lines are taken.");
    }

    /// <summary>Browsers send both headers and pages cannot forge them; a program sends neither.</summary>
    private static bool IsOwnOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && site != "same-origin" && site != "none") return false;
        var origin = request.Headers.Origin;
        return origin.Count == 0 || origin == $"{request.Scheme}://{request.Host}";
    }

    /// <summary>A form of another site can send text/plain and two more, never these, without asking first.</summary>
    private static bool IsJson(string? contentType)
    {
        var type = contentType?.Split(';')[0].Trim();
        return string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase)
            || string.Equals(type, "application/x-ndjson", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>OAuth takes forms (RFC 6749 §3.2), from programs: a page says where it is from. Cookies count for nothing there.</summary>
    private static bool IsTokenForm(HttpRequest request) =>
        (request.Path == TokenPaths.Token || request.Path == TokenPaths.Revoke)
        && request.Headers.Origin.Count == 0
        && request.Headers["Sec-Fetch-Site"].Count == 0
        && request.HasFormContentType;

    private static void Harden(IHeaderDictionary headers, bool isHttps)
    {
        // Whoever came encrypted once comes encrypted for a year (RFC 6797). Other hosts below the name are not ours to speak for.
        if (isHttps) headers.StrictTransportSecurity = "max-age=31536000";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>Whom a request comes from where a proxy stands before the portal: what a named proxy says of it is taken, for one hop, and nobody else's word.</summary>
public static class ProxyTrust
{
    /// <summary>The most proxies and networks of them that can be named.</summary>
    internal const int MostProxies = 64;

    private static readonly string[] Marks =
        [ForwardedHeadersDefaults.XForwardedForHeaderName, ForwardedHeadersDefaults.XOriginalForHeaderName, ForwardedHeadersDefaults.XForwardedProtoHeaderName, ForwardedHeadersDefaults.XForwardedHostHeaderName, "X-Real-IP", "Forwarded", "Via"];

    /// <summary>Whether a request was sent on this machine itself. What a proxy passed on was not, be the proxy known or not: nobody can tell who is behind it.</summary>
    /// <param name="context">The request.</param>
    public static bool IsOfThisMachine(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var headers = context.Request.Headers;
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !Marks.Any(headers.ContainsKey);
    }

    /// <summary>What is wrong with the list of proxies, each with the setting's name.</summary>
    /// <param name="proxies">The setting <c>Portal:Proxies</c>.</param>
    public static IEnumerable<string> Mistakes(IList<string> proxies)
    {
        ArgumentNullException.ThrowIfNull(proxies);
        if (proxies.Count > MostProxies) yield return $"Portal:Proxies: at most {MostProxies}";
        for (var place = 0; place < proxies.Count; place++)
        {
            if (!TryRead(proxies[place], out _)) yield return $"Portal:Proxies:{place}: an address or network, such as 127.0.0.1 or 10.1.2.0/24";
        }
    }

    /// <summary>Takes a proxy's word, before anything else looks at a request.</summary>
    internal static void Use(WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Proxies;
        if (proxies.Count == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (TryRead(proxy, out var network)) options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    private static bool TryRead(string text, out System.Net.IPNetwork network) =>
        IPAddress.TryParse(text, out var one) ? System.Net.IPNetwork.TryParse($"{one}/{one.GetAddressBytes().Length * 8}", out network) : System.Net.IPNetwork.TryParse(text, out network);
}

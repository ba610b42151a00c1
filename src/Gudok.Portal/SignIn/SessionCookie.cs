using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>The cookie that a browser is known by: a random token and nothing else.</summary>
internal static class SessionCookie
{
    /// <summary>On loopback; over TLS it has the prefix of hosts.</summary>
    public const string Name = "gudok-session";

    // Without an age: the browser forgets it when it is closed.
    private static readonly HostCookie Cookie = new(Name);

    /// <summary>The token that the browser shows; null if none.</summary>
    public static string? Read(HttpRequest request) => Cookie.Read(request);

    /// <summary>Gives the browser a token in place of the one it has.</summary>
    public static void Write(HttpContext context, string token) => Cookie.Write(context, token);

    /// <summary>Takes the token away.</summary>
    public static void Delete(HttpContext context) => Cookie.Delete(context);
}

using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>A cookie that is for this host alone and not for scripts.</summary>
/// <param name="name">Its name on loopback, where there is no TLS.</param>
/// <param name="age">How long a browser keeps it; null until it is closed.</param>
internal sealed class HostCookie(string name, TimeSpan? age = null)
{
    // Over TLS the prefix keeps other hosts and plain connections from setting it.
    private readonly string _secureName = "__Host-" + name;

    /// <summary>What the browser shows; null if nothing.</summary>
    public string? Read(HttpRequest request) => request.Cookies[NameFor(request.HttpContext)];

    /// <summary>Gives the browser something in place of what it has.</summary>
    public void Write(HttpContext context, string value) => context.Response.Cookies.Append(NameFor(context), value, OptionsFor(context));

    /// <summary>Takes it away.</summary>
    public void Delete(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), OptionsFor(context));

    private string NameFor(HttpContext context) => context.Request.IsHttps ? _secureName : name;

    // Lax, so that a link in a letter, or a provider of sign-in, leads to the page with it.
    private CookieOptions OptionsFor(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}

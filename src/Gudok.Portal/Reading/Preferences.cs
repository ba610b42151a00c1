using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>Remembers the language that a link asked for.</summary>
internal sealed class Preferences(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Query[Reader.LanguageQuery] is ["ru" or "en"] language)
            context.Response.Cookies.Append(Reader.LanguageCookie, language!, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
        return next(context);
    }
}

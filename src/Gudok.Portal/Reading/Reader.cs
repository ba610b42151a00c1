using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>Who reads a page: in which language, time zone and theme. Made of a request's cookies and headers, none of which is trusted.</summary>
internal sealed class Reader
{
    internal const string LanguageCookie = "gudok-lang";
    internal const string ZoneCookie = "gudok-zone";
    internal const string ThemeCookie = "gudok-theme";
    internal const string LanguageQuery = "lang";

    /// <summary>The longest name of a zone that is looked up; the longest of the tz database has 32 characters.</summary>
    private const int MaxZoneLength = 64;

    public required Texts Texts { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary><c>light</c>, <c>dark</c>, or null to follow the system.</summary>
    public string? Theme { get; init; }

    /// <summary>Path of the page: tells which part of the portal is open. Never shown: a person may have put a number into it.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Who is signed in; null on the pages that lead there.</summary>
    public Actor? Actor { get; init; }

    /// <summary>What may be done by whoever reads; see <see cref="May"/>.</summary>
    public required Func<Act, bool> Rights { get; init; }

    /// <summary>Whether whoever reads may do such a thing at all: what is not allowed is not offered.</summary>
    public bool May(Act act) => Rights(act);

    public static Reader Of(IHttpContextAccessor accessor, IOptions<PortalOptions> options)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("A reader exists only within a request.");
        var cookies = context.Request.Cookies;
        return new Reader
        {
            Texts = LanguageOf(context.Request, options.Value.Language) == "en" ? Texts.English : Texts.Russian,
            Zone = ZoneOf(cookies[ZoneCookie], options.Value.Zone),
            Theme = cookies[ThemeCookie] is "light" or "dark" ? cookies[ThemeCookie] : null,
            Path = context.Request.Path,
            Actor = context.Features.Get<Actor>(),
            Rights = act => context.RequestServices.GetRequiredService<AccessPolicy>().MayEver(context.Features.Get<Actor>(), act),
        };
    }

    private static string LanguageOf(HttpRequest request, string otherwise)
    {
        if (request.Query[LanguageQuery] is ["ru" or "en"] asked) return asked!;
        if (request.Cookies[LanguageCookie] is "ru" or "en") return request.Cookies[LanguageCookie]!;
        var accepted = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(language => language is "ru" or "en");
        return accepted ?? otherwise;
    }

    private static TimeZoneInfo ZoneOf(string? asked, string otherwise) =>
        asked is { Length: > 0 and <= MaxZoneLength } && TimeZoneInfo.TryFindSystemTimeZoneById(asked, out var zone)
            ? zone
            : TimeZoneInfo.FindSystemTimeZoneById(otherwise);
}

using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gudok.Portal;

/// <summary>In whose name something is done.</summary>
internal static class WhoActs
{
    /// <summary>Who is signed in; asked only behind the sign-in.</summary>
    public static Actor Actor(HttpContext context) => context.Features.GetRequiredFeature<Actor>();

    /// <summary>The account's name.</summary>
    public static string In(HttpContext context) => Actor(context).Name;
}

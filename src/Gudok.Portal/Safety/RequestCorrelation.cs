using Gudok.Access;
using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>Gives each request its correlation before anything is done.</summary>
internal sealed class RequestCorrelation(RequestDelegate next)
{
    private static readonly object Key = new();

    // Not before the first await of another: what is set here goes with everything that is awaited in the request.
    public async Task InvokeAsync(HttpContext context)
    {
        context.Items[Key] = Correlation.Begin();
        await next(context).ConfigureAwait(false);
    }

    /// <summary>The same for all entries of a request.</summary>
    public static string Of(HttpContext context) => context.Items.TryGetValue(Key, out var known) ? (string)known! : (string)(context.Items[Key] = Correlation.Begin());
}

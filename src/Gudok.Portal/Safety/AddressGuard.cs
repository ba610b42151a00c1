using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Takes no number in an address, whatever the address is of: it would stay in histories and in logs on the way, and a page repeats its own
/// address in its forms and a redirect where it came from.</summary>
internal sealed class AddressGuard(RequestDelegate next)
{
    // Shorter ones may be a number of an entry, and nobody's whole number is so short. Longer than any number are ids.
    private const int LeastDigits = 10;
    private const int MostDigits = 16;

    public Task InvokeAsync(HttpContext context)
    {
        if (!HoldsNumber(context.Request)) return next(context);
        return Failures.IsPage(context)
            ? Refusals.NumberInAddress(context.RequestServices.GetRequiredService<Reader>().Texts).ExecuteAsync(context)
            : Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NumberInAddress, "There is a number in the address.", "Send it in the body of a search: addresses stay in histories and logs.").ExecuteAsync(context);
    }

    /// <summary>Whether a part of a path or a value is a number in some spelling, and nothing but that.</summary>
    internal static bool HoldsNumber(string? text) => text is not null && text.Split('/', '?', '&', '=', ',').Any(IsNumber);

    private static bool HoldsNumber(HttpRequest request) => HoldsNumber(request.Path.Value) || HoldsNumber(Unescaped(request.Path.Value))
        // What another system gives back to its own page of signing in is its own, and may be digits.
        || (!request.Path.StartsWithSegments(SignInRoutes.Address + "/external", StringComparison.Ordinal) && request.Query.Any(one => HoldsNumber(one.Key) || one.Value.Any(value => HoldsNumber(value))));

    private static string? Unescaped(string? path) => path is null ? null : Uri.UnescapeDataString(path);

    private static bool IsNumber(string part) =>
        part.Count(char.IsDigit) is >= LeastDigits and <= MostDigits && part.All(letter => char.IsDigit(letter) || letter is '+' or '-' or '(' or ')' or '.' or ' ' or '\u00a0');
}

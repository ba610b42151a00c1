using System.Diagnostics;
using Gudok.Access;
using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>What joins all that one request does, in journal and log.</summary>
internal static class RequestCorrelation
{
    private static readonly object Key = new();

    /// <summary>The same for all entries of a request.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Items.TryGetValue(Key, out var known)) return (string)known!;
        var correlation = Activity.Current?.TraceId.ToHexString() ?? JournaledActs.NewCorrelation();
        context.Items[Key] = correlation;
        return correlation;
    }
}

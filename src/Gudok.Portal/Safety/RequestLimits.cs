using System.Globalization;
using System.Threading.RateLimiting;
using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>How many requests a minute somebody may send: each person, each program, and each network that asks for tokens, or sends anything without having signed in, has a
/// bucket of its own, which holds a minute's worth and fills by the second.</summary>
internal static class RequestLimits
{
    private const int SecondsOfBucket = 60;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TurnedAway>();
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (string Kind, string Id)>(Partition);
            limiter.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected));
        });
    }

    private static RateLimitPartition<(string Kind, string Id)> Partition(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value;
        if (context.Features.Get<Actor>() is { } actor)
            return Bucket(("actor", actor.Id), actor.Kind == ActorKind.Client ? options.RequestsOfProgram : options.RequestsOfPerson);
        var request = context.Request;
        var network = context.Connection.RemoteIpAddress is { } address ? NetworkKey.Of(address) : "";
        var isToken = request.Path == TokenPaths.Token || request.Path == TokenPaths.Revoke;
        if (isToken) return Bucket(("tokens", network), options.RequestsForTokens);
        // Pages and assets are given to anybody.
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            ? RateLimitPartition.GetNoLimiter(("open", ""))
            : Bucket(("stranger", network), options.RequestsOfStrangers);
    }

    private static RateLimitPartition<(string Kind, string Id)> Bucket((string Kind, string Id) key, int aMinute) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = aMinute,
            TokensPerPeriod = Math.Max(1, aMinute / SecondsOfBucket),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, SecondsOfBucket / aMinute)),
            QueueLimit = 0,
        });

    private static async Task RefuseAsync(OnRejectedContext rejected)
    {
        var context = rejected.HttpContext;
        var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(wait.TotalSeconds) : 1;
        context.Response.Headers.RetryAfter = Math.Max(1, after).ToString(CultureInfo.InvariantCulture);
        await context.RequestServices.GetRequiredService<TurnedAway>().NoteAsync(context).ConfigureAwait(false);
        await Refusals.TooManyRequests().ExecuteAsync(context).ConfigureAwait(false);
    }
}

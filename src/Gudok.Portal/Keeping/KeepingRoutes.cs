using Gudok.Access;
using Gudok.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The page of whoever answers for people's data: holds, erasures, acts, terms.</summary>
internal static class KeepingRoutes
{
    public const string Address = "/keeping";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).ExcludeFromDescription();
        pages.MapGet("", ShowAsync).Requires(Act.KeepingRead);
        pages.MapPost("/holds", HoldForms.PlaceAsync).Requires(Act.HoldPlace);
        pages.MapPost("/holds/{id}/release", HoldForms.ReleaseAsync).Requires(Act.HoldRelease);
        pages.MapPost("/erase/check", EraseForms.CheckAsync).Requires(Act.ErasureForecast);
        pages.MapPost("/erase", EraseForms.EraseAsync).Requires(Act.ErasureRun);
    }

    internal static async Task<RazorComponentResult> ShowAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<LegalHolds>() is not { } holds || services.GetService<ErasureDesk>() is not { } desk || services.GetService<RecordRetention>() is not { } retention)
            return new RazorComponentResult(typeof(KeepingPage));
        return new RazorComponentResult(typeof(KeepingPage), new Dictionary<string, object?>
        {
            [nameof(KeepingPage.Holds)] = await holds.ListAsync(cancellationToken).ConfigureAwait(false),
            [nameof(KeepingPage.Acts)] = await desk.Acts.ListAsync(null, cancellationToken).ConfigureAwait(false),
            [nameof(KeepingPage.Plan)] = await retention.PlanAsync(cancellationToken).ConfigureAwait(false),
            [nameof(KeepingPage.Dropped)] = await retention.DroppedAsync(cancellationToken).ConfigureAwait(false),
        });
    }
}

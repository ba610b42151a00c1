using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>How the sources of live traffic fare, for people and programs.</summary>
internal static class SourceRoutes
{
    public const string Address = "/sources";
    public const string Table = Address + "/now";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, (IServiceProvider services, Reader reader) => Show<SourcePage>(services, reader)).ExcludeFromDescription().Requires(Act.SystemMetrics);
        routes.MapGet(Table, (IServiceProvider services, Reader reader) => Show<SourceSection>(services, reader)).ExcludeFromDescription().Requires(Act.SystemMetrics);
    }

    public static void MapApi(RouteGroupBuilder api) =>
        api.MapGet("", Read).Requires(Act.SystemMetrics).WithName("showSources").ProducesProblem(403).ProducesProblem(404)
            .WithSummary("How live capture fares: each source with its rate, clock and lag, what was lost by place. It names nobody.");

    internal static Results<Ok<SourcesView>, ProblemHttpResult> Read(IServiceProvider services) =>
        services.GetService<ISourcesNow>() is { } now ? TypedResults.Ok(now.Read()) : Refusals.Problem(StatusCodes.Status404NotFound);

    private static RazorComponentResult Show<TPage>(IServiceProvider services, Reader reader)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        services.GetService<ISourcesNow>() is { } now
            ? new RazorComponentResult(typeof(TPage), new Dictionary<string, object?> { ["Now"] = now.Read() })
            : Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
}

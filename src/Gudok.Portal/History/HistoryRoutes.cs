using Gudok.Access;
using Gudok.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>The call history: the page, its table alone for htmx, and its live rows.</summary>
internal static class HistoryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (Reader reader) => TypedResults.Redirect(FirstPage.Of(reader))).ExcludeFromDescription().Requires(Act.PortalOpen);
        routes.MapGet("/calls", ShowAsync).ExcludeFromDescription().Requires(Act.CallsSearch);
        routes.MapPost("/calls/search", SearchAsync).ExcludeFromDescription().Requires(Act.CallsSearch);
        routes.MapPost("/calls/live", FollowAsync).ExcludeFromDescription().Requires(Act.CallsFollow);
    }

    internal static async Task<RazorComponentResult> ShowAsync(
        HttpContext context, ICallReader calls, CallGate gate, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        if (!FilterReader.TryRead(context.Request.Query, out var filter, out var fault)) return Refusals.BadFilter(reader.Texts, fault);
        if (filter.Number is not null) return Refusals.NumberInAddress(reader.Texts);
        return Page<HistoryPage>(filter, await FindAsync(calls, gate, reader, filter, options, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The table for a new filter; with a cursor the next rows of it.</summary>
    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> SearchAsync(
        HttpContext context, ICallReader calls, CallGate gate, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        var (filter, fault) = await ReadAsync(context.Request, cancellationToken).ConfigureAwait(false);
        if (filter is null) return Refusals.BadFilterProblem(reader.Texts, fault);
        var page = await FindAsync(calls, gate, reader, filter, options, cancellationToken).ConfigureAwait(false);
        if (filter.Cursor is not null) return Page<CallRows>(filter, page);
        context.Response.Headers["HX-Replace-Url"] = filter.Address();
        return Page<CallTable>(filter, page);
    }

    internal static async Task<Results<EventStream, ProblemHttpResult>> FollowAsync(
        HttpContext context, ICallReader calls, CallGate gate, Reader reader, LiveCalls live, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        var (filter, fault) = await ReadAsync(context.Request, cancellationToken).ConfigureAwait(false);
        if (filter is null) return Refusals.BadFilterProblem(reader.Texts, fault);
        var narrowed = await gate.NarrowAsync(Act.CallsFollow, (filter with { Cursor = null }).ToSearch(reader.Zone, options.Value.PageSize), cancellationToken).ConfigureAwait(false);
        if (live.TryEnter() is not { } seat) return Refusals.TooManyFollowers();
        return new EventStream(seat, stop => LiveRows.WriteAsync(context.RequestServices, live, calls, narrowed, stop));
    }

    private static async ValueTask<(CallFilter? Filter, string? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = await FilterReader.FieldsAsync(request, cancellationToken).ConfigureAwait(false);
        if (fields is null) return (null, "?");
        return FilterReader.TryRead(fields, out var filter, out var fault) ? (filter, null) : (null, fault);
    }

    private static async ValueTask<CallPage> FindAsync(
        ICallReader calls, CallGate gate, Reader reader, CallFilter filter, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        var (search, sight) = await gate.NarrowAsync(Act.CallsSearch, filter.ToSearch(reader.Zone, options.Value.PageSize), cancellationToken).ConfigureAwait(false);
        return await calls.SearchAsync(search, sight, cancellationToken).ConfigureAwait(false);
    }

    private static RazorComponentResult Page<T>(CallFilter filter, CallPage page) where T : Microsoft.AspNetCore.Components.IComponent =>
        new(typeof(T), new Dictionary<string, object?> { ["Filter"] = filter, ["Page"] = page });
}

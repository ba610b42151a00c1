using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>The pages of the journal. Each look into it is an entry of it, written before anything is shown.</summary>
internal static class JournalRoutes
{
    public const string Address = "/journal";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).ExcludeFromDescription();
        pages.MapGet("", ShowAsync).Requires(Act.JournalSearch);
        pages.MapPost("/search", SearchAsync).Requires(Act.JournalSearch);
        pages.MapGet("/{number:long}", EntryAsync).Requires(Act.JournalSearch);
        pages.MapGet("/review", ReviewRoutes.ShowAsync).Requires(Act.ReviewJournal);
        pages.MapPost("/review", ReviewRoutes.ConfirmAsync).Requires(Act.ReviewJournal);
    }

    internal static async Task<RazorComponentResult> ShowAsync(
        HttpContext context, IServiceProvider services, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        if (services.GetService<IJournalReader>() is not { } journal) return new RazorComponentResult(typeof(JournalPage));
        return Page<JournalPage>(await FindAsync(context, journal, new JournalFilter(), reader, options, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The table for a filter; with a number the rows before it.</summary>
    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> SearchAsync(
        HttpContext context, IServiceProvider services, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        var fields = await FilterReader.FieldsAsync(context.Request, cancellationToken).ConfigureAwait(false);
        if (fields is null || JournalFilter.Read(fields) is not { } filter) return Refusals.BadFilterProblem(reader.Texts, null);
        if (services.GetService<IJournalReader>() is not { } journal) return Refusals.Problem(StatusCodes.Status404NotFound);
        var page = await FindAsync(context, journal, filter, reader, options, cancellationToken).ConfigureAwait(false);
        if (filter.Before is not null) return Page<JournalRows>(page);
        return new RazorComponentResult(typeof(JournalTable), new Dictionary<string, object?> { ["Found"] = page, ["IsNarrowed"] = filter.IsNarrowed });
    }

    internal static async Task<RazorComponentResult> EntryAsync(
        long number, HttpContext context, IServiceProvider services, Reader reader, CancellationToken cancellationToken)
    {
        if (services.GetService<IJournalReader>() is not { } journal) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        await JournalLooks.NoteAsync(context, Act.JournalSearch, null, ["entry:" + EntryReference.Of(number)], cancellationToken).ConfigureAwait(false);
        return await journal.FindAsync(number, cancellationToken).ConfigureAwait(false) is { } proved
            ? new RazorComponentResult(typeof(EntryPage), new Dictionary<string, object?> { [nameof(EntryPage.Proved)] = proved })
            : Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
    }

    private static async Task<Access.JournalPage> FindAsync(
        HttpContext context, IJournalReader journal, JournalFilter filter, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        await JournalLooks.NoteAsync(context, Act.JournalSearch, filter.Names is { Length: > 0 } names ? names : null, [], cancellationToken).ConfigureAwait(false);
        return await journal.SearchAsync(filter.ToSearch(reader.Zone, options.Value.PageSize), cancellationToken).ConfigureAwait(false);
    }

    private static RazorComponentResult Page<T>(Access.JournalPage found) where T : Microsoft.AspNetCore.Components.IComponent =>
        new(typeof(T), new Dictionary<string, object?> { ["Found"] = found });
}

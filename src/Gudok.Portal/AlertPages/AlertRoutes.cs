using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The page of alerts and their acknowledgement.</summary>
internal static class AlertRoutes
{
    public const string Address = "/alerts";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).ExcludeFromDescription();
        pages.MapGet("", ShowAsync).Requires(Act.AlertsRead);
        pages.MapPost("/{number:long}/acknowledge", AcknowledgeAsync).Requires(Act.AlertsAcknowledge);
    }

    internal static async Task<RazorComponentResult> ShowAsync(HttpContext context, IServiceProvider services, AlertGate gate, Reader reader, CancellationToken cancellationToken)
    {
        if (services.GetService<AlertBook>() is not { } book) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        var reach = await gate.ReachAsync(Act.AlertsRead, cancellationToken).ConfigureAwait(false);
        await JournalLooks.NoteAsync(context, Act.AlertsRead, null, [], cancellationToken).ConfigureAwait(false);
        return new RazorComponentResult(typeof(AlertPage), new Dictionary<string, object?> { [nameof(AlertPage.Alerts)] = await book.ListAsync(null, reach, cancellationToken).ConfigureAwait(false) });
    }

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> AcknowledgeAsync(
        long number, HttpContext context, IServiceProvider services, AlertGate gate, Reader reader, CancellationToken cancellationToken)
    {
        var texts = AlertTexts.Of(reader);
        if (services.GetService<AlertBook>() is not { } book) return Refusals.Problem(StatusCodes.Status404NotFound);
        if (await FormFields.ReadAsync(context.Request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form || form["note"] is not { Length: > 0 } note)
            return Refusals.Problem(StatusCodes.Status400BadRequest, AccessFaults.NoReason, texts.NoNote);
        if (await book.FindAsync(number, cancellationToken).ConfigureAwait(false) is not { } alert) return Refusals.Problem(StatusCodes.Status404NotFound, AccessFaults.NoSuchAlert, texts.Unknown);
        await gate.RequireAsync(alert, cancellationToken).ConfigureAwait(false);
        await book.AcknowledgeAsync(number, WhoActs.Actor(context), note, cancellationToken).ConfigureAwait(false);
        var reach = await gate.ReachAsync(Act.AlertsRead, cancellationToken).ConfigureAwait(false);
        return new RazorComponentResult(typeof(AlertSection), new Dictionary<string, object?> { [nameof(AlertSection.Alerts)] = await book.ListAsync(null, reach, cancellationToken).ConfigureAwait(false) });
    }
}

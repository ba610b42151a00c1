using System.Globalization;
using System.Text.Json;
using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Alerts as programs read and acknowledge them.</summary>
internal static class AlertCalls
{
    /// <param name="before">Number of the last alert of the page before.</param>
    /// <param name="context">The request.</param>
    /// <param name="services">Where alerts come from.</param>
    /// <param name="gate">Whose may be seen.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal static async Task<Results<Ok<IReadOnlyList<AlertView>>, ProblemHttpResult>> ListAsync(
        string? before, HttpContext context, IServiceProvider services, AlertGate gate, CancellationToken cancellationToken)
    {
        if (services.GetService<AlertBook>() is not { } book) return NotHere();
        long? number = null;
        if (before is not null)
        {
            if (!long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var read)) return Refusals.Problem(StatusCodes.Status400BadRequest, AccessFaults.NoSuchAlert, "before should be the id of an alert.");
            number = read;
        }

        var reach = await gate.ReachAsync(Act.AlertsRead, cancellationToken).ConfigureAwait(false);
        await JournalLooks.NoteAsync(context, Act.AlertsRead, null, [], cancellationToken).ConfigureAwait(false);
        var alerts = await book.ListAsync(number, reach, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok<IReadOnlyList<AlertView>>([.. alerts.Select(AlertView.Of)]);
    }

    internal static async Task<Results<Ok<AlertView>, ProblemHttpResult>> AcknowledgeAsync(
        string id, HttpContext context, IServiceProvider services, AlertGate gate, CancellationToken cancellationToken)
    {
        if (services.GetService<AlertBook>() is not { } book) return NotHere();
        var body = await BoundedBody.ReadAsync(context.Request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        if (Note(body) is not { } note) return Refusals.Problem(StatusCodes.Status400BadRequest, AccessFaults.NoReason, "The body should be one JSON object with note, a text of 1 to 500 characters.");
        var alert = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await book.FindAsync(number, cancellationToken).ConfigureAwait(false) : null;
        if (alert is not null) await gate.RequireAsync(alert, cancellationToken).ConfigureAwait(false);
        var done = alert is null ? null : await book.AcknowledgeAsync(number, WhoActs.Actor(context), note, cancellationToken).ConfigureAwait(false);
        return done is null ? Refusals.Problem(StatusCodes.Status404NotFound, AccessFaults.NoSuchAlert, "There is no such alert.") : TypedResults.Ok(AlertView.Of(done));
    }

    private static string? Note(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, PortalJson.Default.AlertNote)?.Note?.Trim() is { Length: > 0 and <= 500 } note ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemHttpResult NotHere() => Refusals.Problem(StatusCodes.Status501NotImplemented, AccessFaults.NoSuchAlert, "This server watches no journal.");
}

/// <summary>What was found when somebody looked into an alert.</summary>
/// <param name="Note">What was found and done, up to 500 characters.</param>
internal sealed record AlertNote(string? Note);

/// <summary>An alert as programs read it.</summary>
/// <param name="Id">Number of its entry in the journal.</param>
/// <param name="At">When, RFC 3339 in UTC.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Actor">Account name of whose doing it was; empty if nobody's.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Entry">Number of the entry that raised it.</param>
/// <param name="Detail">What else.</param>
/// <param name="AcknowledgedBy">Who looked into it.</param>
/// <param name="AcknowledgedAt">When.</param>
/// <param name="Note">What was found.</param>
internal sealed record AlertView(string Id, string At, string Rule, string Actor, int Count, string? Entry, string Detail, string? AcknowledgedBy, string? AcknowledgedAt, string? Note)
{
    public static AlertView Of(Alert alert)
    {
        var done = alert.Acknowledged is { } kept ? JournalView.Of(kept) : null;
        return new AlertView(
            alert.Number.ToString(CultureInfo.InvariantCulture),
            alert.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            alert.Rule,
            alert.ActorName,
            alert.Count,
            alert.Last?.ToString(CultureInfo.InvariantCulture),
            alert.Detail,
            done?.Actor.Name,
            done?.At,
            done?.Reason);
    }
}

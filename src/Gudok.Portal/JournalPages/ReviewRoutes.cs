using System.Globalization;
using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The weekly review of the journal: what stands out, and its confirmation.</summary>
internal static class ReviewRoutes
{
    internal static async Task<RazorComponentResult> ShowAsync(HttpContext context, IServiceProvider services, Reader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (services.GetService<WeeklyReview>() is not { } reviews) return new RazorComponentResult(typeof(JournalPage));
        var latest = WeekReview.MondayOf(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var monday = latest.AddDays(-7);
        if (context.Request.Query["week"] is [{ Length: > 0 } asked])
        {
            if (!TryRead(asked, latest, out monday)) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        }

        await JournalLooks.NoteAsync(context, Act.ReviewJournal, null, [$"week:{monday:yyyy-MM-dd}"], cancellationToken).ConfigureAwait(false);
        return Page<ReviewPage>(await reviews.OfAsync(monday, cancellationToken).ConfigureAwait(false), monday < latest);
    }

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> ConfirmAsync(
        HttpContext context, IServiceProvider services, Reader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        var latest = WeekReview.MondayOf(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (services.GetService<WeeklyReview>() is not { } reviews) return Refusals.Problem(StatusCodes.Status404NotFound);
        if (await FormFields.ReadAsync(context.Request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form
            || !TryRead(form["week"], latest, out var monday)) return Refusals.BadFilterProblem(reader.Texts, null);
        if (monday == latest) return Refusals.Problem(StatusCodes.Status409Conflict, AccessFaults.WeekRuns, JournalTexts.Of(reader).WeekRuns);
        var note = form["note"];
        if (note.Length == 0) return Refusals.Problem(StatusCodes.Status400BadRequest, AccessFaults.NoReason, JournalTexts.Of(reader).NoNote);
        await reviews.ConfirmAsync(monday, WhoActs.Actor(context), note, cancellationToken).ConfigureAwait(false);
        return Page<ReviewSection>(await reviews.OfAsync(monday, cancellationToken).ConfigureAwait(false), true);
    }

    private static bool TryRead(string text, DateOnly latest, out DateOnly monday) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out monday) && monday == WeekReview.MondayOf(monday) && monday <= latest && monday.Year >= 1970;

    private static RazorComponentResult Page<T>(WeekReview review, bool isOver) where T : Microsoft.AspNetCore.Components.IComponent =>
        new(typeof(T), new Dictionary<string, object?> { ["Review"] = review, ["IsOver"] = isOver });
}

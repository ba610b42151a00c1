using System.Globalization;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Places and releases holds from the page and from a call's card, and answers with the section as it now stands.</summary>
internal static class HoldForms
{
    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> PlaceAsync(
        HttpRequest request, IServiceProvider services, Reader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (services.GetService<LegalHolds>() is not { } holds) return KeepCalls.NotHere();
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form
            || Read(form, reader, Instant.Now(clock)) is not { } asked) return Refuse(reader.Texts.HoldRefused);
        var hold = await holds.PlaceAsync(asked.Call, asked.Number, asked.Reason, asked.Until, WhoActs.In(request.HttpContext), cancellationToken).ConfigureAwait(false);
        return hold is null
            ? Refusals.Problem(StatusCodes.Status404NotFound, PortalFaults.NothingToHold, reader.Texts.HoldNothing)
            : await SectionAsync(form, holds, services, reader.Texts.HoldDone + Blots(reader.Texts, hold.Reason), cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> ReleaseAsync(
        string id, HttpRequest request, IServiceProvider services, Reader reader, CancellationToken cancellationToken)
    {
        if (services.GetService<LegalHolds>() is not { } holds) return KeepCalls.NotHere();
        var form = await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        if (form is null || !Guid.TryParse(id, out var holdId)) return Refuse(reader.Texts.HoldRefused);
        var released = await holds.ReleaseAsync(holdId, WhoActs.In(request.HttpContext), cancellationToken).ConfigureAwait(false);
        if (released is null && await holds.FindAsync(holdId, cancellationToken).ConfigureAwait(false) is null)
            return Refusals.Problem(StatusCodes.Status404NotFound, PortalFaults.NothingToHold, reader.Texts.HoldUnknown);
        // One that ended meanwhile stays as it ended.
        return await SectionAsync(form, holds, services, released is null ? reader.Texts.HoldOver : reader.Texts.HoldReleaseDone, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says so if something in what was typed was blotted out.</summary>
    internal static string Blots(Texts texts, params ReadOnlySpan<string?> kept)
    {
        foreach (var text in kept)
        {
            if (text?.Contains(PlainWords.Number, StringComparison.Ordinal) == true) return " " + texts.Blotted;
        }

        return "";
    }

    private static (RecordId? Call, string? Number, string Reason, Instant? Until)? Read(FormFields form, Reader reader, Instant now)
    {
        var (number, call, reason, until) = (form["number"], form["call"], form["reason"], form["until"]);
        if (reason.Length == 0 || (number.Length == 0) == (call.Length == 0)) return null;
        RecordId id = default;
        // People paste the address of the call's card.
        if (call.Length > 0 && !RecordId.TryParse(call[(call.LastIndexOf('/') + 1)..], out id)) return null;
        Instant? end = null;
        if (until.Length > 0)
        {
            if (!DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day == DateOnly.MaxValue) return null;
            // The last second of the day in the reader's zone.
            end = Say.StartOf(day.AddDays(1), reader.Zone) - TimeSpan.FromSeconds(1);
            if (end <= now) return null;
        }

        return (call.Length > 0 ? id : null, number.Length > 0 ? number : null, reason, end);
    }

    private static async ValueTask<RazorComponentResult> SectionAsync(
        FormFields form, LegalHolds holds, IServiceProvider services, string said, CancellationToken cancellationToken)
    {
        if (form["section"] == "card" && RecordId.TryParse(form["call"], out var call))
        {
            return new RazorComponentResult(typeof(CardHolds), new Dictionary<string, object?>
            {
                [nameof(CardHolds.Call)] = call.ToString(),
                [nameof(CardHolds.Holds)] = await holds.OfCallAsync(call, cancellationToken).ConfigureAwait(false),
                [nameof(CardHolds.Term)] = services.GetService<RecordRetention>() is { } retention ? await retention.TermAsync(call, cancellationToken).ConfigureAwait(false) : null,
                [nameof(CardHolds.Said)] = said,
            });
        }

        return new RazorComponentResult(typeof(HoldSection), new Dictionary<string, object?>
        {
            [nameof(HoldSection.Holds)] = await holds.ListAsync(cancellationToken).ConfigureAwait(false),
            [nameof(HoldSection.Said)] = said,
        });
    }

    private static ProblemHttpResult Refuse(string title) => Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NotAKeeping, title);
}

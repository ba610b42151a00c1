using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The page of the quarterly review of rights and of the leavers.</summary>
internal static class ReviewPages
{
    public const string Address = "/reviews";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).ExcludeFromDescription();
        pages.MapGet("", ShowAsync).Requires(Act.ReviewRead);
        pages.MapGet("/records/{record}", FileAsync).Requires(Act.ReviewRead);
        pages.MapPost("/answer", AnswerAsync).Requires(Act.ReviewRights);
        pages.MapPost("/leavers", ConfirmAsync).Requires(Act.ReviewRights);
    }

    internal static async Task<RazorComponentResult> ShowAsync(HttpContext context, IServiceProvider services, Reader reader, CancellationToken cancellationToken)
    {
        if (services.GetService<ReviewDesk>() is not { } desk) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        await JournalLooks.NoteAsync(context, Act.ReviewRead, null, [], cancellationToken).ConfigureAwait(false);
        return await PageAsync<RightsPage>(context, desk, null, false, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<IResult> FileAsync(string record, HttpContext context, IServiceProvider services, Reader reader, CancellationToken cancellationToken)
    {
        // A record is of all teams.
        if (services.GetService<ReviewDesk>() is not { } desk || !desk.ReachesAll(WhoActs.Actor(context), Act.ReviewRead)) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        try
        {
            var bytes = await desk.FileAsync(record, cancellationToken).ConfigureAwait(false);
            await JournalLooks.NoteAsync(context, Act.ReviewRead, "record", [], cancellationToken).ConfigureAwait(false);
            return TypedResults.File(bytes, "application/json", $"gudok-review-{record}.json");
        }
        catch (AccessException missing) when (missing.Code == AccessFaults.NoReviewRecord)
        {
            return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        }
    }

    internal static Task<RazorComponentResult> AnswerAsync(HttpContext context, IServiceProvider services, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(context, services, reader, async (desk, actor, form, texts) =>
        {
            if (!AccessWords.TryRead(form["role"], out Role role) || form["answer"] is not ("keep" or "withdraw")) return texts.Of(AccessFaults.NoReviewLine);
            // A page that was opened before the quarter ended shows what was to be judged then.
            if (form["quarter"] is { Length: > 0 } shown && shown != desk.Current.ToString()) throw new AccessException(AccessFaults.ReviewClosed, $"the review {shown} is over");
            var closed = await desk.AnswerAsync(actor, form["account"], role, form["answer"] == "keep", form["reason"], cancellationToken).ConfigureAwait(false);
            return closed is null ? texts.Answered : texts.JustClosed;
        }, cancellationToken);

    internal static Task<RazorComponentResult> ConfirmAsync(HttpContext context, IServiceProvider services, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(context, services, reader, async (desk, actor, form, texts) =>
        {
            await desk.ConfirmLeaversAsync(actor, form["note"], cancellationToken, form["shown"]).ConfigureAwait(false);
            return texts.LeaversConfirmed;
        }, cancellationToken);

    private static async Task<RazorComponentResult> ChangeAsync(
        HttpContext context, IServiceProvider services, Reader reader, Func<ReviewDesk, Actor, FormFields, ReviewTexts, Task<string>> change, CancellationToken cancellationToken)
    {
        if (services.GetService<ReviewDesk>() is not { } desk) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        var (texts, actor) = (ReviewTexts.Of(reader), WhoActs.Actor(context));
        try
        {
            if (await FormFields.ReadAsync(context.Request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form)
                return await PageAsync<ReviewBody>(context, desk, texts.Of(AccessFaults.NoReviewLine), true, cancellationToken).ConfigureAwait(false);
            return await PageAsync<ReviewBody>(context, desk, await change(desk, actor, form, texts).ConfigureAwait(false), false, cancellationToken).ConfigureAwait(false);
        }
        catch (AccessException refused) when (refused.Code is AccessFaults.NoReviewLine or AccessFaults.ReviewClosed or AccessFaults.OwnRequest or AccessFaults.OutOfScope
            or AccessFaults.NoReason or AccessFaults.NoAccount or AccessFaults.NothingToChange
            or AccessFaults.ChangedMeanwhile or AccessFaults.LastAdministrator or AccessFaults.GivenByProvider or AccessFaults.ListChanged)
        {
            await NoteAsync(context, refused.Code).ConfigureAwait(false);
            return await PageAsync<ReviewBody>(context, desk, texts.Of(refused.Code), true, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task NoteAsync(HttpContext context, string code)
    {
        if (context.RequestServices.GetService<IJournal>() is not { } journal) return;
        var entry = PolicyGate.Note(context, Act.ReviewRights, ActOutcome.Refused, [], code);
        await journal.WriteAsync(entry, CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<RazorComponentResult> PageAsync<T>(HttpContext context, ReviewDesk desk, string? said, bool isBad, CancellationToken cancellationToken)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        var actor = WhoActs.Actor(context);
        var sight = new ReviewSight
        {
            Review = await desk.OfAsync(actor, cancellationToken).ConfigureAwait(false),
            Leavers = await desk.LeaversAsync(actor, cancellationToken).ConfigureAwait(false),
            Records = desk.ReachesAll(actor, Act.ReviewRead) ? await desk.RecordsAsync(cancellationToken).ConfigureAwait(false) : [],
            SeesAll = desk.ReachesAll(actor, Act.ReviewRead),
            MayConfirm = desk.ReachesAll(actor, Act.ReviewRights),
            Said = said,
            IsBad = isBad,
        };
        return new RazorComponentResult(typeof(T), new Dictionary<string, object?> { ["Sight"] = sight });
    }
}

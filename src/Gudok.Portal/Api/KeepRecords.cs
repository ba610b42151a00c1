using Gudok.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Acts of destruction and terms by REST. Absent where the ledger cannot forget.</summary>
internal static class KeepRecords
{
    /// <param name="before">Acts older than this one.</param>
    /// <param name="services">Hold the desk where the storage can forget.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal static async Task<Results<Ok<ActList>, ProblemHttpResult>> ActsAsync(string? before, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(ErasureDesk)) is not ErasureDesk desk) return KeepCalls.NotHere();
        Guid limit = default;
        if (before is not null && !Guid.TryParseExact(before, "D", out limit))
            return Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NoSuchAct, "before is no id of an act.", "Give the id of the last act that you have.");
        var acts = await desk.Acts.ListAsync(before is null ? null : limit, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new ActList(acts, acts.Count == ActFiles.MostListed ? acts[^1].Act.Id : null));
    }

    internal static async Task<Results<Ok<ErasureAct>, ProblemHttpResult>> ActAsync(string id, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(ErasureDesk)) is not ErasureDesk desk) return KeepCalls.NotHere();
        return Guid.TryParseExact(id, "D", out var actId) && await desk.Acts.FindAsync(actId, cancellationToken).ConfigureAwait(false) is { } act
            ? TypedResults.Ok(act)
            : NoSuchAct();
    }

    internal static Results<PhysicalFileHttpResult, ProblemHttpResult> ActFile(string id, string form, IServiceProvider services)
    {
        if (services.GetService(typeof(ErasureDesk)) is not ErasureDesk desk) return KeepCalls.NotHere();
        // Handed over to be saved: the page of an act has a style of its own, which the portal's policy would not let it show.
        return Guid.TryParseExact(id, "D", out var actId) && desk.Acts.FileOf(actId, form) is { } file
            ? TypedResults.PhysicalFile(file.Path, file.ContentType, Path.GetFileName(file.Path))
            : NoSuchAct();
    }

    internal static async Task<Results<Ok<RetentionView>, ProblemHttpResult>> RetentionAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetService(typeof(RecordRetention)) is RecordRetention retention
            ? TypedResults.Ok(RetentionView.Of(await retention.PlanAsync(cancellationToken).ConfigureAwait(false)))
            : KeepCalls.NotHere();

    private static ProblemHttpResult NoSuchAct() => Refusals.Problem(
        StatusCodes.Status404NotFound, PortalFaults.NoSuchAct, "There is no such act, or not in this form.", "GET /api/v1/acts lists all of them with their forms.");
}

/// <summary>Acts of destruction, the newest first.</summary>
/// <param name="Acts">The acts.</param>
/// <param name="Next">What to give as <c>before</c> for older ones; null if there are none.</param>
internal sealed record ActList(IReadOnlyList<ActListed> Acts, string? Next);

using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Legal holds and erasures by REST. Absent where the ledger cannot forget.</summary>
internal static class KeepCalls
{
    private const int MaxBytes = 128 * 1024;

    internal static async Task<Results<Ok<IReadOnlyList<HoldView>>, ProblemHttpResult>> ListAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetService(typeof(LegalHolds)) is LegalHolds holds
            ? TypedResults.Ok(await holds.ListAsync(cancellationToken).ConfigureAwait(false))
            : NotHere();

    internal static async Task<Results<Ok<HoldView>, ProblemHttpResult>> PlaceAsync(HttpRequest request, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(LegalHolds)) is not LegalHolds holds) return NotHere();
        var body = await BoundedBody.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        RecordId call = default;
        Instant until = default;
        var asked = Read<HoldRequest>(body, PortalJson.Default.HoldRequest);
        var isRight = asked is not null && (asked.Call is null) != (asked.Number is null) && !string.IsNullOrWhiteSpace(asked.Reason)
            && (asked.Call is null || RecordId.TryParse(asked.Call, out call)) && (asked.Until is null || Instant.TryParse(asked.Until, out until));
        Guid id = default;
        if (!isRight || (asked!.Id is not null && !Guid.TryParseExact(asked.Id, "D", out id)))
            return Wrong("The hold is not what it should be.", "One JSON object: call or number, reason, and if you like until (RFC 3339) and id (a UUID of your own).");
        try
        {
            var hold = await holds.PlaceAsync(
                asked.Call is null ? null : call, asked.Number, asked.Reason!, asked.Until is null ? null : until, WhoActs.In(request.HttpContext), cancellationToken,
                asked.Id is null ? null : id).ConfigureAwait(false);
            return hold is null
                ? Refusals.Problem(StatusCodes.Status404NotFound, PortalFaults.NothingToHold, "There is no such call or party.", "A hold covers what is recorded.")
                : TypedResults.Ok(hold);
        }
        catch (LedgerInputException other)
        {
            var status = other.Code == LedgerFaults.HoldDiffers ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            return Refusals.Problem(status, other.Code, other.Message);
        }
    }

    internal static async Task<Results<Ok<HoldView>, ProblemHttpResult>> FindAsync(string id, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(LegalHolds)) is not LegalHolds holds) return NotHere();
        var hold = Guid.TryParse(id, out var holdId) ? await holds.FindAsync(holdId, cancellationToken).ConfigureAwait(false) : null;
        return hold is null ? NoSuchHold() : TypedResults.Ok(hold);
    }

    internal static async Task<Results<Ok<HoldView>, ProblemHttpResult>> ReleaseAsync(string id, HttpContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(LegalHolds)) is not LegalHolds holds) return NotHere();
        if (!Guid.TryParse(id, out var holdId)) return NoSuchHold();
        // One that is no longer in force stays as it ended: who asks twice, as after a lost answer, is told the same.
        var hold = await holds.ReleaseAsync(holdId, WhoActs.In(context), cancellationToken).ConfigureAwait(false)
            ?? await holds.FindAsync(holdId, cancellationToken).ConfigureAwait(false);
        return hold is null ? NoSuchHold() : TypedResults.Ok(hold);
    }

    internal static async Task<Results<Ok<IReadOnlyList<ErasureForecast>>, ProblemHttpResult>> ForecastAsync(
        HttpRequest request, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(ErasureDesk)) is not ErasureDesk desk) return NotHere();
        var body = await BoundedBody.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        return Read<ForecastRequest>(body, PortalJson.Default.ForecastRequest) is { } asked && AreNumbers(asked.Numbers)
            ? TypedResults.Ok(await desk.ForecastAsync(asked.Numbers, cancellationToken).ConfigureAwait(false))
            : Wrong("The question is not what it should be.", $"One JSON object: numbers (1 to {PartyErasure.MostNumbers} texts).");
    }

    internal static async Task<Results<Ok<ErasureAct>, ProblemHttpResult>> EraseAsync(HttpRequest request, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(ErasureDesk)) is not ErasureDesk desk) return NotHere();
        var body = await BoundedBody.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        var asked = Read<ErasureRequest>(body, PortalJson.Default.ErasureRequest);
        if (asked is null || !AreNumbers(asked.Numbers) || string.IsNullOrWhiteSpace(asked.Reason))
            return Wrong("The erasure is not what it should be.", $"One JSON object: numbers (1 to {PartyErasure.MostNumbers} texts), reason, requestId.");
        var written = await desk.EraseAsync(asked.Numbers, asked.Reason, asked.RequestId, WhoActs.In(request.HttpContext), cancellationToken).ConfigureAwait(false);
        LedgerTrail.Wrote(request.HttpContext, Act.ErasureRun, Erased(written.Act), ["act:" + written.Act.Id]);
        return TypedResults.Ok(written.Act);
    }

    /// <summary>What of an erasure is logged.</summary>
    internal static string Erased(ErasureAct act) => FormattableString.Invariant($"{act.Erased} of {act.Parties.Count} erased");

    private static bool AreNumbers(IReadOnlyList<string>? numbers) =>
        numbers is { Count: > 0 and <= PartyErasure.MostNumbers } && numbers.All(number => !string.IsNullOrWhiteSpace(number));

    private static T? Read<T>(byte[] json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Wrong(string title, string detail) =>
        Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NotAKeeping, title, detail);

    private static ProblemHttpResult NoSuchHold() =>
        Refusals.Problem(StatusCodes.Status404NotFound, PortalFaults.NothingToHold, "There is no such hold.", "GET /api/v1/holds lists all of them.");

    internal static ProblemHttpResult NotHere() => Refusals.Problem(
        StatusCodes.Status501NotImplemented, PortalFaults.CannotForget, "This server holds nothing back and drops nothing.");
}

/// <summary>A hold that is to be placed: on a call or on all calls of a party.</summary>
/// <param name="Call">The call's id.</param>
/// <param name="Number">The party's number in any spelling.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When it ends by itself; RFC 3339.</param>
internal sealed record HoldRequest(string? Call, string? Number, string? Reason, string? Until)
{
    /// <summary>The hold's own id, a UUID that the asker chose; left out for a new one.</summary>
    public string? Id { get; init; }
}

/// <summary>Numbers whose erasure is considered.</summary>
/// <param name="Numbers">Numbers in any spelling.</param>
internal sealed record ForecastRequest(IReadOnlyList<string> Numbers);

/// <summary>Parties that are to be erased.</summary>
/// <param name="Numbers">Numbers in any spelling.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestId">The request's id.</param>
internal sealed record ErasureRequest(IReadOnlyList<string> Numbers, string Reason, string? RequestId);

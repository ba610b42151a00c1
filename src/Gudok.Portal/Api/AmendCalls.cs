using System.Globalization;
using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>What people and programs add to calls.</summary>
internal static class AmendCalls
{
    /// <summary>The most octets of an amendment.</summary>
    public const int MaxBytes = 32 * 1024;

    internal static async Task<Results<Ok<AmendDone>, ProblemHttpResult>> AmendAsync(
        string id, HttpRequest request, ICallAmender amender, CallGate gate, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (!TryReadVersion(request.Headers.IfMatch, out var expected)) return NotAnAmendment("If-Match should be the ETag of the call, such as \"3\".");
        var body = await BoundedBody.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        if (!TryRead(body, out var amendment)) return NotAnAmendment("The body should be one JSON object of service, topic, kind, application, priority, handling, transferredTo, note, each given once.");
        if (await gate.FindAsync(Act.CallAmend, recordId, cancellationToken).ConfigureAwait(false) is null) return Refusals.NoSuchCall();
        var answer = await amender.AmendAsync(recordId, amendment, WhoActs.In(request.HttpContext), expected, cancellationToken).ConfigureAwait(false);
        if (answer is not AmendAnswer.Made made) return Refuse(answer);
        Told(request.HttpContext, recordId, made);
        request.HttpContext.Response.Headers.ETag = ETag(made.Version);
        return TypedResults.Ok(new AmendDone(made.Version));
    }

    internal static async Task<Results<Ok<IReadOnlyList<AmendmentView>>, ProblemHttpResult>> HistoryAsync(
        string id, ICallAmender amender, CallGate gate, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (await gate.FindAsync(Act.AmendmentsRead, recordId, cancellationToken).ConfigureAwait(false) is null) return Refusals.NoSuchCall();
        return await amender.HistoryAsync(recordId, cancellationToken).ConfigureAwait(false) is { } history
            ? TypedResults.Ok(history)
            : Refusals.NoSuchCall();
    }

    /// <summary>Logs that an amendment was written.</summary>
    internal static void Told(HttpContext context, RecordId id, AmendAnswer.Made made) =>
        LedgerTrail.Wrote(context, Act.CallAmend, string.Create(CultureInfo.InvariantCulture, $"version {made.Version}"), ["call:" + id]);

    /// <summary>The entity tag of a version.</summary>
    public static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    internal static bool TryRead(byte[] json, out AmendRequest request)
    {
        request = new AmendRequest();
        try
        {
            if (JsonSerializer.Deserialize(json, PortalJson.Default.AmendRequest) is not { } read) return false;
            request = read;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static ProblemHttpResult Refuse(AmendAnswer answer) => answer switch
    {
        AmendAnswer.Wrong wrong => NotAnAmendment($"{wrong.Member} should be {wrong.Form}."),
        AmendAnswer.Changed changed => Refusals.Problem(
            StatusCodes.Status412PreconditionFailed, PortalFaults.AmendedMeanwhile, "Somebody amended the call meanwhile.",
            $"It stands at version {changed.Version.ToString(CultureInfo.InvariantCulture)}: read it again and decide anew."),
        AmendAnswer.Over => Refusals.Problem(
            StatusCodes.Status410Gone, PortalFaults.CallOver, "The call's term is over.", "It is gone, or kept unchanged under legal hold: nothing can be added."),
        AmendAnswer.Erased => Refusals.Problem(
            StatusCodes.Status409Conflict, PortalFaults.PartyErased, "A party of the call was erased.", "Nothing may be added about that person."),
        _ => Refusals.NoSuchCall(),
    };

    private static ProblemHttpResult NotAnAmendment(string detail) =>
        Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NotAnAmendment, "The amendment is not what it should be.", detail);

    private static bool TryReadVersion(string? header, out int? version)
    {
        version = null;
        if (string.IsNullOrEmpty(header) || header == "*") return true;
        var isVersion = header is ['"', .. var digits, '"'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && (version = read) >= 0;
        return isVersion;
    }
}

/// <summary>What an amendment came to.</summary>
/// <param name="Version">The version at which the call now stands.</param>
internal sealed record AmendDone(int Version);

using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal;

/// <summary>Evidence of a call with its numbers: a request in writing and a reason, the journal, then the file.</summary>
internal static class DiscloseRoutes
{
    /// <summary>The most octets of a reason and what goes with it.</summary>
    private const int MaxBytes = 8 * 1024;

    private const string Archive = "application/zip";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/calls/{id}/evidence/disclose", TakeAsync).ExcludeFromDescription().Requires(Act.EvidenceDisclose);

    public static void MapApi(IEndpointRouteBuilder api) =>
        api.MapPost("/calls/{id}/evidence/disclose", DiscloseAsync).Requires(Act.EvidenceDisclose).WithName("discloseEvidence").Accepts<RevealRequest>("application/json")
            .Produces(200, contentType: Archive).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("An archive of the evidence of one call with its whole numbers and of its sheet in PDF, on a request in writing and for a reason that the journal keeps. Counted against the quota of the day.");

    /// <summary>For the card: what is refused comes back as the section that says why.</summary>
    internal static async Task<Results<FileContentHttpResult, RazorComponentResult, ProblemHttpResult>> TakeAsync(
        string id, HttpRequest request, CallGate gate, IEvidenceMaker maker, DisclosedEvidence disclosed, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (await FormFields.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form) return NotADisclosure();
        try
        {
            return await PackAsync(recordId, form["reason"], form["file"], gate, maker, disclosed, cancellationToken).ConfigureAwait(false) is { } file ? file : Refusals.NoSuchCall();
        }
        catch (RefusedException refusal) when (refusal.IsNoted)
        {
            var parameters = new Dictionary<string, object?> { [nameof(DiscloseSection.Id)] = recordId.ToString(), [nameof(DiscloseSection.Refused)] = refusal.Refused };
            return new RazorComponentResult(typeof(DiscloseSection), parameters) { StatusCode = StatusCodes.Status403Forbidden, PreventStreamingRendering = true };
        }
    }

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DiscloseAsync(
        string id, HttpRequest request, CallGate gate, IEvidenceMaker maker, DisclosedEvidence disclosed, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (await BoundedBody.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false) is not { } body) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        if (Read(body) is not { } asked) return NotADisclosure();
        return await PackAsync(recordId, asked.Reason, asked.RequestFile, gate, maker, disclosed, cancellationToken).ConfigureAwait(false) is { } file ? file : Refusals.NoSuchCall();
    }

    private static async Task<FileContentHttpResult?> PackAsync(
        RecordId id, string? reason, string? requestFile, CallGate gate, IEvidenceMaker maker, DisclosedEvidence disclosed, CancellationToken cancellationToken)
    {
        if (await gate.DiscloseAsync(id, reason, requestFile, cancellationToken).ConfigureAwait(false) is not { } sight) return null;
        if (await maker.MakeAsync(id, sight, cancellationToken).ConfigureAwait(false) is not { } evidence) return null;
        return TypedResults.File(await disclosed.PackAsync(id, evidence, cancellationToken).ConfigureAwait(false), Archive, DisclosedEvidence.NameOf(id));
    }

    private static RevealRequest? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PortalJson.Default.RevealRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemHttpResult NotADisclosure() => Refusals.Problem(
        StatusCodes.Status400BadRequest, PortalFaults.NotAReveal, "What was sent does not say why.", "One JSON object: reason, and requestFile, the id of the request in writing.");
}

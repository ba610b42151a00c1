using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal;

/// <summary>Shows the whole numbers of one call for a while: a reason, the journal, then the numbers.</summary>
internal static class RevealRoutes
{
    /// <summary>The most octets of a reason and what goes with it.</summary>
    private const int MaxBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/calls/{id}/reveal", ShowAsync).ExcludeFromDescription().Requires(Act.NumberReveal);
        routes.MapPost("/calls/{id}/copied", CopiedAsync).ExcludeFromDescription().Requires(Act.NumberCopy);
    }

    public static void MapApi(IEndpointRouteBuilder api)
    {
        api.MapPost("/calls/{id}/reveal", RevealAsync).Requires(Act.NumberReveal).WithName("revealNumbers").Accepts<RevealRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("The whole numbers of one call, for a reason that the journal keeps. Counted against the quota of the day.");
        api.MapPost("/calls/{id}/copied", CopiedAsync).Requires(Act.NumberCopy).WithName("noteCopied").ProducesProblem(403).ProducesProblem(404)
            .WithSummary("Notes that somebody copied a number that is shown. The body is an empty JSON object.");
    }

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> ShowAsync(
        string id, HttpRequest request, CallGate gate, Reader reader, RevealOptions options, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (await FormFields.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form) return NotAReveal();
        try
        {
            if (await gate.RevealAsync(recordId, form["reason"], form["file"], cancellationToken).ConfigureAwait(false) is not var (call, _)) return Refusals.NoSuchCall();
            return Section(StatusCodes.Status200OK, new()
            {
                [nameof(RevealSection.Id)] = call.Id,
                [nameof(RevealSection.Call)] = call,
                [nameof(RevealSection.ShowFor)] = options.ShowFor,
                [nameof(RevealSection.MayCopy)] = reader.May(Act.NumberCopy),
            });
        }
        catch (RefusedException refusal) when (refusal.IsNoted)
        {
            return Section(StatusCodes.Status403Forbidden, new() { [nameof(RevealSection.Id)] = recordId.ToString(), [nameof(RevealSection.Refused)] = refusal.Refused });
        }
    }

    internal static async Task<Results<Ok<RevealedNumbers>, ProblemHttpResult>> RevealAsync(
        string id, HttpRequest request, CallGate gate, RevealOptions options, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        var body = await BoundedBody.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false);
        if (body is null) return Refusals.Problem(StatusCodes.Status413PayloadTooLarge);
        if (Read(body) is not { } asked) return NotAReveal();
        if (await gate.RevealAsync(recordId, asked.Reason, asked.RequestFile, cancellationToken).ConfigureAwait(false) is not var (call, sight)) return Refusals.NoSuchCall();
        return TypedResults.Ok(new RevealedNumbers(call.Id, call.Caller, call.Callee, call.Dialled, (int)options.ShowFor.TotalSeconds, sight.JournalEntry!));
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> CopiedAsync(string id, CallGate gate, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        return await gate.CopyAsync(recordId, cancellationToken).ConfigureAwait(false) ? TypedResults.NoContent() : Refusals.NoSuchCall();
    }

    private static RazorComponentResult Section(int status, Dictionary<string, object?> parameters) =>
        new(typeof(RevealSection), parameters) { StatusCode = status, PreventStreamingRendering = true };

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

    private static ProblemHttpResult NotAReveal() => Refusals.Problem(
        StatusCodes.Status400BadRequest, PortalFaults.NotAReveal, "What was sent does not say why.", "One JSON object: reason, and requestFile where the policy asks for one.");
}

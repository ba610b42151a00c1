using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Numbers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal;

/// <summary>Exports as programs ask for and decide on them. The password is for people.</summary>
internal static class ExportCalls
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("", ListAsync).Requires(Act.ExportRead).WithName("listExports").ProducesProblem(403).WithSummary("Requests for exports that one may see, the newest first.");
        api.MapPost("", AskAsync).Requires(Act.ExportAsk).WithName("askExport").Accepts<ExportRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("Asks for an export of calls; somebody else has to approve it.");
        api.MapGet("/{id}", FindAsync).Requires(Act.ExportRead).WithName("findExport").ProducesProblem(403).ProducesProblem(404).WithSummary("One request and how far it has come.");
        api.MapPost("/{id}/approve", (string id, HttpRequest request, ExportGate gate, Reader reader, PartyReader parties, CancellationToken cancellationToken) => DecideAsync(id, true, request, gate, reader, parties, cancellationToken))
            .Requires(Act.ExportDecide).WithName("approveExport").Accepts<ExportDecision>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(415).WithSummary("Approves what somebody else asked for: its file is made.");
        api.MapPost("/{id}/refuse", (string id, HttpRequest request, ExportGate gate, Reader reader, PartyReader parties, CancellationToken cancellationToken) => DecideAsync(id, false, request, gate, reader, parties, cancellationToken))
            .Requires(Act.ExportDecide).WithName("refuseExport").Accepts<ExportDecision>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(415).WithSummary("Refuses what somebody else asked for.");
        api.MapPost("/{id}/withdraw", WithdrawAsync).Requires(Act.ExportAsk).WithName("withdrawExport").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(415)
            .WithSummary("Takes one's own request back; its file goes. The body is an empty JSON object.");
        api.MapPost("/{id}/password", PasswordAsync).Requires(Act.ExportDownload).WithName("showExportPassword").Accepts<ExportCode>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(415)
            .WithSummary("The password of the archive, once, to its requester, for a code of the authenticator.");
        api.MapGet("/{id}/file", ExportRoutes.FileAsync).Requires(Act.ExportDownload).WithName("downloadExport").Produces(200, contentType: "application/zip")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).WithSummary("The archive, to its requester; counted.");
    }

    internal static async Task<Results<Ok<IReadOnlyList<ExportCard>>, ProblemHttpResult>> ListAsync(ExportGate gate, Reader reader, PartyReader parties, CancellationToken cancellationToken) => gate.Desk is null
        ? ExportProblems.NotHere()
        : TypedResults.Ok<IReadOnlyList<ExportCard>>([.. (await gate.ListAsync(cancellationToken).ConfigureAwait(false)).Select(one => ExportCard.Of(one, reader, parties))]);

    internal static async Task<Results<Created<ExportCard>, ProblemHttpResult>> AskAsync(HttpRequest request, ExportGate gate, Reader reader, PartyReader parties, CancellationToken cancellationToken)
    {
        var texts = ExportTexts.Of(reader);
        if (gate.Desk is null) return ExportProblems.NotHere();
        if (await ReadAsync(request, PortalJson.Default.ExportRequest, cancellationToken).ConfigureAwait(false) is not { } asked
            || !Word.TryRead(asked.Format, out ExportFormat format) || !Word.TryRead(asked.Form, out PartyForm form)) return ExportProblems.Of(AccessFaults.ExportWrong, texts);
        if (!(asked.Search ?? new SearchRequest()).TryMake(out var search, out var fault)) return Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NotASearch, fault);
        return await gate.AskAsync(search with { Cursor = null }, format, form, asked.Reason ?? "", asked.KeepHours, cancellationToken).ConfigureAwait(false) switch
        {
            ExportAnswer.Done done => TypedResults.Created($"/api/v1/exports/{done.Export.Id}", ExportCard.Of(done.Export, reader, parties)),
            var other => ExportProblems.Of(other, texts),
        };
    }

    internal static async Task<Results<Ok<ExportCard>, ProblemHttpResult>> FindAsync(string id, ExportGate gate, Reader reader, PartyReader parties, CancellationToken cancellationToken) => gate.Desk is null
        ? ExportProblems.NotHere()
        : Answer(await gate.FindAsync(id, isNoted: true, cancellationToken).ConfigureAwait(false), reader, parties);

    internal static async Task<Results<Ok<ExportCard>, ProblemHttpResult>> WithdrawAsync(string id, ExportGate gate, Reader reader, PartyReader parties, CancellationToken cancellationToken) => gate.Desk is null
        ? ExportProblems.NotHere()
        : Answer(await gate.WithdrawAsync(id, cancellationToken).ConfigureAwait(false), reader, parties);

    internal static async Task<Results<Ok<ExportPassword>, ProblemHttpResult>> PasswordAsync(string id, HttpRequest request, ExportGate gate, Reader reader, CancellationToken cancellationToken)
    {
        var texts = ExportTexts.Of(reader);
        if (gate.Desk is null) return ExportProblems.NotHere();
        if (await ReadAsync(request, PortalJson.Default.ExportCode, cancellationToken).ConfigureAwait(false) is not { Code: { } code }) return ExportProblems.Of(AccessFaults.ExportWrong, texts);
        return await gate.PasswordAsync(id, code, cancellationToken).ConfigureAwait(false) switch
        {
            ExportAnswer.Done { Password: { } password, Export: var export } => TypedResults.Ok(new ExportPassword(export.Id, password)),
            var other => ExportProblems.Of(other, texts),
        };
    }

    private static async Task<Results<Ok<ExportCard>, ProblemHttpResult>> DecideAsync(
        string id, bool isApproved, HttpRequest request, ExportGate gate, Reader reader, PartyReader parties, CancellationToken cancellationToken)
    {
        if (gate.Desk is null) return ExportProblems.NotHere();
        return await ReadAsync(request, PortalJson.Default.ExportDecision, cancellationToken).ConfigureAwait(false) is { } decision
            ? Answer(await gate.DecideAsync(id, isApproved, decision.Reason ?? "", cancellationToken).ConfigureAwait(false), reader, parties)
            : ExportProblems.Of(AccessFaults.ExportWrong, ExportTexts.Of(reader));
    }

    private static Results<Ok<ExportCard>, ProblemHttpResult> Answer(ExportAnswer answer, Reader reader, PartyReader parties) =>
        answer is ExportAnswer.Done done ? TypedResults.Ok(ExportCard.Of(done.Export, reader, parties)) : ExportProblems.Of(answer, ExportTexts.Of(reader));

    private static async ValueTask<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> form, CancellationToken cancellationToken)
        where T : class
    {
        if (await BoundedBody.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } body) return null;
        try
        {
            return JsonSerializer.Deserialize(body, form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

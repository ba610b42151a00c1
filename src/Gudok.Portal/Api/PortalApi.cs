using System.Text.Encodings.Web;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Gudok.Portal;

/// <summary>The REST of calls, version 1.</summary>
internal static class PortalApi
{
    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, PortalJson.Default);
            // A context lends its types to other options, but not its converters.
            foreach (var words in PortalJson.Default.Options.Converters) options.SerializerOptions.Converters.Add(words);
            // Answers are JSON under nosniff, not HTML: a plus sign and Cyrillic may stay as they are.
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            options.SerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddProblemDetails();
        services.AddOpenApi("v1", options => options.AddSchemaTransformer((schema, context, _) =>
        {
            // Its members are always there, but no constructor says so: a view of a party is made by what was granted only.
            if (context.JsonTypeInfo.Type != typeof(PartyView)) return Task.CompletedTask;
            schema.Required = new SortedSet<string>(schema.Properties!.Keys, StringComparer.Ordinal);
            foreach (var text in schema.Properties.Values.OfType<OpenApiSchema>().Where(member => member.Type?.HasFlag(JsonSchemaType.String) == true)) text.Type = JsonSchemaType.String;
            return Task.CompletedTask;
        }).AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Gudok";
            document.Info.Version = "v1";
            document.Info.Description = "Call records. Times are RFC 3339, numbers are masked, problems are RFC 9457 with a code GDK-nnnn.";
            document.Servers?.Clear();
            return Task.CompletedTask;
        }));
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Calls").ProducesProblem(401).ProducesProblem(421).ProducesProblem(500);
        api.MapPost("/calls/search", ReadCalls.SearchAsync).Requires(Act.CallsSearch).WithName("searchCalls").Accepts<SearchRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("One page of calls, newest first. The filters are in the body: a number must not be in an address.");
        api.MapGet("/calls/stream", ReadCalls.FollowAsync).Requires(Act.CallsFollow).WithName("followCalls").Produces(200, contentType: "text/event-stream")
            .ProducesProblem(400).ProducesProblem(503)
            .WithSummary("Calls as they are recorded: server-sent events call and correction with a CallView, missed with a count.");
        api.MapGet("/calls/{id}", ReadCalls.FindAsync).Requires(Act.CallRead).WithName("findCall").ProducesProblem(404).WithSummary("One call, parties masked.");
        api.MapGet("/calls/{id}/messages", ReadCalls.MessagesAsync).Requires(Act.MessagesRead).WithName("findMessages").ProducesProblem(404)
            .WithSummary("The SIP messages of a call, everything that names a person masked.");
        api.MapGet("/calls/{id}/evidence", EvidenceFiles.FindAsync).Requires(Act.EvidenceMake).WithName("findEvidence").Produces(200, contentType: "application/json").ProducesProblem(404)
            .WithSummary("A file that proves the call by docs/formats/evidence.md; numbers stand in it as commitments.");
        api.MapGet("/calls/{id}/amendments", AmendCalls.HistoryAsync).Requires(Act.AmendmentsRead).WithName("findAmendments").ProducesProblem(404)
            .WithSummary("Who amended what of a call and when, the first first.");
        api.MapPost("/calls/{id}/amendments", AmendCalls.AmendAsync).Requires(Act.CallAmend).WithName("amendCall").Accepts<AmendRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("Amends a call by schemas/call-amendment.v1.schema.json. With If-Match and the call's ETag nobody is overwritten unknowingly.");
        api.MapPost("/calls", PostCalls.PostAsync).Requires(Act.CallsPost).WithName("postCalls")
            .Accepts<IReadOnlyList<PostedCall>>("application/json", "application/x-ndjson")
            .Produces<PostAnswer>(StatusCodes.Status207MultiStatus).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("Takes calls of another system, a list or one a line, by schemas/call-post.v1.schema.json. Posting again adds nothing.");
        RevealRoutes.MapApi(api);
        DiscloseRoutes.MapApi(api);
        MapKeeping(routes.MapGroup("/api/v1").WithTags("Keeping").ProducesProblem(401).ProducesProblem(421).ProducesProblem(500).ProducesProblem(501));
        MapAlerts(routes.MapGroup("/api/v1/alerts").WithTags("Journal").ProducesProblem(401).ProducesProblem(421).ProducesProblem(500).ProducesProblem(501));
        MapJournal(routes.MapGroup("/api/v1/journal").WithTags("Journal").ProducesProblem(401).ProducesProblem(421).ProducesProblem(500).ProducesProblem(501));
        SourceRoutes.MapApi(routes.MapGroup("/api/v1/sources").WithTags("System").ProducesProblem(401).ProducesProblem(421).ProducesProblem(500));
        ExportCalls.Map(routes.MapGroup("/api/v1/exports").WithTags("Exports").ProducesProblem(401).ProducesProblem(421).ProducesProblem(500).ProducesProblem(501));
        routes.MapOpenApi().Requires(Act.PortalOpen);
    }

    private static void MapAlerts(RouteGroupBuilder api)
    {
        api.MapGet("", AlertCalls.ListAsync).Requires(Act.AlertsRead).WithName("listAlerts").ProducesProblem(400).ProducesProblem(403)
            .WithSummary("Alerts, the newest first, acknowledged or not; before, the id of the last one, leads to older ones.");
        api.MapPost("/{id}/acknowledge", AlertCalls.AcknowledgeAsync).Requires(Act.AlertsAcknowledge).WithName("acknowledgeAlert").Accepts<AlertNote>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("Notes that somebody looked into an alert. Who was first stays.");
    }

    private static void MapJournal(RouteGroupBuilder api)
    {
        api.MapPost("/search", ReadJournal.SearchAsync).Requires(Act.JournalSearch).WithName("searchJournal").Accepts<JournalRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("One page of the journal of access, the newest entry first. Each search is an entry of it.");
        api.MapGet("/{id}", ReadJournal.FindAsync).Requires(Act.JournalSearch).WithName("findEntry").ProducesProblem(403).ProducesProblem(404)
            .WithSummary("One entry of the journal with its leaf, the head that covers it and the proof between them.");
    }

    private static void MapKeeping(RouteGroupBuilder api)
    {
        api.MapGet("/holds", KeepCalls.ListAsync).Requires(Act.KeepingRead).WithName("listHolds").WithSummary("All legal holds by schemas/hold-view.v1.schema.json, the oldest first, parties masked.");
        api.MapGet("/holds/{id}", KeepCalls.FindAsync).Requires(Act.KeepingRead).WithName("findHold").ProducesProblem(404).WithSummary("One legal hold, in force or not.");
        api.MapPost("/holds", KeepCalls.PlaceAsync).Requires(Act.HoldPlace).WithName("placeHold").Accepts<HoldRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("Places a legal hold by schemas/hold-post.v1.schema.json: neither the end of a term nor an erasure touches what it covers. Posting again under the same id places no second.");
        api.MapPost("/holds/{id}/release", KeepCalls.ReleaseAsync).Requires(Act.HoldRelease).WithName("releaseHold").ProducesProblem(403).ProducesProblem(404).ProducesProblem(415)
            .WithSummary("Releases a legal hold. The body is an empty JSON object. Releasing again changes nothing.");
        api.MapPost("/parties/erase/forecast", KeepCalls.ForecastAsync).Requires(Act.ErasureForecast).WithName("forecastErasure").Accepts<ForecastRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("What an erasure would do to each number, and which holds stand in its way. Changes nothing.");
        api.MapPost("/parties/erase", KeepCalls.EraseAsync).Requires(Act.ErasureRun).WithName("eraseParties").Accepts<ErasureRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("Destroys what names the parties of these numbers (schemas/erasure-post.v1.schema.json) and writes the act (schemas/erasure-act.v1.schema.json); numbers are told by their place.");
        api.MapGet("/acts", KeepRecords.ActsAsync).Requires(Act.KeepingRead).WithName("listActs").ProducesProblem(400)
            .WithSummary("Acts of destruction, the newest first; before, the id of the last one, leads to older ones.");
        api.MapGet("/acts/{id}", KeepRecords.ActAsync).Requires(Act.KeepingRead).WithName("findAct").ProducesProblem(404).WithSummary("One act of destruction by schemas/erasure-act.v1.schema.json.");
        api.MapGet("/acts/{id}/{form}", KeepRecords.ActFile).Requires(Act.KeepingRead).WithName("findActFile").Produces(200, contentType: "application/pdf").ProducesProblem(404)
            .WithSummary("An act as it was written: pdf, html, json or csv, the export of the event log.");
        api.MapGet("/retention", KeepRecords.RetentionAsync).Requires(Act.KeepingRead).WithName("showRetention")
            .WithSummary("What is kept for which purpose and how long, what is held and what goes when, by schemas/retention-view.v1.schema.json.");
    }
}

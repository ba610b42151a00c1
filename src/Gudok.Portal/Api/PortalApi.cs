using System.Text.Encodings.Web;
using Gudok.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

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
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
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
        var api = routes.MapGroup("/api/v1").WithTags("Calls").ProducesProblem(421).ProducesProblem(500);
        api.MapPost("/calls/search", ReadCalls.SearchAsync).WithName("searchCalls").Accepts<SearchRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("One page of calls, newest first. The filters are in the body: a number must not be in an address.");
        api.MapGet("/calls/stream", ReadCalls.FollowAsync).WithName("followCalls").Produces(200, contentType: "text/event-stream")
            .ProducesProblem(400).ProducesProblem(503)
            .WithSummary("Calls as they are recorded: server-sent events call and correction with a CallView, missed with a count.");
        api.MapGet("/calls/{id}", ReadCalls.FindAsync).WithName("findCall").ProducesProblem(404).WithSummary("One call, parties masked.");
        api.MapGet("/calls/{id}/messages", ReadCalls.MessagesAsync).WithName("findMessages").ProducesProblem(404)
            .WithSummary("The SIP messages of a call, everything that names a person masked.");
        api.MapPost("/calls", PostCalls.PostAsync).WithName("postCalls")
            .Accepts<IReadOnlyList<PostedCall>>("application/json", "application/x-ndjson")
            .Produces<PostAnswer>(StatusCodes.Status207MultiStatus).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("Takes calls of another system, a list or one a line, by schemas/call-post.v1.schema.json. Posting again adds nothing.");
        routes.MapOpenApi();
    }
}

using System.Globalization;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>A citizen's own pages, and the same as programs read it.</summary>
internal static class SelfRoutes
{
    public const string Calls = "/my/calls";
    public const string Looks = "/my/journal";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Calls, ShowCallsAsync).ExcludeFromDescription().Requires(Act.CallsSelf);
        routes.MapGet(Looks, ShowLooksAsync).ExcludeFromDescription().Requires(Act.JournalSelf);
        var api = routes.MapGroup("/api/v1/self").WithTags("Self").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(421).ProducesProblem(500);
        api.MapGet("/calls", ListAsync).Requires(Act.CallsSelf).WithName("listOwnCalls").ProducesProblem(400)
            .WithSummary("The calls of the number that one's account is linked to, the newest first; cursor, next of the page before, leads to older ones.");
        api.MapGet("/calls/{id}", FindAsync).Requires(Act.CallsSelf).WithName("findOwnCall").WithSummary("One of one's own calls. Another's is answered like one that is not there.");
        api.MapGet("/journal", LooksAsync).Requires(Act.JournalSelf).WithName("listOwnLooks").ProducesProblem(400)
            .WithSummary("Who looked at one's own calls, by role: the newest first; before, next of the page before, leads to older ones.");
    }

    internal static async Task<RazorComponentResult> ShowCallsAsync(string? cursor, SelfDesk self, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        if (cursor is not null && !RecordId.TryParse(cursor, out _)) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        var page = await self.CallsAsync(cursor, options.Value.PageSize, cancellationToken).ConfigureAwait(false);
        return new RazorComponentResult(typeof(SelfCallsPage), new Dictionary<string, object?> { ["Page"] = page });
    }

    internal static async Task<RazorComponentResult> ShowLooksAsync(string? before, SelfDesk self, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        if (!TryRead(before, out var number)) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        var page = await self.LooksAsync(number, options.Value.PageSize, cancellationToken).ConfigureAwait(false);
        return new RazorComponentResult(typeof(SelfLooksPage), new Dictionary<string, object?> { ["Page"] = page });
    }

    internal static async Task<Results<Ok<SelfPage>, ProblemHttpResult>> ListAsync(string? cursor, SelfDesk self, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        if (cursor is not null && !RecordId.TryParse(cursor, out _)) return NotASearch("cursor should be next of the page before.");
        return await self.CallsAsync(cursor, options.Value.PageSize, cancellationToken).ConfigureAwait(false) is { } page ? TypedResults.Ok(page) : NotLinked();
    }

    internal static async Task<Results<Ok<SelfCall>, ProblemHttpResult>> FindAsync(string id, SelfDesk self, CancellationToken cancellationToken) =>
        RecordId.TryParse(id, out var call) && await self.CallAsync(call, cancellationToken).ConfigureAwait(false) is { } found ? TypedResults.Ok(found) : Refusals.NoSuchCall();

    internal static async Task<Results<Ok<SelfLooks>, ProblemHttpResult>> LooksAsync(string? before, SelfDesk self, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        if (!TryRead(before, out var number)) return NotASearch("before should be next of the page before.");
        return await self.LooksAsync(number, options.Value.PageSize, cancellationToken).ConfigureAwait(false) is { } page ? TypedResults.Ok(page) : NotLinked();
    }

    private static bool TryRead(string? text, out long? number)
    {
        var isRead = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read);
        number = isRead ? read : null;
        return text is null || isRead;
    }

    private static ProblemHttpResult NotASearch(string fault) =>
        Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NotASearch, "The search is not what it should be.", fault);

    private static ProblemHttpResult NotLinked() =>
        Refusals.Problem(StatusCodes.Status404NotFound, AccessFaults.NoOwnNumber, "Your account is linked to no number.", "The privacy officer links it after having seen that the number is yours.");
}

using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The card of one call.</summary>
internal static class CardRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/calls/{id}", ShowAsync).ExcludeFromDescription().Requires(Act.CallRead);

    internal static async Task<RazorComponentResult> ShowAsync(
        string id, ICallReader calls, ICallAmender amender, CallGate gate, IServiceProvider services, Reader reader, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCallPage(reader.Texts);
        if (await gate.FindAsync(Act.CallRead, recordId, cancellationToken).ConfigureAwait(false) is not var (call, _)) return Refusals.NoSuchCallPage(reader.Texts);
        var maySeeMessages = await gate.MayAsync(Act.MessagesRead, call, cancellationToken).ConfigureAwait(false);
        var maySeeHistory = await gate.MayAsync(Act.AmendmentsRead, call, cancellationToken).ConfigureAwait(false);
        var messages = maySeeMessages ? await calls.MessagesAsync(recordId, cancellationToken).ConfigureAwait(false) : null;
        var keeping = gate.MayEver(Act.KeepingRead);
        return new RazorComponentResult(typeof(CardPage), new Dictionary<string, object?>
        {
            ["Call"] = call,
            ["History"] = maySeeHistory ? await amender.HistoryAsync(recordId, cancellationToken).ConfigureAwait(false) ?? [] : null,
            ["MayAmend"] = await gate.MayAsync(Act.CallAmend, call, cancellationToken).ConfigureAwait(false),
            ["MayReveal"] = await gate.MayAsync(Act.NumberReveal, call, cancellationToken).ConfigureAwait(false),
            ["MayDisclose"] = await gate.MayAsync(Act.EvidenceDisclose, call, cancellationToken).ConfigureAwait(false),
            ["MayProve"] = await gate.MayAsync(Act.EvidenceMake, call, cancellationToken).ConfigureAwait(false),
            ["Messages"] = maySeeMessages ? messages ?? new CallMessages(MessagesStatus.NotKept, []) : null,
            ["Holds"] = keeping && services.GetService<LegalHolds>() is { } holds ? await holds.OfCallAsync(recordId, cancellationToken).ConfigureAwait(false) : null,
            ["Term"] = keeping && services.GetService<RecordRetention>() is { } retention ? await retention.TermAsync(recordId, cancellationToken).ConfigureAwait(false) : null,
        });
    }
}

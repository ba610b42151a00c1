using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal;

/// <summary>The card of one call.</summary>
internal static class CardRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/calls/{id}", ShowAsync).ExcludeFromDescription();

    internal static async Task<RazorComponentResult> ShowAsync(
        string id, ICallReader calls, Reader reader, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCallPage(reader.Texts);
        var call = await calls.FindAsync(recordId, PartyForm.Mask, cancellationToken).ConfigureAwait(false);
        if (call is null) return Refusals.NoSuchCallPage(reader.Texts);
        var messages = await calls.MessagesAsync(recordId, cancellationToken).ConfigureAwait(false);
        return new RazorComponentResult(typeof(CardPage), new Dictionary<string, object?>
        {
            ["Call"] = call,
            ["Messages"] = messages ?? new CallMessages(MessagesStatus.NotKept, []),
        });
    }
}

using Gudok.Access;
using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>Tells the journal that requests are turned away before anybody looks who sends them, or because there are too many: once in a while for a person, a program or a network, so that what is turned away does not fill it.</summary>
internal sealed class TurnedAway(IJournal journal, TimeProvider clock)
{
    private static readonly Actor Stranger = new() { Kind = ActorKind.Person, Id = "unknown", Name = "unknown" };
    private readonly AddressLimit _told = new(0, TimeSpan.FromMinutes(10), clock);

    private readonly AddressLimit _toldOfForeign = new(0, TimeSpan.FromMinutes(10), clock);

    /// <summary>Notes and counts a request that is turned away because there were too many.</summary>
    public ValueTask NoteAsync(HttpContext context)
    {
        SignInMeter.Slowed.Add(1, new KeyValuePair<string, object?>("what", "request"));
        return WriteAsync(context, _told, "request.limit", "slow down");
    }

    /// <summary>Notes that a page of another site made a browser send something here.</summary>
    public ValueTask NoteForeignAsync(HttpContext context) => WriteAsync(context, _toldOfForeign, "request.foreign", "sent by a page of another site");

    private async ValueTask WriteAsync(HttpContext context, AddressLimit told, string act, string detail)
    {
        var address = context.Connection.RemoteIpAddress?.ToString();
        var actor = context.Features.Get<Actor>();
        if (told.Take(actor?.Id ?? address ?? "") is not { IsFirst: true }) return;
        var entry = new JournalEntry { Actor = actor ?? Stranger with { Address = address }, Act = act, Outcome = ActOutcome.Refused, Detail = detail, Correlation = RequestCorrelation.Of(context) };
        await journal.WriteAsync(entry, CancellationToken.None).ConfigureAwait(false);
    }
}

using System.Globalization;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>What a citizen sees: the calls of the number that the account is linked to, and who looked at them. Whose number that is nothing in a request says:
/// it is that of whoever signed in.</summary>
internal sealed class SelfDesk(IHttpContextAccessor accessor, SignInDesk desk, IOptions<PortalOptions> options, IServiceProvider services)
{
    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A desk exists only within a request.");

    /// <summary>One page of the person's calls; null if the account is linked to no number. The journal has it before.</summary>
    /// <exception cref="LedgerInputException">The cursor is none.</exception>
    public async ValueTask<SelfPage?> CallsAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        await JournalLooks.NoteAsync(Context, Act.CallsSelf, cursor is null ? null : "next page", [], cancellationToken).ConfigureAwait(false);
        if (await LinkAsync(cancellationToken).ConfigureAwait(false) is not var (calls, link)) return null;
        return await calls.SearchAsync(Party.E164(link.Number), StartOf(link), cursor, limit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One call of the person; null alike if there is none of that id, and if it is another's.</summary>
    public async ValueTask<SelfCall?> CallAsync(RecordId id, CancellationToken cancellationToken)
    {
        await JournalLooks.NoteAsync(Context, Act.CallsSelf, "one call", [], cancellationToken).ConfigureAwait(false);
        if (await LinkAsync(cancellationToken).ConfigureAwait(false) is not var (calls, link)) return null;
        return await calls.FindAsync(id, Party.E164(link.Number), StartOf(link), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Who looked at the person's calls, the newest first; null if the account is linked to no number.</summary>
    public async ValueTask<SelfLooks?> LooksAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(IJournalReader)) is not IJournalReader journal || await LinkAsync(cancellationToken).ConfigureAwait(false) is not var (calls, link)) return null;
        var start = StartOf(link).ToDateTimeOffset();
        var names = await calls.PseudonymsAsync(Party.E164(link.Number), DateOnly.FromDateTime(start.UtcDateTime), JournalSearch.MostObjects, cancellationToken).ConfigureAwait(false);
        if (names.Count == 0) return new SelfLooks([], null);
        var search = new JournalSearch
        {
            From = start,
            AnyObject = [.. names.Select(name => "party:" + name)],
            Before = before,
            Limit = Math.Clamp(limit, 1, JournalSearch.MostEntries),
        };
        var page = await journal.SearchAsync(search, cancellationToken).ConfigureAwait(false);
        var since = start.ToUnixTimeMilliseconds();
        // A look at a call from before the number was this person's is of another's data.
        return new SelfLooks([.. page.Entries.Where(kept => CallOf(kept) is { } call && call.StartMilliseconds >= since).Select(SelfLook.Of)], page.Next?.ToString(CultureInfo.InvariantCulture));
    }

    private async ValueTask<(ISelfReader Calls, OwnNumber Link)?> LinkAsync(CancellationToken cancellationToken)
    {
        var actor = WhoActs.Actor(Context);
        if (actor.Kind != ActorKind.Person || services.GetService(typeof(ISelfReader)) is not ISelfReader calls) return null;
        return await desk.People.NumberOfAsync(actor.Id, cancellationToken).ConfigureAwait(false) is { } link ? (calls, link) : null;
    }

    // A day begins at midnight by the calendar of the house.
    private Instant StartOf(OwnNumber link) => Say.StartOf(link.From, TimeZoneInfo.FindSystemTimeZoneById(options.Value.Zone));

    private static RecordId? CallOf(KeptEntry kept) =>
        kept.Entry.Objects.FirstOrDefault(one => one.StartsWith("call:", StringComparison.Ordinal)) is { } call && RecordId.TryParse(call["call:".Length..], out var id) ? id : null;
}

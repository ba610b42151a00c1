using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The way to calls for whoever asks in a request: narrows searches to the scope of the grant, refuses calls out of it, picks the form in which
/// parties are shown, and notes what is looked at before it is.</summary>
internal sealed class CallGate(IHttpContextAccessor accessor, AccessPolicy policy, IJournal journal, ICallReader calls, PartyReader parties, IServiceProvider services)
{
    // Nobody is called that: a search that is narrowed to nobody's calls finds none.
    private const string Nobody = "\u0000";

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A gate exists only within a request.");

    private Actor Actor => WhoActs.Actor(Context);

    /// <summary>What somebody may find and see of a search.</summary>
    /// <exception cref="RefusedException">The policy refuses it.</exception>
    public async ValueTask<Narrowed> NarrowAsync(Act act, CallSearch search, CancellationToken cancellationToken)
    {
        var granted = Require(act, ActContext.Empty, []);
        var narrow = await WithinAsync(granted.Scope, search, cancellationToken).ConfigureAwait(false);
        if (search.Number is not null) narrow = narrow with { Reach = await ReachAsync(search.Number, cancellationToken).ConfigureAwait(false) };
        await NoteAsync(act, [], FiltersOf(search), cancellationToken).ConfigureAwait(false);
        return new Narrowed(narrow, SightOf(granted));
    }

    /// <summary>What somebody may ask to take out of a search, and the most that may be seen of numbers there. Nothing is noted but the search by a number:
    /// the request is, with its reason.</summary>
    /// <exception cref="RefusedException">The policy refuses it.</exception>
    public async ValueTask<(CallSearch Search, PartyForm Most)> NarrowForExportAsync(CallSearch search, string reason, CancellationToken cancellationToken)
    {
        var granted = Require(Act.ExportAsk, new ActContext { Reason = reason }, []);
        var narrow = await WithinAsync(granted.Scope, search, cancellationToken).ConfigureAwait(false);
        if (narrow.Operators is [Nobody]) throw new RefusedException(new Decision.Refused(Refusal.OutOfScope, Act.ExportAsk), []);
        if (search.Number is not null) narrow = narrow with { Reach = await ReachAsync(search.Number, cancellationToken).ConfigureAwait(false) };
        return (narrow, granted.Form);
    }

    /// <summary>One call for an act that is done to it; null if there is none.</summary>
    /// <exception cref="RefusedException">The policy refuses it: it is another's.</exception>
    public async ValueTask<(CallView Call, PartySight Sight)?> FindAsync(Act act, RecordId id, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(id, PartySight.Pseudonym, cancellationToken).ConfigureAwait(false) is not { } call) return null;
        var objects = CallObjects.Of(call);
        var granted = Require(act, await CaseAsync(act, call, cancellationToken).ConfigureAwait(false), objects);
        await NoteAsync(act, objects, null, cancellationToken).ConfigureAwait(false);
        var sight = act.ShowsParties ? SightOf(granted) : PartySight.Mask;
        return sight.Form == PartyForm.Pseudonym ? (call, sight) : await calls.FindAsync(id, sight, cancellationToken).ConfigureAwait(false) is { } seen ? (seen, sight) : null;
    }

    /// <summary>A call as whoever just did something to it may read it; null if it is gone. Nothing is noted: what was done is.</summary>
    public async ValueTask<CallView?> FindAgainAsync(RecordId id, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(id, PartySight.Pseudonym, cancellationToken).ConfigureAwait(false) is not { } call) return null;
        var context = (await CaseAsync(Act.CallRead, call, cancellationToken).ConfigureAwait(false)).BeforeTheCase();
        if (policy.Decide(Actor, Act.CallRead, context) is not Decision.Granted granted || SightOf(granted).Form == PartyForm.Pseudonym) return call;
        return await calls.FindAsync(id, PartySight.Mask, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The call with its whole numbers, for a reason; null if there is none. The journal has it before.</summary>
    /// <exception cref="RefusedException">The policy refuses it.</exception>
    public async ValueTask<(CallView Call, PartySight Sight)?> RevealAsync(RecordId id, string? reason, string? requestFile, CancellationToken cancellationToken) =>
        await SeeAsync(Act.NumberReveal, id, reason, requestFile, cancellationToken).ConfigureAwait(false) is { } sight
        && await calls.FindAsync(id, sight, cancellationToken).ConfigureAwait(false) is { } seen ? (seen, sight) : null;

    /// <summary>The sight with which evidence of a call may be made, for a reason; null if there is no such call. The journal has it before.</summary>
    /// <exception cref="RefusedException">The policy refuses it.</exception>
    public ValueTask<PartySight?> DiscloseAsync(RecordId id, string? reason, string? requestFile, CancellationToken cancellationToken) =>
        SeeAsync(Act.EvidenceDisclose, id, reason, requestFile, cancellationToken);

    /// <summary>Notes that a number that is shown is copied; false if there is no such call.</summary>
    /// <exception cref="RefusedException">The policy refuses it.</exception>
    public async ValueTask<bool> CopyAsync(RecordId id, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(id, PartySight.Pseudonym, cancellationToken).ConfigureAwait(false) is not { } call) return false;
        var objects = CallObjects.Of(call);
        Require(Act.NumberCopy, await WithContactAsync(Act.NumberCopy, call, cancellationToken).ConfigureAwait(false), objects);
        await NoteAsync(Act.NumberCopy, objects, null, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether somebody may do this to a call; nothing is noted, as nothing is done.</summary>
    public async ValueTask<bool> MayAsync(Act act, CallView call, CancellationToken cancellationToken) =>
        policy.Decide(Actor, act, (await CaseAsync(act, call, cancellationToken).ConfigureAwait(false)).BeforeTheCase()) is Decision.Granted;

    /// <summary>Whether somebody may do such a thing at all.</summary>
    public bool MayEver(Act act) => policy.MayEver(Actor, act);

    /// <summary>The case of an act done to a call, as far as the call tells.</summary>
    public async ValueTask<ActContext> CaseAsync(Act act, CallView call, CancellationToken cancellationToken) => new()
    {
        IsOfOne = true,
        Owner = call.Operator,
        TeamMembers = await MembersAsync(act, ActScope.Team, cancellationToken).ConfigureAwait(false),
        DepartmentMembers = await MembersAsync(act, ActScope.Department, cancellationToken).ConfigureAwait(false),
    };

    private async ValueTask<PartySight?> SeeAsync(Act act, RecordId id, string? reason, string? requestFile, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(id, PartySight.Pseudonym, cancellationToken).ConfigureAwait(false) is not { } call) return null;
        var objects = CallObjects.Of(call);
        var context = (await WithContactAsync(act, call, cancellationToken).ConfigureAwait(false)) with { Reason = reason, RequestFile = requestFile };
        var note = new SightNote(objects, null, RequestCorrelation.Of(Context));
        var (sight, decision) = await services.GetRequiredService<SightDesk>().AskAsync(Actor, act, context, note, cancellationToken).ConfigureAwait(false);
        return decision is Decision.Refused refused ? throw new RefusedException(refused, objects) { IsNoted = true } : sight;
    }

    private async ValueTask<ActContext> WithContactAsync(Act act, CallView call, CancellationToken cancellationToken)
    {
        var context = await CaseAsync(act, call, cancellationToken).ConfigureAwait(false);
        if (!policy.RestsOnContact(Actor, act)) return context;
        return context with
        {
            IsInCall = services.GetService<ICallsNow>() is { } now && await now.IsInCallAsync(Actor.Name, call.Id, cancellationToken).ConfigureAwait(false),
            LastContact = services.GetService<IContactTimes>() is { } times ? await times.LastAsync(Actor.Name, call.Id, cancellationToken).ConfigureAwait(false) : null,
        };
    }

    private Decision.Granted Require(Act act, ActContext context, IReadOnlyList<string> objects)
    {
        var decision = policy.Decide(Actor, act, context);
        return decision as Decision.Granted ?? throw new RefusedException((Decision.Refused)decision, objects);
    }

    private async ValueTask<CallSearch> WithinAsync(ActScope scope, CallSearch search, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> within = scope switch
        {
            ActScope.All => [],
            ActScope.Own => [Actor.Name],
            ActScope.Team or ActScope.Department => [Actor.Name, .. await services.GetService<ITeamMembers>().WithinAsync(Actor, scope, cancellationToken).ConfigureAwait(false)],
        };
        // A stream ends when others belong to them.
        if (scope is ActScope.Team or ActScope.Department) Context.Features.Set(new ReachedTeam(scope, within));
        if (scope == ActScope.All) return search;
        string[] both = search.Operators is { } asked ? [.. within.Intersect(asked, StringComparer.OrdinalIgnoreCase)] : [.. within.Distinct(StringComparer.OrdinalIgnoreCase)];
        return search with { Operators = both.Length > 0 ? both : [Nobody] };
    }

    // A whole number of the public network, or a whole address, is looked up as one. Anything less is a part and counted: digits that could be an
    // extension too, else a part would be sought by saying so.
    private async ValueTask<NumberReach> ReachAsync(string text, CancellationToken cancellationToken)
    {
        var party = parties.Read(text);
        if (party.Kind is PartyKind.E164 or PartyKind.Short || (party.Kind == PartyKind.Address && text.Contains('@', StringComparison.Ordinal)))
        {
            // Counted too, found or not: else the digits that a mask hides fall one guess after the other.
            await CountAsync(Act.NumberSearch, ActContext.Empty, cancellationToken).ConfigureAwait(false);
            return NumberReach.Whole;
        }

        var asked = new ActContext { PartDigits = text.Count(char.IsLetterOrDigit) };
        var granted = await CountAsync(Act.NumberSearchPart, asked, cancellationToken).ConfigureAwait(false);
        var whole = policy.MayEver(Actor, Act.NumberSearch) ? NumberReach.Whole : NumberReach.None;
        return whole | (granted.Form == PartyForm.Full ? NumberReach.AllDigits : NumberReach.ShownDigits);
    }

    private async ValueTask<Decision.Granted> CountAsync(Act act, ActContext context, CancellationToken cancellationToken)
    {
        var decision = await services.GetRequiredService<SightDesk>().CountAsync(Actor, act, context, RequestCorrelation.Of(Context), cancellationToken).ConfigureAwait(false);
        return decision as Decision.Granted ?? throw new RefusedException((Decision.Refused)decision, []) { IsNoted = true };
    }

    private async ValueTask<IReadOnlyCollection<string>> MembersAsync(Act act, ActScope scope, CancellationToken cancellationToken) =>
        policy.HasScope(Actor, act, scope) ? await services.GetService<ITeamMembers>().WithinAsync(Actor, scope, cancellationToken).ConfigureAwait(false) : [];

    private async ValueTask NoteAsync(Act act, IReadOnlyList<string> objects, string? detail, CancellationToken cancellationToken) =>
        await journal.WriteAsync(PolicyGate.Note(Context, act, ActOutcome.Done, objects, detail), cancellationToken).ConfigureAwait(false);

    // Whole numbers are shown by a sight that was asked for one by one, whatever the policy grants a list.
    private static PartySight SightOf(Decision.Granted granted) => granted.Form == PartyForm.Pseudonym ? PartySight.Pseudonym : PartySight.Mask;

    /// <summary>Which filters are set, not what they look for.</summary>
    private static string? FiltersOf(CallSearch search)
    {
        string?[] set =
        [
            search.From is null && search.To is null ? null : "time",
            search.Number is null ? null : "number",
            search.Directions is null && search.Dispositions is null ? null : "result",
            search.Operators is null ? null : "operator",
            search.Services is null && search.Topics is null && search.Kinds is null && search.Handlings is null && search.Priorities is null ? null : "subject",
            search.LinkId is null ? null : "conversation",
            search.Cursor is null ? null : "next page",
        ];
        var said = string.Join(", ", set.Where(one => one is not null));
        return said.Length > 0 ? said : null;
    }
}

/// <summary>Whose calls a request reaches.</summary>
/// <param name="Scope">How far: teams, or their departments.</param>
/// <param name="Members">Names of the actor and of whoever is within.</param>
internal sealed record ReachedTeam(ActScope Scope, IReadOnlyCollection<string> Members);

/// <summary>A search within what was granted.</summary>
/// <param name="Search">What may be found.</param>
/// <param name="Sight">What may be seen of it.</param>
internal sealed record Narrowed(CallSearch Search, PartySight Sight);

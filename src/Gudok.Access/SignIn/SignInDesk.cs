using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

/// <summary>Signs people in: a password, then a second factor, each step in a new session. Every attempt is journaled.</summary>
/// <remarks>Thread-safe. A session is known by its token, which only the browser has; what is remembered of it holds until anything of any account
/// changes, so a blocked person is out with the next request.</remarks>
public sealed partial class SignInDesk
{
    /// <summary>How long somebody may take between password and second factor.</summary>
    public static readonly TimeSpan StepFor = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);
    private static readonly Actor Unknown = new() { Kind = ActorKind.Person, Id = "unknown", Name = "unknown" };

    private readonly PeopleDesk _people;
    private readonly SignInOptions _options;
    private readonly TimeProvider _clock;
    private readonly AddressLimit _limit;
    private readonly AddressLimit _refusals;
    private readonly AccountAttempts _attempts;
    private readonly HashingTurns _hashing = new();
    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);
    private string? _nobodysHash;

    /// <summary>Signs in the people of a desk.</summary>
    public SignInDesk(PeopleDesk people)
    {
        ArgumentNullException.ThrowIfNull(people);
        _people = people;
        _options = people.Options;
        _clock = people.Clock;
        _ceremonies = new Ceremonies(_clock);
        _limit = new AddressLimit(_options.AttemptsPerAddress, _options.LockoutFor, _clock);
        _refusals = new AddressLimit(_options.AttemptsPerAddress, _options.LockoutFor, _clock);
        _attempts = new AccountAttempts(_options, _clock);
    }

    /// <summary>The people.</summary>
    public PeopleDesk People => _people;

    /// <summary>Completes at the next change of an account or a session: whoever streams to somebody looks then whether that somebody is still signed in.</summary>
    public Task NextChange => _people.NextChange;

    /// <summary>Who uses a session; null if it is over or was never there.</summary>
    /// <param name="token">What the browser showed.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public ValueTask<SignedIn?> FindAsync(string token, CancellationToken cancellationToken) => FindAsync(token, SeenStep, isUse: true, cancellationToken);

    /// <summary>Who holds a session, which is not used by that: a page that is left open does not keep it alive.</summary>
    /// <param name="token">What the browser showed.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public ValueTask<SignedIn?> LookAsync(string token, CancellationToken cancellationToken) => FindAsync(token, _options.SessionIdleFor, isUse: false, cancellationToken);

    private async ValueTask<SignedIn?> FindAsync(string token, TimeSpan fresh, bool isUse, CancellationToken cancellationToken)
    {
        var revision = _people.Revision;
        var now = _clock.GetUtcNow();
        if (_remembered.TryGetValue(token, out var known) && known.Revision == revision && known.SeenAt + fresh > now) return known.EndsAt > now ? known.Somebody : null;
        if (SessionToken.HashOf(token) is not { } hash) return null;
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var found = await ReadAsync(work, hash, now, isUse, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            _remembered.TryRemove(token, out _);
            return null;
        }

        if (_remembered.Count > MostRemembered) _remembered.Clear();
        var (row, somebody) = found.Value;
        _remembered[token] = new Remembered(somebody, revision, row.SeenAt, row.EndsAt);
        return somebody;
    }

    /// <summary>Ends the session of a token.</summary>
    public async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        if (SessionToken.HashOf(token) is not { } hash || await FindAsync(token, cancellationToken).ConfigureAwait(false) is not { } somebody) return;
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        await work.Database.Set<SessionRow>().Where(row => row.TokenHash == hash).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        _people.Touch();
        try
        {
            await _people.NoteAsync(somebody.Actor, "signin.out", ActOutcome.Done, null, cancellationToken).ConfigureAwait(false);
        }
        catch (AccessException unwritten) when (unwritten.Code == AccessFaults.JournalUnwritten)
        {
            // The one act that is done all the same: nobody is kept signed in because a disk is full. The journal counts what it could not write.
            return;
        }
    }

    /// <summary>Ends a session whose token was shown by another device than the one that it was given to: it was taken from there.</summary>
    public async Task EndStolenAsync(SignedIn somebody, SignInPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(somebody);
        ArgumentNullException.ThrowIfNull(place);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var id = somebody.Actor.Session;
        await work.Database.Set<SessionRow>().Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        _people.Touch();
        await _people.NoteAsync(somebody.Actor with { Address = place.Address }, "session.stolen", ActOutcome.Refused, "shown by another device: ended", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether somebody showed just now who it is, here or at a provider, so that a session that was left open or taken does not give a way in for ever. If not, the journal has what was tried.</summary>
    private async Task<bool> IsFreshAsync(PeopleWork work, Actor actor, string act, CancellationToken cancellationToken)
    {
        var since = _clock.GetUtcNow() - _options.FreshFor;
        if (await work.Database.Set<SessionRow>().AnyAsync(row => row.Id == actor.Session && row.Stage == SessionStage.Open && row.AuthenticatedAt > since, cancellationToken).ConfigureAwait(false)) return true;
        await _people.NoteAsync(actor, act, ActOutcome.Refused, "signed in too long ago", cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>The open sessions of somebody, the newest first.</summary>
    public async Task<IReadOnlyList<SessionView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var rows = await work.SessionsAsync(actor.Id, cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(row => row.Stage == SessionStage.Open && IsAlive(row, now)).OrderByDescending(row => row.StartedAt)
            .Select(row => new SessionView(row.Id, row.StartedAt, row.SeenAt, row.Address, row.Device, row.Way, row.Provider))];
    }

    /// <summary>Ends sessions of somebody: one, or all but the one in hand.</summary>
    /// <param name="actor">Whose sessions, and who asks.</param>
    /// <param name="id">The session; null for all others.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    public async Task EndOthersAsync(Actor actor, string? id, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var all = work.Database.Set<SessionRow>().Where(row => row.AccountId == actor.Id);
        var rows = id is null ? all.Where(row => row.Id != actor.Session) : all.Where(row => row.Id == id);
        var ids = await rows.Select(row => "session:" + row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        // What was asked for is not repeated: in an address anything may stand.
        if (id is not null && ids.Count == 0)
        {
            await _people.NoteAsync(actor, "session.end", ActOutcome.Refused, "no such session of one's own", cancellationToken).ConfigureAwait(false);
            return;
        }

        var entry = PeopleDesk.OwnEntry(actor, "session.end", ActOutcome.Done, id is null ? "all others" : null);
        await _people.DoAsync(entry with { Objects = [.. entry.Objects, .. ids] }, () => rows.ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        _people.Touch();
    }

    private const int MostRemembered = 10_000;

    private async Task<(SessionRow Row, SignedIn Somebody)?> ReadAsync(PeopleWork work, byte[] hash, DateTimeOffset now, bool isUse, CancellationToken cancellationToken)
    {
        var row = await work.Database.Set<SessionRow>().FirstOrDefaultAsync(one => one.TokenHash == hash, cancellationToken).ConfigureAwait(false);
        if (row is null || !IsAlive(row, now)) return null;
        var account = await work.Database.Users.FirstAsync(one => one.Id == row.AccountId, cancellationToken).ConfigureAwait(false);
        if (account.BlockedAt is not null) return null;
        if (isUse && row.SeenAt + SeenStep <= now && !await SeeAsync(work, row, now, cancellationToken).ConfigureAwait(false)) return null;

        var person = await PersonReader.ReadAsync(work.Database, account, now, cancellationToken).ConfigureAwait(false);
        return (row, new SignedIn(row.Stage, ActorOf(person, row), account.OneTimeUntil is not null, person.HasSecondFactor) { Provider = row.Provider, Device = row.Device });
    }

    /// <summary>Notes that a session was used. A disk that is full keeps nobody from reading: the session ends the earlier.</summary>
    /// <returns>False if it was ended at the same moment.</returns>
    private static async Task<bool> SeeAsync(PeopleWork work, SessionRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var seen = await work.Database.Set<SessionRow>().Where(one => one.Id == row.Id).ExecuteUpdateAsync(one => one.SetProperty(each => each.SeenAt, now), cancellationToken).ConfigureAwait(false);
            if (seen > 0) row.SeenAt = now;
            return seen > 0;
        }
        catch (DbException)
        {
            return true;
        }
    }

    private bool IsAlive(SessionRow row, DateTimeOffset now) => row.EndsAt > now && row.SeenAt + _options.SessionIdleFor > now && (row.Way != DemoWay || HasDemoDoor);

    private static Actor ActorOf(PersonView person, SessionRow row) => new()
    {
        Kind = ActorKind.Person,
        Id = person.Id,
        Name = person.Name,
        Roles = person.Roles,
        Teams = person.Teams,
        Departments = person.Departments,
        HasSecondFactor = row.Stage == SessionStage.Open,
        Address = row.Address,
        Session = row.Id,
    };

    private sealed record Remembered(SignedIn Somebody, long Revision, DateTimeOffset SeenAt, DateTimeOffset EndsAt);
}

using Gudok.Numbers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Access;

/// <summary>The people of an installation: accounts, roles, teams, extensions. Every change is journaled before it is made.</summary>
/// <remarks>Thread-safe. Nothing is opened before the first use: an import needs no people.</remarks>
public sealed partial class PeopleDesk : ITeamMembers, IAsyncDisposable
{
    private readonly string _file;
    private readonly Lazy<AccessDatabase> _database;
    private readonly Lazy<ServiceProvider> _services;
    private readonly SignInOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _numbers = new(1, 1);
    private long _revision;
    private TaskCompletionSource _nextChange = NewChange();

    /// <summary>Opens nothing yet.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="options">How people sign in.</param>
    /// <param name="clock">The clock.</param>
    public PeopleDesk(string folder, KeyRing keys, SignInOptions options, TimeProvider clock)
    {
        _file = Path.Combine(folder, AccessDatabase.FileName);
        _options = options;
        _clock = clock;
        _database = new Lazy<AccessDatabase>(() => new AccessDatabase(folder, keys));
        _services = new Lazy<ServiceProvider>(() => PeopleServices.Build(_database.Value, options, clock));
    }

    /// <summary>Where changes are journaled; nowhere until there is a journal.</summary>
    public IJournal? Journal { get; set; }

    /// <summary>Grows with each change of an account: what was remembered of accounts before holds no more.</summary>
    public long Revision => Interlocked.Read(ref _revision);

    /// <summary>Passwords hashed since it was opened.</summary>
    internal long Hashed => _services.Value.GetRequiredService<HashCount>().Value;

    /// <summary>All accounts, by name.</summary>
    public async Task<IReadOnlyList<PersonView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        return await PersonReader.ReadAsync(work.Database, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One account.</summary>
    /// <exception cref="AccessException">GDK-7001: there is none of that name.</exception>
    public async Task<PersonView> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var account = await work.FindAsync(name).ConfigureAwait(false);
        return await PersonReader.ReadAsync(work.Database, account, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One account; null if there is none of that name.</summary>
    public async Task<PersonView?> TryFindAsync(string name, CancellationToken cancellationToken)
    {
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        return AccountName.TryRead(name, out var read) && await work.Accounts.FindByNameAsync(read).ConfigureAwait(false) is { } account
            ? await PersonReader.ReadAsync(work.Database, account, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<string>> OfAsync(IReadOnlyList<string> teams, CancellationToken cancellationToken)
    {
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        return await (from member in work.Database.Set<TeamMember>()
                      join team in work.Database.Set<Team>() on member.TeamId equals team.Id
                      join account in work.Database.Users on member.AccountId equals account.Id
                      where teams.Contains(team.Name)
                      select account.UserName!).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<string>> OfDepartmentsAsync(IReadOnlyList<string> teams, CancellationToken cancellationToken) =>
        await OfAsync(WithDepartments(teams, await TeamsAsync(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);

    /// <summary>Whether there is any account yet.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken cancellationToken)
    {
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        return await work.Database.Users.AnyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an account with a one-time password.</summary>
    /// <exception cref="AccessException">GDK-7002: the name is taken or is none.</exception>
    public async Task<OneTimeAccess> AddAsync(Actor actor, NewAccount wanted, CancellationToken cancellationToken)
    {
        if (!AccountName.TryRead(wanted.Name, out var name)) throw new AccessException(AccessFaults.NotAName, $"that is no name for an account: it takes {AccountName.Form}");
        if (wanted.Roles.Count == 0) throw new AccessException(AccessFaults.NothingToChange, "an account needs a role");
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await work.Accounts.FindByNameAsync(name).ConfigureAwait(false) is not null)
            throw new AccessException(AccessFaults.NotAName, $"there is an account {name} already; choose another name");
        var now = _clock.GetUtcNow();
        var account = new Account { Id = Guid.CreateVersion7(now).ToString(), UserName = name, DisplayName = Text(wanted.DisplayName), Email = Text(wanted.Email), CreatedAt = now };
        var access = GiveOneTime(account, now);
        // A password that was drawn by lot needs no rules: some are refused that contain a short name by chance.
        account.PasswordHash = work.Accounts.PasswordHasher.HashPassword(account, access.Password);
        var detail = $"roles: {Words(wanted.Roles)}" + (wanted.Teams.Count > 0 ? $"; teams: {string.Join(", ", wanted.Teams)}" : "");
        await DoAsync(Entry(actor, "user.add", account, detail, null), () => CreateAsync(work, account, wanted, cancellationToken), cancellationToken).ConfigureAwait(false);
        Touch();
        return access;
    }

    /// <summary>Closes the database, if it was opened.</summary>
    public async ValueTask DisposeAsync()
    {
        _numbers.Dispose();
        if (_services.IsValueCreated) await _services.Value.DisposeAsync().ConfigureAwait(false);
        if (_database.IsValueCreated) await _database.Value.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Begins a piece of work; opens the database if this is the first.</summary>
    internal async ValueTask<PeopleWork> BeginAsync(CancellationToken cancellationToken)
    {
        await _database.Value.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new PeopleWork(_services.Value.CreateAsyncScope());
    }

    /// <summary>How people sign in.</summary>
    internal SignInOptions Options => _options;

    /// <summary>The clock.</summary>
    internal TimeProvider Clock => _clock;

    /// <summary>Completes at the next change of an account or a session.</summary>
    internal Task NextChange => Volatile.Read(ref _nextChange).Task;

    /// <summary>Says that an account or a session is another now.</summary>
    internal void Touch()
    {
        Interlocked.Increment(ref _revision);
        Interlocked.Exchange(ref _nextChange, NewChange()).TrySetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task CreateAsync(PeopleWork work, Account account, NewAccount wanted, CancellationToken cancellationToken, IdentityUserLogin<string>? link = null)
    {
        await using var change = await work.Database.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        PeopleWork.Require(await work.Accounts.CreateAsync(account).ConfigureAwait(false), account.UserName!);
        foreach (var role in wanted.Roles.Distinct()) work.Database.Add(new AccountRole { AccountId = account.Id, Role = role });
        foreach (var team in wanted.Teams.Distinct(StringComparer.Ordinal))
        {
            var found = await work.TeamAsync(team, null, account.CreatedAt, cancellationToken).ConfigureAwait(false);
            work.Database.Add(new TeamMember { TeamId = found.Id, AccountId = account.Id });
        }

        if (link is not null) work.Database.Add(link);
        await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await change.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is about to be done to an account.</summary>
    private static JournalEntry Entry(Actor actor, string act, Account account, string? detail, string? reason) =>
        new() { Actor = actor, Act = act, Outcome = ActOutcome.Done, Objects = ["user:" + account.Id], Detail = detail, Reason = reason };

    /// <summary>Writes an entry down, then does what it says; if that fails, a second entry says so.</summary>
    internal async Task DoAsync(JournalEntry entry, Func<Task> act, CancellationToken cancellationToken)
    {
        if (Journal is not { } journal)
        {
            await act().ConfigureAwait(false);
            return;
        }

        await journal.DoAsync(entry, async () =>
        {
            await act().ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes down what somebody does to his own account, or tries to.</summary>
    internal async ValueTask NoteAsync(Actor actor, string act, ActOutcome outcome, string? detail, CancellationToken cancellationToken)
    {
        if (Journal is not { } journal) return;
        await journal.WriteAsync(OwnEntry(actor, act, outcome, detail), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What somebody does to his own account.</summary>
    internal static JournalEntry OwnEntry(Actor actor, string act, ActOutcome outcome, string? detail) =>
        new() { Actor = actor, Act = act, Outcome = outcome, Objects = ["user:" + actor.Id], Detail = detail };

    private OneTimeAccess GiveOneTime(Account account, DateTimeOffset now)
    {
        account.OneTimeUntil = now + _options.OneTimePasswordFor;
        account.EnrolUntil = null;
        return new OneTimeAccess(account.UserName!, OneTimePassword.Create(), account.OneTimeUntil.Value);
    }

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Trim();
}

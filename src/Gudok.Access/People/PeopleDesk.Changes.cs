using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class PeopleDesk
{
    /// <summary>Gives and takes roles.</summary>
    /// <exception cref="AccessException">GDK-7001, or GDK-7004: an account keeps at least one role.</exception>
    public Task ChangeRolesAsync(Actor actor, string name, IReadOnlyCollection<Role> give, IReadOnlyCollection<Role> take, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.role", null, async (work, account) =>
        {
            var rows = await work.Database.Set<AccountRole>().Where(row => row.AccountId == account.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            var former = rows.Select(row => row.Role).ToHashSet();
            var next = former.Union(give).Except(take).ToHashSet();
            if (next.SetEquals(former)) throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} has these roles already: {Words(former)}");
            if (next.Count == 0) throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} would have no role left; block it if the person has left: gudok user block {account.UserName}");
            work.Database.RemoveRange(rows.Where(row => !next.Contains(row.Role)));
            foreach (var role in next.Except(former)) work.Database.Add(new AccountRole { AccountId = account.Id, Role = role });
            if (!next.Contains(Role.Citizen)) await EndNumberAsync(work, account, cancellationToken).ConfigureAwait(false);
            return $"{Words(former)} -> {Words(next)}";
        }, cancellationToken);

    /// <summary>Lets an account join and leave teams; one to join that is not there is made.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="name">The account.</param>
    /// <param name="join">Teams to join.</param>
    /// <param name="leave">Teams to leave.</param>
    /// <param name="department">The department of the teams to join; empty for none, null to leave it as it is.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    public Task ChangeTeamsAsync(
        Actor actor, string name, IReadOnlyCollection<string> join, IReadOnlyCollection<string> leave, string? department, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.team", null, async (work, account) =>
        {
            var rows = await work.Database.Set<TeamMember>().Where(row => row.AccountId == account.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            var part = DepartmentName.Read(department);
            foreach (var one in join.Distinct(StringComparer.Ordinal))
            {
                var team = await work.TeamAsync(one, department, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                if (rows.All(row => row.TeamId != team.Id)) work.Database.Add(new TeamMember { TeamId = team.Id, AccountId = account.Id });
            }

            foreach (var one in leave)
            {
                var team = await work.Database.Set<Team>().FirstOrDefaultAsync(row => row.Name == one, cancellationToken).ConfigureAwait(false);
                if (rows.FirstOrDefault(row => row.TeamId == team?.Id) is not { } row)
                    throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} is in no team \"{one}\"");
                work.Database.Remove(row);
            }

            if (!work.Database.ChangeTracker.HasChanges()) throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} is in these teams already");
            string?[] changes =
            [
                join.Count > 0 ? "joins " + string.Join(", ", join) : null,
                leave.Count > 0 ? "leaves " + string.Join(", ", leave) : null,
                join.Count > 0 && department is not null ? "department: " + (part ?? "none") : null,
            ];
            return string.Join("; ", changes.OfType<string>());
        }, cancellationToken);

    /// <summary>Keeps a person out from now on: a leaver.</summary>
    /// <exception cref="AccessException">GDK-7001; GDK-7004: the account is blocked already; GDK-7421: no reason is given.</exception>
    public Task BlockAsync(Actor actor, string name, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.block", Given(reason), async (work, account) =>
        {
            if (account.BlockedAt is { } since) throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} is blocked already, since {since:yyyy-MM-dd HH:mm} UTC");
            account.BlockedAt = _clock.GetUtcNow();
            await EndNumberAsync(work, account, cancellationToken).ConfigureAwait(false);
            return null;
        }, cancellationToken);

    /// <summary>Takes all roles of an account and keeps its person out: what is withdrawn does not come back when the account is let in again.</summary>
    internal Task WithdrawAllAsync(Actor actor, string name, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.block", reason, async (work, account) =>
        {
            var rows = await work.Database.Set<AccountRole>().Where(row => row.AccountId == account.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            work.Database.RemoveRange(rows);
            account.BlockedAt ??= _clock.GetUtcNow();
            await EndNumberAsync(work, account, cancellationToken).ConfigureAwait(false);
            return $"{Words(rows.Select(row => row.Role))} -> none";
        }, cancellationToken);

    /// <summary>Lets a person in again, and ends the pause after too many wrong attempts.</summary>
    /// <exception cref="AccessException">GDK-7001; GDK-7004: nothing keeps the account out; GDK-7421: no reason is given.</exception>
    public Task UnblockAsync(Actor actor, string name, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.unblock", Given(reason), (_, account) =>
        {
            if (account.BlockedAt is null && !(account.LockoutEnd > _clock.GetUtcNow()))
                throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} is not blocked");
            account.BlockedAt = null;
            account.LockoutEnd = null;
            account.AccessFailedCount = 0;
            return Task.FromResult<string?>(null);
        }, cancellationToken);

    /// <summary>Takes an account's password away and gives a one-time password in its place.</summary>
    public async Task<OneTimeAccess> ResetPasswordAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        OneTimeAccess? access = null;
        await ChangeAsync(actor, name, "user.password", null, (work, account) =>
        {
            access = GiveOneTime(account, _clock.GetUtcNow());
            account.PasswordHash = work.Accounts.PasswordHasher.HashPassword(account, access.Password);
            return Task.FromResult<string?>(null);
        }, cancellationToken).ConfigureAwait(false);
        return access!;
    }

    /// <summary>Takes an account's second factors away: the person sets up new ones at the next sign-in, which takes a one-time password.</summary>
    public async Task<OneTimeAccess> ResetSecondFactorAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        OneTimeAccess? access = null;
        await ChangeAsync(actor, name, "user.second-factor", null, async (work, account) =>
        {
            account.TwoFactorEnabled = false;
            // The step belongs to the key that goes; a clock that stood in the future would keep the next one out.
            account.LastCodeStep = 0;
            work.Database.RemoveRange(await work.Database.UserTokens.Where(row => row.UserId == account.Id).ToListAsync(cancellationToken).ConfigureAwait(false));
            work.Database.RemoveRange(await work.Database.UserPasskeys.Where(row => row.UserId == account.Id).ToListAsync(cancellationToken).ConfigureAwait(false));
            // With the second factor gone, whoever has learned the password would set up a second factor of his own.
            access = GiveOneTime(account, _clock.GetUtcNow());
            account.PasswordHash = work.Accounts.PasswordHasher.HashPassword(account, access.Password);
            return null;
        }, cancellationToken).ConfigureAwait(false);
        return access!;
    }

    private async Task ChangeAsync(
        Actor actor, string name, string act, string? reason, Func<PeopleWork, Account, Task<string?>> change, CancellationToken cancellationToken)
    {
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var account = await work.FindAsync(name).ConfigureAwait(false);
        if (actor.Kind == ActorKind.Person && actor.Id == account.Id)
        {
            await NoteAsync(actor, act, ActOutcome.Refused, RefusalWords.Name(Refusal.OwnRequest), cancellationToken).ConfigureAwait(false);
            throw new AccessException(AccessFaults.OwnRequest, "nobody changes one's own rights: ask another administrator");
        }

        var detail = await change(work, account).ConfigureAwait(false);
        // Teams, extensions and numbers are read anew with the next request; whatever else changes, the person signs in anew.
        if (act is not ("user.team" or "user.extension" or "user.number")) work.Database.RemoveRange(await work.SessionsAsync(account.Id, cancellationToken).ConfigureAwait(false));
        account.SecurityStamp = Guid.NewGuid().ToString();
        // Saves what else was changed with it, in one transaction.
        await DoAllAsync(
            [.. work.AlsoNoted, Entry(actor, act, account, detail, reason)], async () => PeopleWork.Require(await work.Accounts.UpdateAsync(account).ConfigureAwait(false), account.UserName!), cancellationToken)
            .ConfigureAwait(false);
        Touch();
    }

    /// <summary>Writes all entries down, with one correlation, then does what they say.</summary>
    private async Task DoAllAsync(IReadOnlyList<JournalEntry> entries, Func<Task> act, CancellationToken cancellationToken)
    {
        if (entries.Count == 1)
        {
            await DoAsync(entries[0], act, cancellationToken).ConfigureAwait(false);
            return;
        }

        var correlation = entries[0].Correlation ?? Correlation.Current ?? JournaledActs.NewCorrelation();
        await DoAsync(entries[0] with { Correlation = correlation }, () => DoAllAsync([.. entries.Skip(1).Select(entry => entry with { Correlation = correlation })], act, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>A reason that says something.</summary>
    /// <exception cref="AccessException">GDK-7421: it does not.</exception>
    internal static string Given(string? reason) => Text(reason) ?? throw new AccessException(AccessFaults.NoReason, "say why: what is written down without a reason helps nobody later");

    private static string Words(IEnumerable<Role> roles) => string.Join(", ", roles.Distinct().Order().Select(AccessWords.Word));
}

using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

/// <summary>Puts together what is known of accounts.</summary>
internal static class PersonReader
{
    /// <summary>All accounts, by name.</summary>
    public static async Task<IReadOnlyList<PersonView>> ReadAsync(AccessDb database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var accounts = await database.Users.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return await ViewAsync(database, accounts, now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One account.</summary>
    public static async Task<PersonView> ReadAsync(AccessDb database, Account account, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ViewAsync(database, [account], now, cancellationToken).ConfigureAwait(false))[0];

    private static async Task<IReadOnlyList<PersonView>> ViewAsync(AccessDb database, List<Account> accounts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var only = accounts.Count == 1 ? accounts[0].Id : null;
        var roles = await database.Set<AccountRole>().AsNoTracking().Where(row => only == null || row.AccountId == only).ToListAsync(cancellationToken).ConfigureAwait(false);
        var memberships = await (from member in database.Set<TeamMember>()
                                 join team in database.Set<Team>() on member.TeamId equals team.Id
                                 where only == null || member.AccountId == only
                                 select new { member.AccountId, team.Name, team.Department }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var extensions = await database.Set<ExtensionUse>().AsNoTracking().Where(row => only == null || row.AccountId == only).ToListAsync(cancellationToken).ConfigureAwait(false);
        var passkeys = await database.UserPasskeys.Select(row => row.UserId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        var links = await database.UserLogins.Where(row => only == null || row.UserId == only).Select(row => new { row.UserId, row.LoginProvider }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var numbers = await database.Set<NumberLink>().Select(row => row.AccountId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var rolesOf = roles.ToLookup(row => row.AccountId, row => row.Role);
        var teamsOf = memberships.ToLookup(row => row.AccountId);
        var linksOf = links.ToLookup(row => row.UserId, row => row.LoginProvider);
        var extensionsOf = extensions.ToLookup(row => row.AccountId);
        return [.. accounts.OrderBy(row => row.UserName, StringComparer.Ordinal).Select(account => new PersonView
        {
            Id = account.Id,
            Name = account.UserName!,
            DisplayName = account.DisplayName,
            Email = account.Email,
            Roles = [.. rolesOf[account.Id].Order()],
            Teams = [.. teamsOf[account.Id].Select(row => row.Name).Order(StringComparer.Ordinal)],
            Departments = [.. teamsOf[account.Id].Select(row => row.Department).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            Extensions = [.. extensionsOf[account.Id].OrderByDescending(row => row.From).Select(row => new ExtensionView(row.Extension, row.From, row.Until))],
            HasSecondFactor = account.TwoFactorEnabled || passkeys.Contains(account.Id),
            Links = [.. linksOf[account.Id].Order(StringComparer.Ordinal)],
            HasNumber = numbers.Contains(account.Id),
            OneTimeUntil = account.OneTimeUntil,
            BlockedAt = account.BlockedAt,
            ShutUntil = account.LockoutEnd > now ? account.LockoutEnd : null,
            CreatedAt = account.CreatedAt,
            LastSignInAt = account.LastSignInAt,
        })];
    }
}

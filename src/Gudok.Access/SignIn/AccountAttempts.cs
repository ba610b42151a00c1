using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

/// <summary>Counts attempts on accounts, in the database itself. An attempt is taken before anything is compared and given back if it was right: of guesses at the same
/// moment no more are heard than one after another would be.</summary>
internal sealed class AccountAttempts(SignInOptions options, TimeProvider clock)
{
    /// <summary>Takes an attempt; the last of a row shuts the account for a while. The account is read anew.</summary>
    /// <returns>False if the account is shut.</returns>
    public async Task<bool> TryTakeAsync(PeopleWork work, Account account, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = options.LockoutAfter - 1;
        DateTimeOffset? end = now + options.LockoutFor;
        var taken = await work.Database.Users.Where(row => row.Id == account.Id && (row.LockoutEnd == null || row.LockoutEnd <= now)).ExecuteUpdateAsync(
            row => row
                .SetProperty(one => one.LockoutEnd, one => one.AccessFailedCount >= before ? end : null)
                .SetProperty(one => one.AccessFailedCount, one => one.AccessFailedCount >= before ? 0 : one.AccessFailedCount + 1),
            cancellationToken).ConfigureAwait(false);
        if (taken == 0) await PretendAsync(work, cancellationToken).ConfigureAwait(false);
        await work.Database.Entry(account).ReloadAsync(cancellationToken).ConfigureAwait(false);
        return taken > 0;
    }

    /// <summary>Gives an attempt back. If it had shut the account, or the others beside it had, one is left again.</summary>
    public async Task GiveBackAsync(PeopleWork work, Account account, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = options.LockoutAfter - 1;
        DateTimeOffset? open = null;
        await work.Database.Users.Where(row => row.Id == account.Id).ExecuteUpdateAsync(
            row => row
                .SetProperty(one => one.AccessFailedCount, one => one.LockoutEnd > now ? before : one.AccessFailedCount > 0 ? one.AccessFailedCount - 1 : 0)
                .SetProperty(one => one.LockoutEnd, open),
            cancellationToken).ConfigureAwait(false);
        await work.Database.Entry(account).ReloadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Costs what taking an attempt costs, and changes nothing: else the time would tell whether there is such an account, and whether it is shut.</summary>
    public static async Task PretendAsync(PeopleWork work, CancellationToken cancellationToken)
    {
        var any = await work.Database.Users.OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        await work.Database.Users.Where(row => row.Id == any).ExecuteUpdateAsync(row => row.SetProperty(one => one.AccessFailedCount, one => one.AccessFailedCount), cancellationToken).ConfigureAwait(false);
    }
}

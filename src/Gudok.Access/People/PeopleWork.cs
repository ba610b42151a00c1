using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Access;

/// <summary>One piece of work on accounts: a context of its own and what belongs to it.</summary>
internal sealed class PeopleWork(AsyncServiceScope scope) : IAsyncDisposable
{
    /// <summary>The database.</summary>
    public AccessDb Database { get; } = scope.ServiceProvider.GetRequiredService<AccessDb>();

    /// <summary>Identity's manager.</summary>
    public AccountManager Accounts { get; } = scope.ServiceProvider.GetRequiredService<AccountManager>();

    /// <summary>Identity's ceremonies of passkeys.</summary>
    public IPasskeyHandler<Account> Passkeys => scope.ServiceProvider.GetRequiredService<IPasskeyHandler<Account>>();

    /// <summary>What else the change does, to other accounts: entries of their own, with its correlation.</summary>
    public List<JournalEntry> AlsoNoted { get; } = [];

    /// <summary>The account of a name.</summary>
    /// <exception cref="AccessException">GDK-7001: there is none.</exception>
    public async Task<Account> FindAsync(string name) =>
        await Accounts.FindByNameAsync(name.Trim()).ConfigureAwait(false)
        ?? throw new AccessException(AccessFaults.NoAccount, $"there is no account {Shown(name)}; gudok user list shows all of them");

    /// <summary>The team of a name, made if it is not there.</summary>
    public async Task<Team> TeamAsync(string name, string? department, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var team = Database.Set<Team>().Local.FirstOrDefault(row => row.Name == name)
            ?? await Database.Set<Team>().FirstOrDefaultAsync(row => row.Name == name, cancellationToken).ConfigureAwait(false);
        if (team is null) Database.Add(team = new Team { Id = Guid.CreateVersion7(now).ToString(), Name = name });
        if (department is not null) team.Department = DepartmentName.Read(department);
        return team;
    }

    /// <summary>The sessions of an account.</summary>
    public Task<List<SessionRow>> SessionsAsync(string accountId, CancellationToken cancellationToken) =>
        Database.Set<SessionRow>().Where(row => row.AccountId == accountId).ToListAsync(cancellationToken);

    /// <summary>Sees that Identity has done what it was asked for.</summary>
    /// <exception cref="AccessException">It has not.</exception>
    public static void Require(IdentityResult result, string name)
    {
        if (result.Succeeded) return;
        var error = result.Errors.First();
        throw error.Code switch
        {
            AccessFaults.WeakPassword => new AccessException(AccessFaults.WeakPassword, error.Description),
            nameof(IdentityErrorDescriber.DuplicateUserName) => new AccessException(AccessFaults.NotAName, $"there is an account {name} already; choose another name"),
            nameof(IdentityErrorDescriber.ConcurrencyFailure) => new AccessException(AccessFaults.ChangedMeanwhile, $"somebody else changed account {name} at the same time; look at it and try again"),
            _ => new AccessException(AccessFaults.NothingToChange, $"account {name}: {error.Description}"),
        };
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    // A number that was typed in the place of a name is not repeated.
    private static string Shown(string name) => AccountName.TryRead(name, out var read) ? read : "of that name";
}

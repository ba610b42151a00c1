using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class PeopleDesk
{
    private const int MaxSubject = 255;
    private const int MadeUpLetters = 10;

    /// <summary>Links an account to somebody's account at a provider.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="name">The account here.</param>
    /// <param name="provider">The provider's id.</param>
    /// <param name="subject">The provider's name for the person (<c>sub</c>). Kept as a fingerprint only.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    /// <exception cref="AccessException">GDK-7001; GDK-7050: there is no such provider; GDK-7057: the link is taken, or the account has one.</exception>
    public Task LinkAsync(Actor actor, string name, string provider, string subject, CancellationToken cancellationToken)
    {
        var wanted = subject.Trim();
        if (wanted.Length is 0 or > MaxSubject) throw new AccessException(AccessFaults.LinkTaken, $"a subject is what the provider calls the person (sub), 1 to {MaxSubject} characters");
        return ChangeAsync(actor, name, "user.link", null, async (work, account) =>
        {
            var options = ProviderOf(provider);
            var key = AccountLink.KeyOf(work.Database.Seal, options, wanted);
            var taken = await work.Database.UserLogins.FirstOrDefaultAsync(row => row.ProviderKey == key || (row.UserId == account.Id && row.LoginProvider == options.Id), cancellationToken).ConfigureAwait(false);
            if (taken is not null)
            {
                throw new AccessException(AccessFaults.LinkTaken, taken.UserId == account.Id
                    ? $"account {account.UserName} is linked at {options.Id} already; take that link away first: gudok user unlink {account.UserName} --provider {options.Id}"
                    : $"that account of {options.Id} is linked to another account here already");
            }

            // From now on there is a term to come by it.
            work.Database.Add(AccountLink.Of(account, options, key)).Property(LinkUse.UsedAt).CurrentValue = _clock.GetUtcNow();
            return options.Id;
        }, cancellationToken);
    }

    /// <summary>Takes a link away: from now on nobody comes in by it.</summary>
    /// <exception cref="AccessException">GDK-7001; GDK-7057: the account has no such link.</exception>
    public Task UnlinkAsync(Actor actor, string name, string provider, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.unlink", null, async (work, account) =>
        {
            var link = await work.Database.UserLogins.FirstOrDefaultAsync(row => row.UserId == account.Id && row.LoginProvider == provider, cancellationToken).ConfigureAwait(false)
                ?? throw new AccessException(AccessFaults.LinkTaken, $"account {account.UserName} has no link of that provider; gudok user show {account.UserName} names those it has");
            work.Database.Remove(link);
            return link.LoginProvider;
        }, cancellationToken);

    /// <summary>Gives and takes the roles that a provider's mapping is about; others stay. What is taken is gone from open sessions too.</summary>
    /// <returns>Whether the account has a role then. If not, that is saved.</returns>
    internal async Task<bool> ApplyRolesAsync(PeopleWork work, Account account, ProviderOptions provider, ExternalIdentity identity, CancellationToken cancellationToken)
    {
        var rows = await work.Database.Set<AccountRole>().Where(row => row.AccountId == account.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var governed = ExternalIdentity.Mapping(provider).Select(one => one.Role).ToHashSet();
        var former = rows.Select(row => row.Role).ToHashSet();
        var next = former.Except(governed).Union(identity.Roles).ToHashSet();
        if (next.SetEquals(former)) return former.Count > 0;
        work.Database.RemoveRange(rows.Where(row => !next.Contains(row.Role)));
        foreach (var role in next.Except(former)) work.Database.Add(new AccountRole { AccountId = account.Id, Role = role });
        if (!next.Contains(Role.Citizen)) await EndNumberAsync(work, account, cancellationToken).ConfigureAwait(false);
        work.Database.RemoveRange(await work.SessionsAsync(account.Id, cancellationToken).ConfigureAwait(false));
        var entry = Entry(ProviderActor(provider), "user.role", account, $"{Words(former)} -> {Words(next)}", null);
        await DoAsync(entry, () => work.Database.SaveChangesAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        Touch();
        return next.Count > 0;
    }

    /// <summary>Makes an account for somebody whom a provider vouches for, linked and without a password.</summary>
    /// <returns>The account; null if it would have no role, or no name that is free.</returns>
    internal async Task<Account?> MakeLinkedAsync(PeopleWork work, ProviderOptions provider, ExternalIdentity identity, string key, CancellationToken cancellationToken)
    {
        Role[] roles = [.. identity.Roles.Concat(provider.NewAccountRoles.Select(word => ProviderCheck.TryReadWord(word, out var role) ? role : (Role?)null).OfType<Role>()).Distinct()];
        if (roles.Length == 0 || NameFor(provider, identity, key) is not { } name) return null;
        // An account that has the name is never taken over: whoever chooses names at the provider would choose one of ours.
        if (await work.Accounts.FindByNameAsync(name).ConfigureAwait(false) is not null) return null;
        var now = _clock.GetUtcNow();
        var account = new Account { Id = Guid.CreateVersion7(now).ToString(), UserName = name, DisplayName = identity.DisplayName, CreatedAt = now };
        var entry = Entry(ProviderActor(provider), "user.add", account, $"roles: {Words(roles)}", null);
        // Citizens come by themselves; more than their rights is noted as a role that was given, and alerted on.
        var given = Entry(ProviderActor(provider), "user.role", account, $"none -> {Words(roles)}", null);
        await DoAsync(entry, () => roles.Any(role => role != Role.Citizen) ? DoAsync(given, CreateAsync, cancellationToken) : CreateAsync(), cancellationToken).ConfigureAwait(false);
        Touch();
        return account;

        // Its first use is noted with the sign-in.
        Task CreateAsync() => PeopleDesk.CreateAsync(work, account, new NewAccount(name, roles), cancellationToken, AccountLink.Of(account, provider, key));
    }

    /// <summary>The provider that gives an account a role at each sign-in; null if none does.</summary>
    internal string? GiverOf(PersonView person, Role role) =>
        _options.Providers.FirstOrDefault(one => person.Links.Contains(one.Id) && ExternalIdentity.Mapping(one).Any(line => line.Role == role))?.Id;

    private ProviderOptions ProviderOf(string id) => _options.Providers.FirstOrDefault(one => one.Id == id)
        ?? throw new AccessException(AccessFaults.NoProvider, $"there is no such provider of sign-in; there are: {(_options.Providers.Count > 0 ? string.Join(", ", _options.Providers.Select(one => one.Id)) : "none")}");

    private static Actor ProviderActor(ProviderOptions provider) => new() { Kind = ActorKind.System, Id = "provider:" + provider.Id, Name = "provider:" + provider.Id };

    // Made up of the fingerprint: the same person gets the same name, and it says nothing of who it is.
    private static string? NameFor(ProviderOptions provider, ExternalIdentity identity, string key)
    {
        if (provider.NameClaim.Length > 0) return identity.Name is { } said && AccountName.TryRead(said, out var read) ? read : null;
        return $"{provider.Id}-{string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(key)).Take(MadeUpLetters).Select(octet => (char)('a' + (octet % 26))))}";
    }
}

using Gudok.Numbers;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class PeopleDesk
{
    /// <summary>Links a citizen's account to the number that is that person's; a former link of the account ends.</summary>
    /// <param name="actor">Who does it, after having seen that it is the person's number.</param>
    /// <param name="name">The account.</param>
    /// <param name="number">The number, of the public network.</param>
    /// <param name="from">The first day on which it was that person's.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    /// <exception cref="AccessException">GDK-7001; GDK-7061: it is no number of the public network, or a day to come; GDK-7062: the account is no citizen's, or
    /// is blocked; GDK-7063: the number is linked to another account.</exception>
    public async Task LinkNumberAsync(Actor actor, string name, PhoneNumber number, DateOnly from, CancellationToken cancellationToken)
    {
        // Whether a number is free is asked and answered by one at a time: sealed, it cannot be unique in the table.
        await _numbers.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await LinkFreeNumberAsync(actor, name, number, from, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _numbers.Release();
        }
    }

    private Task LinkFreeNumberAsync(Actor actor, string name, PhoneNumber number, DateOnly from, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.number", null, async (work, account) =>
        {
            if (number.Kind != PartyKind.E164) throw new AccessException(AccessFaults.NotOwnNumber, "that is no number of the public network; write it with its country, such as +7 and ten digits");
            if (from > DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddDays(1)) throw new AccessException(AccessFaults.NotOwnNumber, "the first day of a number cannot lie in the future");
            var isCitizen = await work.Database.Set<AccountRole>().AnyAsync(row => row.AccountId == account.Id && row.Role == Role.Citizen, cancellationToken).ConfigureAwait(false);
            if (!isCitizen || account.BlockedAt is not null)
                throw new AccessException(AccessFaults.NotACitizen, $"account {account.UserName} is not that of a citizen who may come in; only those are linked to a number");
            var links = await work.Database.Set<NumberLink>().ToListAsync(cancellationToken).ConfigureAwait(false);
            var digits = number.ToFullDigits();
            if (links.Any(link => link.Number == digits && link.AccountId != account.Id))
                throw new AccessException(AccessFaults.NumberTaken, "that number is linked to another account; end that link first");
            if (links.Find(link => link.AccountId == account.Id) is { } former) (former.Number, former.From, former.Provider) = (digits, from, null);
            else work.Database.Add(new NumberLink { AccountId = account.Id, Number = digits, From = from });
            return $"linked, from {from:yyyy-MM-dd}";
        }, cancellationToken);

    /// <summary>Ends the link of an account to its number.</summary>
    /// <exception cref="AccessException">GDK-7001; GDK-7004: the account has none.</exception>
    public Task UnlinkNumberAsync(Actor actor, string name, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.number", null, async (work, account) =>
        {
            if (!await EndNumberAsync(work, account, cancellationToken).ConfigureAwait(false))
                throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} is linked to no number");
            return "link ended";
        }, cancellationToken);

    /// <summary>The number of an account; null if it has none.</summary>
    /// <param name="accountId">The account's id.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<OwnNumber?> NumberOfAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var link = await work.Database.Set<NumberLink>().AsNoTracking().FirstOrDefaultAsync(row => row.AccountId == accountId, cancellationToken).ConfigureAwait(false);
        return link is not null && PhoneNumber.TryCreate(PartyKind.E164, link.Number, out var number) ? new OwnNumber(number, link.From) : null;
    }

    /// <summary>Ends the links to numbers whose parties were erased. Nothing is opened where there are no accounts.</summary>
    public async Task ForgetNumbersAsync(IReadOnlyCollection<PhoneNumber> numbers, CancellationToken cancellationToken)
    {
        if (!_database.IsValueCreated && !File.Exists(_file)) return;
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var digits = numbers.Where(number => number.Kind == PartyKind.E164).Select(number => number.ToFullDigits()).ToHashSet(StringComparer.Ordinal);
        // Sealed texts cannot be searched by.
        var links = await work.Database.Set<NumberLink>().ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var link in links.Where(link => digits.Contains(link.Number)))
        {
            var account = await work.Database.Users.FirstAsync(row => row.Id == link.AccountId, cancellationToken).ConfigureAwait(false);
            work.Database.Remove(link);
            var job = new Actor { Kind = ActorKind.System, Id = "job:erasure", Name = "job:erasure" };
            await DoAsync(Entry(job, "user.number", account, "link ended: erased", null), () => work.Database.SaveChangesAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        Touch();
    }

    /// <summary>Links a citizen's account to the number that a provider has verified, from today on. Another link of the account ends, and so does one that the provider has made and does not name any
    /// more. A number that another account has is never taken over: the journal says that it was not linked.</summary>
    internal async Task ApplyNumberAsync(PeopleWork work, Account account, ProviderOptions provider, SaidNumber? said, CancellationToken cancellationToken)
    {
        if (said is null) return;
        await _numbers.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Of somebody who works here nothing is linked: a right to calls shall not come of what a provider says.
            var roles = await work.Database.Set<AccountRole>().Where(row => row.AccountId == account.Id).Select(row => row.Role).ToListAsync(cancellationToken).ConfigureAwait(false);
            var digits = roles is [Role.Citizen] ? said.Number?.ToFullDigits() : null;
            var links = await work.Database.Set<NumberLink>().ToListAsync(cancellationToken).ConfigureAwait(false);
            var own = links.Find(link => link.AccountId == account.Id);
            if (digits is null ? own?.Provider != provider.Id : own?.Number == digits) return;
            var isTaken = digits is not null && links.Any(link => link.Number == digits);
            if (own is not null) await ChangeNumberAsync(() => work.Database.Remove(own), "link ended").ConfigureAwait(false);
            if (digits is null) return;
            if (isTaken)
            {
                var refused = Entry(ProviderActor(provider), "user.number", account, $"{AccessFaults.NumberTaken} not linked: the number is linked to another account", null);
                if (Journal is { } journal) await journal.WriteAsync(refused with { Outcome = ActOutcome.Refused }, cancellationToken).ConfigureAwait(false);
                return;
            }

            var from = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
            var link = new NumberLink { AccountId = account.Id, Number = digits, From = from, Provider = provider.Id };
            await ChangeNumberAsync(() => work.Database.Add(link), $"linked, from {from:yyyy-MM-dd}").ConfigureAwait(false);
        }
        finally
        {
            _numbers.Release();
        }

        async Task ChangeNumberAsync(Action change, string detail)
        {
            change();
            await DoAsync(Entry(ProviderActor(provider), "user.number", account, detail, null), () => work.Database.SaveChangesAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            Touch();
        }
    }

    /// <summary>Ends the link of an account with the change that is under way; false if there is none.</summary>
    private static async Task<bool> EndNumberAsync(PeopleWork work, Account account, CancellationToken cancellationToken)
    {
        var link = await work.Database.Set<NumberLink>().FirstOrDefaultAsync(row => row.AccountId == account.Id, cancellationToken).ConfigureAwait(false);
        if (link is not null) work.Database.Remove(link);
        return link is not null;
    }
}

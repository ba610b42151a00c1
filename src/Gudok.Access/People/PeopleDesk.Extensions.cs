using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class PeopleDesk
{
    private const int MaxExtensionDigits = 9;
    private volatile ExtensionBook? _book;

    /// <summary>Gives an account an extension from a day on; whoever had it until then has it until the day before, and the journal tells of both.</summary>
    /// <returns>The name of the account that it is taken from; null if nobody had it.</returns>
    /// <exception cref="AccessException">GDK-7001, or GDK-7004: it is no extension, or is given to somebody from that day or a later one already.</exception>
    public Task<string?> GiveExtensionAsync(Actor actor, string name, string extension, DateOnly from, CancellationToken cancellationToken) =>
        GiveAsync(actor, name, extension, from, _ => true, cancellationToken);

    /// <summary>The same, but the extension is taken from nobody but who is named.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="name">The account that gets it.</param>
    /// <param name="extension">Its digits.</param>
    /// <param name="from">The first day.</param>
    /// <param name="takenFrom">The account that it may be taken from; null or empty if from nobody.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    /// <returns>The name of the account that it is taken from; null if nobody had it.</returns>
    /// <exception cref="AccessException">As above; GDK-7009: it is somebody else's on that day.</exception>
    public Task<string?> GiveExtensionAsync(Actor actor, string name, string extension, DateOnly from, string? takenFrom, CancellationToken cancellationToken) =>
        GiveAsync(actor, name, extension, from, holder => string.Equals(holder, takenFrom, StringComparison.OrdinalIgnoreCase), cancellationToken);

    /// <summary>Takes an extension from an account after a last day.</summary>
    /// <exception cref="AccessException">GDK-7001, or GDK-7004: the account does not have it on that day.</exception>
    public Task EndExtensionAsync(Actor actor, string name, string extension, DateOnly until, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.extension", null, async (work, account) =>
        {
            var uses = await UsesAsync(work, extension, cancellationToken).ConfigureAwait(false);
            if (uses.FirstOrDefault(use => use.AccountId == account.Id && use.Covers(until)) is not { } use)
                throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} does not have that extension on {until:yyyy-MM-dd}");
            use.Until = until;
            return $"{Masked(extension)} until {until:yyyy-MM-dd}";
        }, cancellationToken);

    /// <summary>Who has which extension and had it before, and who is of which department; read again only after a change, and nothing is opened where there are no accounts.</summary>
    public ValueTask<ExtensionBook> ExtensionsAsync(CancellationToken cancellationToken) =>
        _book is { } book && book.Revision == Revision ? ValueTask.FromResult(book) : ReadExtensionsAsync(cancellationToken);

    private async ValueTask<ExtensionBook> ReadExtensionsAsync(CancellationToken cancellationToken)
    {
        // Before the reading: what changes meanwhile is read the next time.
        var revision = Revision;
        if (!_database.IsValueCreated && !File.Exists(_file)) return _book = new ExtensionBook([], [], revision);
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var rows = await work.Database.Set<ExtensionUse>()
            .Join(work.Database.Users, use => use.AccountId, account => account.Id, (use, account) => new { use.Extension, use.From, use.Until, account.UserName })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var departments = await (from member in work.Database.Set<TeamMember>()
                                 join team in work.Database.Set<Team>() on member.TeamId equals team.Id
                                 join account in work.Database.Users on member.AccountId equals account.Id
                                 where team.Department != null
                                 select new { account.UserName, team.Department }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return _book = new ExtensionBook(
            rows.Select(row => (row.Extension, row.From, row.Until, row.UserName!)), departments.Select(row => (row.UserName!, row.Department!)), revision);
    }

    private async Task<string?> GiveAsync(Actor actor, string name, string extension, DateOnly from, Predicate<string> mayTakeFrom, CancellationToken cancellationToken)
    {
        string? former = null;
        await ChangeAsync(actor, name, "user.extension", null, async (work, account) =>
        {
            if (extension.Length is 0 or > MaxExtensionDigits || !extension.All(char.IsAsciiDigit))
                throw new AccessException(AccessFaults.NothingToChange, $"an extension has 1 to {MaxExtensionDigits} digits");
            var uses = await UsesAsync(work, extension, cancellationToken).ConfigureAwait(false);
            if (uses.FirstOrDefault(use => use.From >= from) is { } later)
                throw new AccessException(AccessFaults.NothingToChange, $"the extension is given to somebody from {later.From:yyyy-MM-dd} on already; give a later day");
            if (uses.FirstOrDefault(use => use.Covers(from)) is { } present) former = await TakeAsync(work, actor, present, account, from, mayTakeFrom, cancellationToken).ConfigureAwait(false);
            work.Database.Add(new ExtensionUse { Id = Guid.CreateVersion7(_clock.GetUtcNow()).ToString(), AccountId = account.Id, Extension = extension, From = from });
            return $"{Masked(extension)} from {from:yyyy-MM-dd}" + (former is null ? "" : $", taken from {former}");
        }, cancellationToken).ConfigureAwait(false);
        return former;
    }

    /// <summary>Ends the use of whoever has the extension now; says who that is, or null if it is the account itself, whose last day was set.</summary>
    private static async Task<string?> TakeAsync(
        PeopleWork work, Actor actor, ExtensionUse present, Account account, DateOnly from, Predicate<string> mayTakeFrom, CancellationToken cancellationToken)
    {
        if (present.AccountId == account.Id && present.Until is null)
            throw new AccessException(AccessFaults.NothingToChange, $"account {account.UserName} has that extension already, from {present.From:yyyy-MM-dd} on");
        var isOwn = present.AccountId == account.Id;
        var holder = isOwn ? account : await work.Database.Users.FirstAsync(row => row.Id == present.AccountId, cancellationToken).ConfigureAwait(false);
        if (!isOwn && !mayTakeFrom(holder.UserName!))
            throw new AccessException(AccessFaults.ExtensionTaken, $"the extension is {holder.UserName}'s on {from:yyyy-MM-dd}; say that it is to be taken from that account, or give a later day");
        present.Until = from.AddDays(-1);
        if (isOwn) return null;
        work.AlsoNoted.Add(Entry(actor, "user.extension", holder, $"{Masked(present.Extension)} until {present.Until:yyyy-MM-dd}, given to {account.UserName}", null));
        return holder.UserName;
    }

    // The journal holds no number, of the house neither.
    private static string Masked(string extension) => $"extension {extension[0]}{new string('*', extension.Length - 1)}";

    // Sealed texts cannot be searched by; a contact centre has hundreds of extensions, not millions.
    private static async Task<List<ExtensionUse>> UsesAsync(PeopleWork work, string extension, CancellationToken cancellationToken)
    {
        var all = await work.Database.Set<ExtensionUse>().ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.Where(use => use.Extension == extension)];
    }
}

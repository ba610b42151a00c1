using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class PeopleDesk
{
    private const int MaxExtensionDigits = 9;
    private volatile ExtensionBook? _book;

    /// <summary>Gives an account an extension from a day on; whoever had it until then has it until the day before.</summary>
    /// <exception cref="AccessException">GDK-7001, or GDK-7004: it is no extension, or is given to somebody from that day or a later one already.</exception>
    public Task GiveExtensionAsync(Actor actor, string name, string extension, DateOnly from, CancellationToken cancellationToken) =>
        ChangeAsync(actor, name, "user.extension", null, async (work, account) =>
        {
            if (extension.Length is 0 or > MaxExtensionDigits || !extension.All(char.IsAsciiDigit))
                throw new AccessException(AccessFaults.NothingToChange, $"an extension has 1 to {MaxExtensionDigits} digits");
            var uses = await UsesAsync(work, extension, cancellationToken).ConfigureAwait(false);
            if (uses.FirstOrDefault(use => use.From >= from) is { } later)
                throw new AccessException(AccessFaults.NothingToChange, $"the extension is given to somebody from {later.From:yyyy-MM-dd} on already; give a later day");
            foreach (var use in uses.Where(use => use.Covers(from))) use.Until = from.AddDays(-1);
            work.Database.Add(new ExtensionUse { Id = Guid.CreateVersion7(_clock.GetUtcNow()).ToString(), AccountId = account.Id, Extension = extension, From = from });
            return $"{Masked(extension)} from {from:yyyy-MM-dd}";
        }, cancellationToken);

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

    // The journal holds no number, of the house neither.
    private static string Masked(string extension) => $"extension {extension[0]}{new string('*', extension.Length - 1)}";

    // Sealed texts cannot be searched by; a contact centre has hundreds of extensions, not millions.
    private static async Task<List<ExtensionUse>> UsesAsync(PeopleWork work, string extension, CancellationToken cancellationToken)
    {
        var all = await work.Database.Set<ExtensionUse>().ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.Where(use => use.Extension == extension)];
    }
}

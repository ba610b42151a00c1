using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

/// <summary>The programs that may ask for tokens. Every change is journaled before it is made.</summary>
/// <param name="people">The people of the installation, beside whom programs are kept.</param>
/// <param name="clock">The clock.</param>
public sealed class ClientDesk(PeopleDesk people, TimeProvider clock)
{
    /// <summary>All programs, by id.</summary>
    public async Task<IReadOnlyList<ClientView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var rows = await work.Database.Set<ClientProgram>().OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(View)];
    }

    /// <summary>One program.</summary>
    /// <exception cref="AccessException">GDK-7101: there is none of that id.</exception>
    public async Task<ClientView> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        return View(await FindAsync(work.Database, id, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Registers a program.</summary>
    /// <exception cref="AccessException">GDK-7102: what is said of it cannot be; the line says what.</exception>
    public async Task AddAsync(Actor actor, NewClient wanted, CancellationToken cancellationToken)
    {
        if (!AccountName.TryRead(wanted.Id, out var id)) throw new AccessException(AccessFaults.ClientWrong, $"that is no id for a program: it takes {AccountName.Form}");
        var row = new ClientProgram
        {
            Id = id,
            Purpose = string.IsNullOrWhiteSpace(wanted.Purpose) ? null : wanted.Purpose.Trim(),
            Scopes = Scopes(wanted.Scopes),
            Keys = ClientKeys.Read(wanted.Keys),
            Certificates = ClientCertificates.Read(wanted.Certificates),
            Networks = ClientNetworks.Read(wanted.Networks),
            CreatedAt = clock.GetUtcNow(),
        };
        if (row.Keys is null && row.Certificates is null)
            throw new AccessException(AccessFaults.ClientWrong, "a program shows who it is by a key (--keys) or by a certificate (--certificate): give one of them");
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await work.Database.FindAsync<ClientProgram>([id], cancellationToken).ConfigureAwait(false) is not null)
            throw new AccessException(AccessFaults.ClientWrong, $"there is a program {id} already; choose another id, or change its keys: gudok client keys {id}");
        work.Database.Add(row);
        await SaveAsync(work, Entry(actor, "client.add", id, $"scopes: {row.Scopes}", null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Exchanges the keys and certificates of a program.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="id">The program.</param>
    /// <param name="keys">Its public keys as a JWK set; null for none.</param>
    /// <param name="certificates">Certificates that it may show.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    /// <exception cref="AccessException">GDK-7101, GDK-7102.</exception>
    public Task ChangeKeysAsync(Actor actor, string id, string? keys, IReadOnlyList<ReadOnlyMemory<byte>> certificates, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, "client.keys", null, row =>
        {
            (row.Keys, row.Certificates) = (ClientKeys.Read(keys), ClientCertificates.Read(certificates));
            if (row.Keys is null && row.Certificates is null) throw new AccessException(AccessFaults.ClientWrong, "a program needs a key or a certificate");
        }, cancellationToken);

    /// <summary>Gives a program nothing from now on; tokens that it holds open nothing any more.</summary>
    /// <exception cref="AccessException">GDK-7101; GDK-7004: it is blocked already.</exception>
    public Task BlockAsync(Actor actor, string id, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, "client.block", PeopleDesk.Given(reason), row =>
        {
            if (row.BlockedAt is not null) throw new AccessException(AccessFaults.NothingToChange, $"program {row.Id} is blocked already");
            row.BlockedAt = clock.GetUtcNow();
        }, cancellationToken);

    /// <summary>Lets a blocked program come again.</summary>
    /// <exception cref="AccessException">GDK-7101; GDK-7004: it is not blocked.</exception>
    public Task UnblockAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, "client.unblock", null, row =>
        {
            if (row.BlockedAt is null) throw new AccessException(AccessFaults.NothingToChange, $"program {row.Id} is not blocked");
            row.BlockedAt = null;
        }, cancellationToken);

    internal static IReadOnlyList<string> Words(string? words) => words?.Split(' ') ?? [];

    private static string Scopes(IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0) throw new AccessException(AccessFaults.ClientWrong, "a program needs a scope: the acts that it may do, such as calls.search");
        if (wanted.FirstOrDefault(name => !Act.TryFind(name, out _)) is { } unknown)
            throw new AccessException(AccessFaults.ClientWrong, $"\"{unknown}\" is no act; docs/access.md lists them");
        return string.Join(' ', wanted.Distinct(StringComparer.Ordinal));
    }

    private static async Task<ClientProgram> FindAsync(AccessDb database, string id, CancellationToken cancellationToken) =>
        await database.FindAsync<ClientProgram>([id.Trim()], cancellationToken).ConfigureAwait(false)
        ?? throw new AccessException(AccessFaults.NoClient, $"there is no program {(AccountName.TryRead(id, out var read) ? read : "of that id")}; gudok client list shows all of them");

    private async Task ChangeAsync(Actor actor, string id, string act, string? reason, Action<ClientProgram> change, CancellationToken cancellationToken)
    {
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var row = await FindAsync(work.Database, id, cancellationToken).ConfigureAwait(false);
        change(row);
        await SaveAsync(work, Entry(actor, act, row.Id, null, reason), cancellationToken).ConfigureAwait(false);
    }

    private async Task SaveAsync(PeopleWork work, JournalEntry entry, CancellationToken cancellationToken)
    {
        await people.DoAsync(entry, () => work.Database.SaveChangesAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        // Streams that a program has open look now whether they may go on.
        people.Touch();
    }

    private static JournalEntry Entry(Actor actor, string act, string id, string? detail, string? reason) =>
        new() { Actor = actor, Act = act, Outcome = ActOutcome.Done, Objects = ["client:" + id], Detail = detail, Reason = reason };

    private static ClientView View(ClientProgram row) => new()
    {
        Id = row.Id,
        Purpose = row.Purpose,
        Scopes = Words(row.Scopes),
        Keys = [.. ClientKeys.Open(row.Keys).Select(ClientKeys.NameOf)],
        Certificates = Words(row.Certificates),
        Networks = Words(row.Networks),
        CreatedAt = row.CreatedAt,
        LastTokenAt = row.LastTokenAt,
        BlockedAt = row.BlockedAt,
    };
}

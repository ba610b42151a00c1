using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gudok.Numbers;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class ReviewDesk
{
    private const int MostNote = 500;

    /// <summary>Accounts that are blocked, that nobody has used for <see cref="ReviewOptions.UnusedFor"/>, or whose provider of a role nobody came by for <see cref="SignInOptions.ProviderWithin"/>;
    /// and what they still hold.</summary>
    /// <param name="actor">Who looks; only whoever reaches everybody's rights sees them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<Leaver>> LeaversAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!ReachesAll(actor, Act.ReviewRead)) return [];
        var now = clock.GetUtcNow();
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var leavers = new List<Leaver>();
        foreach (var person in await people.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var link = person.Links.Count == 0 ? null : await LinkUse.UnusedAsync(work, person.Id, people.Options, now, cancellationToken).ConfigureAwait(false);
            if (person.BlockedAt is null && link is null && (person.LastSignInAt ?? person.CreatedAt) >= now - options.UnusedFor) continue;
            var sessions = await work.Database.Set<SessionRow>().CountAsync(row => row.AccountId == person.Id && row.EndsAt > now, cancellationToken).ConfigureAwait(false);
            var passkeys = await work.Database.UserPasskeys.CountAsync(row => row.UserId == person.Id, cancellationToken).ConfigureAwait(false);
            var hasAuthenticator = await work.Database.Users.AnyAsync(row => row.Id == person.Id && row.TwoFactorEnabled, cancellationToken).ConfigureAwait(false);
            var blocked = person.BlockedAt is null ? null : await BlockedAsync(person.Id, cancellationToken).ConfigureAwait(false);
            leavers.Add(new Leaver(
                person.Id, person.Name, person.Roles, person.LastSignInAt, person.BlockedAt, blocked?.Entry.Actor.Name, blocked?.Entry.Reason, sessions, passkeys, hasAuthenticator, person.Links,
                link?.Provider, link?.UsedAt));
        }

        return leavers;
    }

    /// <summary>Whether somebody may look at the leavers, and confirm their list.</summary>
    public bool ReachesAll(Actor actor, Act act) => policy.Decide(actor, act, ActContext.Ahead) is Decision.Granted { Scope: ActScope.All };

    /// <summary>Confirms the list of leavers as it stands. What could be a telephone number in the note is blotted out: a record is not mended later.</summary>
    /// <param name="actor">Who confirms.</param>
    /// <param name="note">What was found, or done.</param>
    /// <param name="cancellationToken">Stops before the entry.</param>
    /// <param name="shown">The <see cref="MarkOf"/> of the list that was looked at; null if it was just read.</param>
    /// <exception cref="AccessException">GDK-7071: the list is another by now; GDK-7414: the actor reaches a team only; GDK-7421: no note.</exception>
    public async Task<ReviewRecord> ConfirmLeaversAsync(Actor actor, string note, CancellationToken cancellationToken, string? shown = null)
    {
        if (string.IsNullOrWhiteSpace(note)) throw new AccessException(AccessFaults.NoReason, "say what was found on the list, or done about it");
        if (!ReachesAll(actor, Act.ReviewRights)) throw new AccessException(AccessFaults.OutOfScope, "the list of leavers is of all teams: somebody confirms it who reaches all");
        var said = PlainWords.WithoutNumbers(note.Trim(), MostNote);
        var leavers = await LeaversAsync(actor, cancellationToken).ConfigureAwait(false);
        if (shown is not null && shown != MarkOf(leavers)) throw new AccessException(AccessFaults.ListChanged, "the list of leavers is another by now; look at it again, then confirm");
        var now = clock.GetUtcNow();
        var id = "leavers-" + Guid.CreateVersion7(now);
        var file = new LeaversFile(LeaversFile.Urn, id, ReviewJson.Time(now), actor.Name, said, (int)options.UnusedFor.TotalDays, [.. leavers.Select(FileLine)]);
        return await KeepAsync(actor, id, "leavers", ReviewJson.Of(file), "review:leavers", $"confirmed: {leavers.Count} accounts", now, cancellationToken, said).ConfigureAwait(false);
    }

    /// <summary>What a list of leavers is known by: whoever confirms it has seen this one.</summary>
    public static string MarkOf(IReadOnlyList<Leaver> leavers)
    {
        ArgumentNullException.ThrowIfNull(leavers);
        var lines = leavers.Select(one => string.Create(CultureInfo.InvariantCulture,
            $"{one.AccountId}|{string.Join(',', one.Roles)}|{one.LastSignInAt:O}|{one.BlockedAt:O}|{one.Sessions}|{one.Passkeys}|{one.HasAuthenticator}|{string.Join(',', one.Links)}|{one.NotBy}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private async Task<KeptEntry?> BlockedAsync(string accountId, CancellationToken cancellationToken)
    {
        // The entry of the request names no account; that of the change does.
        var search = new JournalSearch { Act = Act.UserBlock.Name, Object = "user:" + accountId, Outcome = ActOutcome.Done, Limit = 1 };
        return await FirstAsync(search, cancellationToken).ConfigureAwait(false);
    }

    // Tokens are of programs; an account has none.
    private static LeaversFileLine FileLine(Leaver one) => new(
        one.AccountId, one.Account, [.. one.Roles.Select(AccessWords.Word)], ReviewJson.Time(one.LastSignInAt), ReviewJson.Time(one.BlockedAt), one.BlockedBy, one.Reason,
        one.Sessions, 0, one.Passkeys, one.HasAuthenticator, one.Links, one.NotBy, ReviewJson.Time(one.ByItAt));
}

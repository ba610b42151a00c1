using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

/// <summary>A link by which nobody came for long, though it is the one that gives the account a role: the provider may have put its person out.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="UsedAt">When it was made or last used; null if that was before this was noted.</param>
internal sealed record UnusedLink(string Provider, DateTimeOffset? UsedAt);

/// <summary>When links to providers were used.</summary>
internal static class LinkUse
{
    /// <summary>The column that Identity's row of a link does not have itself.</summary>
    public const string UsedAt = "UsedAt";

    /// <summary>The link that a person is to come by before any other way opens; null if there is none.</summary>
    public static async Task<UnusedLink?> UnusedAsync(PeopleWork work, string accountId, SignInOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.ProviderWithin == TimeSpan.Zero || options.Providers.Count == 0) return null;
        var links = await work.Database.UserLogins.Where(row => row.UserId == accountId)
            .Select(row => new UnusedLink(row.LoginProvider, EF.Property<DateTimeOffset?>(row, UsedAt))).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (links.Count == 0) return null;
        var roles = await work.Database.Set<AccountRole>().Where(row => row.AccountId == accountId).Select(row => row.Role).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var role in roles)
        {
            // One that answers for the role is enough, if two can give it.
            UnusedLink[] givers = [.. links.Where(link => options.Providers.Any(one => one.Id == link.Provider && ExternalIdentity.Mapping(one).Any(line => line.Role == role)))];
            if (givers.Length > 0 && givers.All(link => link.UsedAt is not { } at || at + options.ProviderWithin <= now)) return givers.MaxBy(link => link.UsedAt);
        }

        return null;
    }
}

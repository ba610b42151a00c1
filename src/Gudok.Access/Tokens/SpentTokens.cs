using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

/// <summary>What may not be used (again): assertions that were used, tokens that were revoked.</summary>
internal static class SpentTokens
{
    /// <summary>Notes that something is spent.</summary>
    /// <returns>False if it was before.</returns>
    public static async Task<bool> TrySpendAsync(
        AccessDb database, string kind, string client, string jti, DateTimeOffset endsAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = IdOf(kind, client, jti);
        if (await database.Set<SpentToken>().AnyAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false)) return false;
        await database.Set<SpentToken>().Where(row => row.EndsAt < now).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        database.Add(new SpentToken { Id = id, EndsAt = endsAt });
        try
        {
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbUpdateException)
        {
            // Somebody else used the same one at the same time, and was first.
            return false;
        }
    }

    /// <summary>Whether something is spent.</summary>
    public static Task<bool> IsSpentAsync(AccessDb database, string kind, string client, string jti, CancellationToken cancellationToken)
    {
        var id = IdOf(kind, client, jti);
        return database.Set<SpentToken>().AnyAsync(row => row.Id == id, cancellationToken);
    }

    private static string IdOf(string kind, string client, string jti) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{client}\0{jti}")));
}

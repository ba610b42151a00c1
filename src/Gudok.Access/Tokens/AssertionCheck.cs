using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>Checks what a program signed of itself: <c>private_key_jwt</c> (RFC 7523 §3).</summary>
internal static class AssertionCheck
{
    /// <summary><c>client_assertion_type</c> of a signed statement.</summary>
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private const int MaxOctets = 8 * 1024;
    private const int MaxIdOctets = 256;

    // Longer ones lie about as a spare key would.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(5);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxOctets };

    /// <summary>Who an assertion claims to be from, unchecked; null if it is none.</summary>
    public static string? ClaimedBy(string? assertion) => TryRead(assertion)?.Issuer is { Length: > 0 } issuer ? issuer : null;

    /// <summary>Checks signature, names, audience and times.</summary>
    /// <returns>The statement; null if anything is wrong with it.</returns>
    public static async Task<SignedStatement?> CheckAsync(string assertion, ClientProgram client, string issuer, TokenOptions options, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidAlgorithms = ClientKeys.Algorithms,
            IssuerSigningKeys = ClientKeys.Open(client.Keys),
            TryAllIssuerSigningKeys = true,
            ValidIssuer = client.Id,
            ValidAudiences = [issuer, issuer + TokenPaths.Token],
            LifetimeValidator = (notBefore, expires, _, _) => IsNow(notBefore, expires, options.ClockSkew, now),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        }).ConfigureAwait(false);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return null;
        var isOfClient = token.Subject == client.Id;
        var id = token.Id;
        return isOfClient && !string.IsNullOrEmpty(id) && id.Length <= MaxIdOctets ? new SignedStatement(id, new DateTimeOffset(token.ValidTo, TimeSpan.Zero)) : null;
    }

    private static JsonWebToken? TryRead(string? assertion)
    {
        if (assertion is null || assertion.Length > MaxOctets || !Handler.CanReadToken(assertion)) return null;
        try
        {
            return Handler.ReadJsonWebToken(assertion);
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private static bool IsNow(DateTime? notBefore, DateTime? expires, TimeSpan skew, DateTimeOffset now)
    {
        if (expires is not { } end) return false;
        var at = now.UtcDateTime;
        return (notBefore is not { } begin || begin <= at + skew) && end > at - skew && end <= at + MaxLifetime + skew;
    }
}

/// <summary>What a program signed of itself.</summary>
/// <param name="Id">Its <c>jti</c>: it is taken once.</param>
/// <param name="EndsAt">Until when it holds.</param>
internal sealed record SignedStatement(string Id, DateTimeOffset EndsAt);

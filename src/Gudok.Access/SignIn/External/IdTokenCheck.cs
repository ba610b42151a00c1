using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>Checks what a provider signed of somebody (OpenID Connect Core §3.1.3.7).</summary>
internal static class IdTokenCheck
{
    // Public keys only: with a shared secret, or none, whoever is no provider could sign.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private const int MaxOctets = 32 * 1024;
    private const int MaxSubject = 255;
    private const long LastSecond = 253_402_300_800;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxOctets };

    /// <summary>Checks a token.</summary>
    /// <returns>The token, and null; or null, and what is wrong with it in a word. <see cref="UnknownKey"/> may be cured by fetching keys anew.</returns>
    public static async Task<(JsonWebToken? Token, string? Wrong)> CheckAsync(string text, ProviderOptions provider, IReadOnlyList<SecurityKey> keys, PendingSignIn pending, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = keys,
            ValidIssuer = provider.Issuer,
            ValidAudience = provider.ClientId,
            LifetimeValidator = (notBefore, expires, _, _) => IsNow(notBefore, expires, now),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        }).ConfigureAwait(false);
        if (!result.IsValid) return (null, WordOf(result.Exception));
        var token = (JsonWebToken)result.SecurityToken;
        var wrong = WrongIn(token, provider, pending, now);
        return wrong is null ? (token, null) : (null, wrong);
    }

    /// <summary>The token is signed with a key that is not among those known.</summary>
    public const string UnknownKey = "unknown key";

    /// <summary>When the person signed in there, by the token; null if it does not say.</summary>
    public static DateTimeOffset? AuthenticatedAt(JsonWebToken token) =>
        token.TryGetPayloadValue<long>("auth_time", out var seconds) && seconds is > 0 and < LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string? WrongIn(JsonWebToken token, ProviderOptions provider, PendingSignIn pending, DateTimeOffset now)
    {
        if (token.Subject is not { Length: > 0 and <= MaxSubject }) return "subject";
        var isForOthersToo = token.Audiences.Skip(1).Any();
        var authorized = token.TryGetPayloadValue<string>("azp", out var azp) ? azp : null;
        if ((isForOthersToo && authorized is null) || (authorized is not null && authorized != provider.ClientId)) return "audience";
        // ESIA does not send it back. There code and browser are tied by the state alone, which it has signed for.
        var said = token.TryGetPayloadValue<string>("nonce", out var one) ? one : null;
        if (said is null ? provider.Kind != ProviderKind.Esia : said != pending.Nonce) return "nonce";
        if (!IsAuthenticatedInTime(token, pending, now)) return "auth_time";
        return token.IssuedAt == DateTime.MinValue || token.IssuedAt > (now + Skew).UtcDateTime || token.IssuedAt < (now - MaxAge).UtcDateTime ? "time" : null;
    }

    // A provider that was asked for a sign-in of the last minutes has to say when it was (§3.1.2.1): else its own session may have answered for whoever sits there.
    private static bool IsAuthenticatedInTime(JsonWebToken token, PendingSignIn pending, DateTimeOffset now) => AuthenticatedAt(token) is { } at
        ? at <= now + Skew && (pending.MaxAge is not { } most || at >= now - TimeSpan.FromSeconds(most) - Skew)
        : pending.MaxAge is null;

    private static bool IsNow(DateTime? notBefore, DateTime? expires, DateTimeOffset now) =>
        expires > (now - Skew).UtcDateTime && (notBefore is not { } begin || begin <= (now + Skew).UtcDateTime);

    private static string WordOf(Exception fault) => fault switch
    {
        SecurityTokenSignatureKeyNotFoundException => UnknownKey,
        SecurityTokenInvalidAlgorithmException => "algorithm",
        SecurityTokenInvalidSignatureException => "signature",
        SecurityTokenInvalidIssuerException => "issuer",
        SecurityTokenInvalidAudienceException => "audience",
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException or SecurityTokenExpiredException => "time",
        _ => "form",
    };
}

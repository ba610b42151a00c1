using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gudok.Access;

/// <summary>A sign-in that has gone to a provider and is to come back. The browser keeps it sealed; the server keeps nothing.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="State">Comes back with the answer: the browser that it comes to has begun the sign-in.</param>
/// <param name="Nonce">Comes back in the ID token: the token is for this sign-in.</param>
/// <param name="Verifier">Shown with the code (PKCE): whoever has the code alone has nothing.</param>
/// <param name="RedirectUri">Where the answer was to be sent.</param>
/// <param name="To">The page to go to then.</param>
/// <param name="EndsAt">When it is over, in milliseconds since 1970.</param>
/// <param name="MaxAge">How many seconds ago the person may have signed in there at most; null if that does not matter.</param>
internal sealed record PendingSignIn(string Provider, string State, string Nonce, string Verifier, string RedirectUri, string To, long EndsAt, int? MaxAge)
{
    /// <summary>How long somebody may take at the provider.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(10);

    private const string Place = "signin.external";
    private const int RandomOctets = 32;

    /// <summary>PKCE's challenge (RFC 7636 §4.2, S256).</summary>
    [JsonIgnore]
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A new one.</summary>
    public static PendingSignIn Create(string provider, string redirectUri, string to, int? maxAge, DateTimeOffset now) =>
        new(provider, Random(), Random(), Random(), redirectUri, to, (now + Term).ToUnixTimeMilliseconds(), maxAge);

    /// <summary>What the browser keeps.</summary>
    public string Seal(FieldSeal seal) => Base64Url.EncodeToString(seal.Seal(JsonSerializer.Serialize(this, PendingSignInJson.Default.PendingSignIn), Place));

    /// <summary>Opens what a browser kept; null if it is none of ours, or over.</summary>
    public static PendingSignIn? Open(FieldSeal seal, string? kept, DateTimeOffset now)
    {
        if (kept is null || !Base64Url.IsValid(kept)) return null;
        try
        {
            var pending = JsonSerializer.Deserialize(seal.Open(Base64Url.DecodeFromChars(kept), Place), PendingSignInJson.Default.PendingSignIn);
            return pending?.EndsAt > now.ToUnixTimeMilliseconds() ? pending : null;
        }
        catch (AccessException forged) when (forged.Code == AccessFaults.DeskDamaged)
        {
            return null;
        }
    }

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomOctets));
}

/// <summary>The JSON of it.</summary>
[JsonSerializable(typeof(PendingSignIn))]
internal sealed partial class PendingSignInJson : JsonSerializerContext;

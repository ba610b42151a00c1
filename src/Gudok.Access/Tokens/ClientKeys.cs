using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>Public keys by which programs sign what they say of themselves (RFC 7523).</summary>
internal static class ClientKeys
{
    /// <summary>The algorithms that a program may sign with: no shared secret, nothing weaker than 128 bits.</summary>
    public static readonly IReadOnlyList<string> Algorithms =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSha256];

    private const int MaxKeys = 8;
    private const int MaxOctets = 16 * 1024;
    private const int LeastRsaBits = 2048;

    /// <summary>Checks a JWK set, or one JWK, and brings it to a form without private parts.</summary>
    /// <exception cref="AccessException">GDK-7102: it is none, or holds what is no public signing key.</exception>
    public static string? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text.Length > MaxOctets) throw Wrong($"the key set is longer than {MaxOctets} characters");
        var keys = Parse(text);
        if (keys.Count is 0 or > MaxKeys) throw Wrong($"a program has 1 to {MaxKeys} keys");
        return JsonSerializer.Serialize(new PublicKeySet([.. keys.Select(Public)]), TokenJson.Default.PublicKeySet);
    }

    /// <summary>The keys of a kept set.</summary>
    public static IList<JsonWebKey> Open(string? kept) => kept is null ? [] : JsonWebKeySet.Create(kept).Keys;

    /// <summary>What a key is called.</summary>
    public static string NameOf(JsonWebKey key) => key.Kid ?? Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());

    private static IList<JsonWebKey> Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("keys", out _)
                ? JsonWebKeySet.Create(text).Keys
                : [JsonWebKey.Create(text)];
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw Wrong("that is no JWK set (RFC 7517)");
        }
    }

    private static PublicKey Public(JsonWebKey key)
    {
        if (key.HasPrivateKey || key.Kty == JsonWebAlgorithmsKeyTypes.Octet) throw Wrong("a key is private or shared: a program keeps its private key for itself and registers the public one");
        var isGood = key.Kty switch
        {
            JsonWebAlgorithmsKeyTypes.EllipticCurve => key.Crv is "P-256" or "P-384" && key.X is not null && key.Y is not null,
            JsonWebAlgorithmsKeyTypes.RSA => key.N is not null && key.E is not null && key.KeySize >= LeastRsaBits,
            _ => false,
        };
        return isGood
            ? new PublicKey { Kty = key.Kty, Kid = key.Kid, Crv = key.Crv, X = key.X, Y = key.Y, N = key.N, E = key.E }
            : throw Wrong($"a key is neither EC of P-256 or P-384 nor RSA of {LeastRsaBits} bits and more");
    }

    private static AccessException Wrong(string what) => new(AccessFaults.ClientWrong, what);
}

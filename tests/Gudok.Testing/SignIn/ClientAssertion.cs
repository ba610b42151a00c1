using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gudok.Testing;

/// <summary>What a program says of itself to get a token (RFC 7523 §3), written from the RFC: ES256 over header and claims.</summary>
public static class ClientAssertion
{
    /// <summary>The kind of assertion.</summary>
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>The public half of a key as a JWK (RFC 7517).</summary>
    public static string PublicKey(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) });
    }

    /// <summary>Asks a server for a token.</summary>
    public static FormUrlEncodedContent Form(ECDsa key, string id, string audience) => new(
    [
        new("grant_type", "client_credentials"), new("client_assertion_type", Type), new("client_assertion", Sign(key, id, audience)),
    ]);

    private static string Sign(ECDsa key, string id, string audience)
    {
        var ends = TimeProvider.System.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds();
        var signed = Encode(new { alg = "ES256" }) + "." + Encode(new { iss = id, sub = id, aud = audience, exp = ends, jti = Guid.NewGuid().ToString() });
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    private static string Encode<T>(T claims) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access.Tests;

/// <summary>Programs with keys of their own, and the server that gives them tokens.</summary>
internal sealed class TestPrograms : IAsyncDisposable
{
    public const string Issuer = "https://calls.example.org";

    public TestPrograms()
    {
        Clients = new ClientDesk(People.Desk, People.Clock);
        Tokens = new TokenDesk(People.Desk, Options, People.Clock);
    }

    public static IPAddress Address { get; } = IPAddress.Parse("10.1.2.3");

    public TestPeople People { get; } = new();

    public TokenOptions Options { get; } = new();

    public ClientDesk Clients { get; }

    public TokenDesk Tokens { get; }

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public List<JournalEntry> Journal => People.Journal.Entries;

    public static string PublicJwk(ECDsa key)
    {
        var shape = key.ExportParameters(false);
        return JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", kid = "one", x = Base64UrlEncoder.Encode(shape.Q.X), y = Base64UrlEncoder.Encode(shape.Q.Y) });
    }

    public static X509Certificate2 MakeCertificate(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, until);
    }

    public Task AddAsync(string id = "crm", params string[] networks) => Clients.AddAsync(
        TestPeople.Owner,
        new NewClient(id, ["calls.search", "call.read"]) { Keys = PublicJwk(Key), Networks = networks },
        TestContext.Current.CancellationToken);

    /// <summary>What a program signs of itself; every part can be another.</summary>
    public string Assert(string id = "crm", string? audience = null, TimeSpan? endsIn = null, string? jti = null, ECDsa? key = null, string? subject = null)
    {
        var now = People.Clock.GetUtcNow();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = id,
            Audience = audience ?? Issuer + "/oauth/token",
            IssuedAt = now.UtcDateTime,
            Expires = (now + (endsIn ?? TimeSpan.FromMinutes(1))).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject ?? id, ["jti"] = jti ?? Guid.NewGuid().ToString() },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key ?? Key) { KeyId = "one" }, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public static TokenRequest Ask(string? assertion = null) => new()
    {
        Issuer = Issuer,
        GrantType = "client_credentials",
        AssertionType = assertion is null ? null : "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        Assertion = assertion,
        Address = Address,
    };

    public async Task<string> TokenAsync(TokenRequest? request = null) => Xunit.Assert.IsType<TokenAnswer.Granted>(
        await Tokens.IssueAsync(request ?? Ask(Assert()), TestContext.Current.CancellationToken)).Token;

    public Task<TokenVerdict> CheckAsync(string token, X509Certificate2? certificate = null, IPAddress? address = null, string issuer = Issuer) =>
        Tokens.CheckAsync(new ShownToken(token, issuer, certificate, address ?? Address), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Tokens.Dispose();
        Key.Dispose();
        await People.DisposeAsync();
    }
}

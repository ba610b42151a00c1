using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Portal.Tests;

/// <summary>A small provider of OpenID Connect on a free port of loopback, written from the specifications. It lets in whoever comes, as its one person.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "gudok-portal";
    public const string Secret = "a secret of two";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _codes = new(StringComparer.Ordinal);
    private int _keys;

    private TestProvider(WebApplication app, TimeProvider clock)
    {
        (_app, _clock) = (app, clock);
        Key = NewKey();
        Shown = Key;
    }

    /// <summary>What it is called: its address.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>What its tokens are signed with.</summary>
    public SecurityKey Key { get; set; }

    /// <summary>The key it shows.</summary>
    public SecurityKey Shown { get; set; }

    /// <summary>Claims of its person.</summary>
    public Dictionary<string, object> Claims { get; } = new(StringComparer.Ordinal) { ["sub"] = "person-1" };

    /// <summary>Changes what is signed, before it is.</summary>
    public Action<SecurityTokenDescriptor>? Bend { get; set; }

    /// <summary>Changes what was signed.</summary>
    public Func<string, string> Swap { get; set; } = token => token;

    /// <summary>What the metadata say beside the usual.</summary>
    public Dictionary<string, object> Announced { get; } = new(StringComparer.Ordinal);

    /// <summary>Whose assertions are taken in place of the secret.</summary>
    public SecurityKey? ClientKey { get; set; }

    /// <summary>If set, each request is to be signed as ESIA wants it, with this certificate; and no nonce comes back.</summary>
    public X509Certificate2? Signer { get; set; }

    /// <summary>How often it was asked for keys.</summary>
    public int KeysAsked { get; private set; }

    /// <summary>How often a code was exchanged.</summary>
    public int Given { get; private set; }

    /// <summary>Why the last exchange was refused.</summary>
    public string? Refused { get; private set; }

    /// <summary>What it gives as its person's contacts, in ESIA's form, to whoever shows the access token; null for a fault.</summary>
    public object[]? Contacts { get; set; }

    /// <summary>Since when its person is signed in there; null while nobody is. Whoever comes then is let in without being asked.</summary>
    public DateTimeOffset? SignedInAt { get; set; }

    /// <summary>Whether its person sits at the browser, and can sign in there.</summary>
    public bool IsPersonThere { get; set; } = true;

    /// <summary>Whether it says in its tokens when the person signed in.</summary>
    public bool SaysWhen { get; set; } = true;

    /// <summary>What the last request to sign in said.</summary>
    public IReadOnlyDictionary<string, string> Sought { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the last request for a token said.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static async Task<TestProvider> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new TestProvider(app, clock);
        app.MapGet("/.well-known/openid-configuration", provider.Metadata);
        app.MapGet("/jwks", provider.Keys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        app.MapGet("/rs/prns/{oid}/ctts", provider.ContactsOf);
        await app.StartAsync();
        provider.Issuer = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return provider;
    }

    /// <summary>Signs with a new key from now on, and shows that alone.</summary>
    public void Rotate() => Shown = Key = NewKey();

    /// <summary>A key of nobody's.</summary>
    public RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = "key-" + ++_keys };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private IResult Metadata()
    {
        var said = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["jwks_uri"] = Issuer + "/jwks",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["code_challenge_methods_supported"] = new[] { "S256" },
        };
        foreach (var (name, value) in Announced) said[name] = value;
        return Results.Json(said);
    }

    private IResult Keys()
    {
        KeysAsked++;
        var key = JsonWebKeyConverter.ConvertFromSecurityKey(Shown);
        return Results.Json(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, use = "sig", n = key.N, e = key.E } } });
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        if (asked["client_id"] != ClientId || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256" || (Signer is not null && !IsSigned(asked))) return Results.BadRequest();
        Sought = asked;
        if (!IsSignedIn(asked))
        {
            // Here a provider shows its own page, before which a stranger is stuck.
            if (!IsPersonThere) return Results.Text("Sign in", "text/html");
            SignedInAt = _clock.GetUtcNow();
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = asked;
        return Results.Redirect($"{asked["redirect_uri"]}?code={code}&state={asked["state"]}&iss={Uri.EscapeDataString(Issuer)}");
    }

    // OpenID Connect Core §3.1.2.1: older than max_age, the person is asked anew.
    private bool IsSignedIn(Dictionary<string, string> asked) => SignedInAt is { } at
        && (!asked.TryGetValue("max_age", out var age) || _clock.GetUtcNow() - at <= TimeSpan.FromSeconds(int.Parse(age, CultureInfo.InvariantCulture)));

    private IResult ContactsOf(string oid, HttpRequest request)
    {
        if (request.Headers.Authorization != "Bearer of no use") return Results.Unauthorized();
        if (Contacts is null || oid != (string)Claims["sub"] || request.Query["embed"] != "(elements)") return Results.StatusCode(500);
        return Results.Json(new { stateFacts = new[] { "hasSize" }, size = Contacts.Length, elements = Contacts });
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = (await request.ReadFormAsync()).ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        Asked = form;
        Refused = !IsClient(request, form) ? "invalid_client" : await RefusalAsync(form);
        if (Refused is not null) return Results.Json(new { error = Refused }, statusCode: 400);
        _codes.TryRemove(form["code"], out var asked);
        Given++;
        return Results.Json(new { access_token = "of no use", token_type = "Bearer", id_token = Swap(Sign(asked!["nonce"])) });
    }

    private Task<string?> RefusalAsync(Dictionary<string, string> form)
    {
        if (form.GetValueOrDefault("grant_type") != "authorization_code" || !_codes.TryGetValue(form.GetValueOrDefault("code") ?? "", out var asked)) return Task.FromResult<string?>("invalid_grant");
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form.GetValueOrDefault("code_verifier") ?? "")));
        return Task.FromResult(challenge == asked["code_challenge"] && form.GetValueOrDefault("redirect_uri") == asked["redirect_uri"] ? null : "invalid_grant");
    }

    private bool IsClient(HttpRequest request, Dictionary<string, string> form)
    {
        if (Signer is not null) return IsSigned(form);
        if (ClientKey is null) return request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Uri.EscapeDataString(Secret)}"));
        var result = Handler.ValidateTokenAsync(form.GetValueOrDefault("client_assertion"), new TokenValidationParameters
        {
            IssuerSigningKey = ClientKey,
            ValidIssuer = ClientId,
            ValidAudience = Issuer,
            LifetimeValidator = (_, expires, _, _) => expires > _clock.GetUtcNow().UtcDateTime,
        }).GetAwaiter().GetResult();
        return result.IsValid && ((JsonWebToken)result.SecurityToken).Subject == ClientId && form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    }

    private bool IsSigned(Dictionary<string, string> fields)
    {
        var text = fields["scope"] + fields["timestamp"] + fields["client_id"] + fields["state"];
        var signed = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(text)), detached: true);
        try
        {
            signed.Decode(Base64Url.DecodeFromChars(fields["client_secret"]));
            signed.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return false;
        }

        return signed.SignerInfos[0].Certificate!.Thumbprint == Signer!.Thumbprint;
    }

    private string Sign(string nonce)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = ClientId,
            IssuedAt = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object>(Claims, StringComparer.Ordinal) { ["nonce"] = nonce },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        if (SaysWhen && SignedInAt is { } at) descriptor.Claims["auth_time"] = at.ToUnixTimeSeconds();
        if (Signer is not null) descriptor.Claims.Remove("nonce");
        Bend?.Invoke(descriptor);
        return Handler.CreateToken(descriptor);
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gudok.Access;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Portal.Tests;

/// <summary>Signing in by a provider that speaks as ESIA does: signed requests, no metadata, no nonce.</summary>
public sealed class EsiaSignInTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_citizen_gets_an_account_that_says_nothing_of_him_and_still_shows_a_second_factor()
    {
        await using var portal = await StartAsync();
        portal.Provider.Claims["urn:esia:sbj_nam"] = "ИВАНОВ";
        var browser = portal.Browser();
        Assert.Equal("/sign-in/setup?to=%2F", (await browser.ComeAsync("esia", "/")).Headers.Location?.OriginalString);
        var made = Assert.Single(await portal.People.Desk.ListAsync(TestContext.Current.CancellationToken));
        Assert.Matches("^esia-[a-z]{10}$", made.Name);
        Assert.Equal((null, Role.Citizen), (made.DisplayName, Assert.Single(made.Roles)));
        Assert.Equal(0, portal.Provider.KeysAsked);
    }

    [Fact]
    public async Task A_request_that_is_signed_with_another_certificate_gets_nobody_in()
    {
        await using var portal = await StartAsync();
        var browser = portal.Browser();
        var back = await browser.FetchAsync("esia", "/");
        portal.Provider.Signer = Certificate("CN=other", RSA.Create(2048));
        await browser.RefusedAsync(back, HttpStatusCode.Forbidden, "GDK-7054");
    }

    [Fact]
    public async Task Tokens_are_checked_with_the_certificates_of_the_settings()
    {
        await using var portal = await StartAsync();
        portal.Provider.Rotate();
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7055", "esia");
        Assert.Empty(await portal.People.Desk.ListAsync(TestContext.Current.CancellationToken));
    }

    private static Task<ExternalPortal> StartAsync() => ExternalPortal.StartAsync(by: (one, folder, provider) =>
    {
        var key = RSA.Create(2048);
        provider.SaysWhen = false;
        provider.Signer = Certificate("CN=portal", key);
        var theirs = Certificate("CN=esia", ((RsaSecurityKey)provider.Key).Rsa);
        provider.Key = provider.Shown = new X509SecurityKey(theirs);
        (one.Id, one.Kind) = ("esia", ProviderKind.Esia);
        (one.AuthorizeAddress, one.TokenAddress) = (one.Issuer + "/authorize", one.Issuer + "/token");
        one.ClientSecretFile = "";
        one.PrivateKeyFile = ExternalPortal.Secret(folder, "portal.key", key.ExportPkcs8PrivateKeyPem());
        one.CertificateFile = ExternalPortal.Secret(folder, "portal.pem", provider.Signer.ExportCertificatePem());
        one.ProviderCertificatesFile = ExternalPortal.Secret(folder, "esia.pem", theirs.ExportCertificatePem());
        one.MakesAccounts = true;
        one.NewAccountRoles.Add("citizen");
    });

    private static X509Certificate2 Certificate(string name, RSA key) =>
        new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(From, From.AddYears(10));
}

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

    [Fact]
    public async Task The_verified_number_among_the_contacts_is_the_citizens_and_nobody_is_kept_out_if_they_cannot_be_read()
    {
        await using var portal = await StartAsync("/rs/prns/{oid}/ctts?embed=(elements)");
        var stop = TestContext.Current.CancellationToken;
        portal.Provider.Claims["sub"] = "1000299654";
        portal.Provider.Contacts =
        [
            new { id = 1, type = "EML", vrfStu = "VERIFIED", value = "a@example.org" },
            new { id = 2, type = "PHN", vrfStu = "VERIFIED", value = "+7(495)1234567" },
            new { id = 3, type = "MBT", vrfStu = "NOT_VERIFIED", value = "+7(916)7654321" },
            new { id = 4, type = "MBT", vrfStu = "VERIFIED", value = "+7(916)1234567" },
        ];
        await portal.Browser().ComeAsync("esia", "/");
        var id = Assert.Single(await portal.People.Desk.ListAsync(stop)).Id;
        Assert.Equal("79161234567", (await portal.People.Desk.NumberOfAsync(id, stop))!.Number.ToFullDigits());
        Assert.Equal("esia", portal.External.Last().Detail);
        portal.Provider.Contacts = null;
        Assert.Equal("/sign-in/setup?to=%2F", (await portal.Browser().ComeAsync("esia", "/")).Headers.Location?.OriginalString);
        Assert.NotNull(await portal.People.Desk.NumberOfAsync(id, stop));
        Assert.Equal("esia; it did not give the contacts", portal.External.Last().Detail);
        portal.Provider.Contacts = [new { id = 4, type = "MBT", vrfStu = "NOT_VERIFIED", value = "+7(916)1234567" }];
        await portal.Browser().ComeAsync("esia", "/");
        Assert.Null(await portal.People.Desk.NumberOfAsync(id, stop));
    }

    private static Task<ExternalPortal> StartAsync(string contacts = "") => ExternalPortal.StartAsync(by: (one, folder, provider) =>
    {
        var key = RSA.Create(2048);
        provider.SaysWhen = false;
        provider.Signer = Certificate("CN=portal", key);
        var theirs = Certificate("CN=esia", ((RsaSecurityKey)provider.Key).Rsa);
        provider.Key = provider.Shown = new X509SecurityKey(theirs);
        (one.Id, one.Kind) = ("esia", ProviderKind.Esia);
        (one.AuthorizeAddress, one.TokenAddress) = (one.Issuer + "/authorize", one.Issuer + "/token");
        one.ContactsAddress = contacts.Length > 0 ? one.Issuer + contacts : "";
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

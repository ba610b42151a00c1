using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gudok.Access;
using Gudok.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Portal.Tests;

/// <summary>Signing in by another system, as it should go.</summary>
public sealed partial class ExternalSignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_linked_comes_in_and_shows_our_second_factor()
    {
        await using var portal = await ExternalPortal.StartAsync();
        await portal.LinkAsync("ivanov");
        var browser = portal.Browser();
        Assert.Contains("hx-post=\"/sign-in/external/keycloak\"", await browser.Visitor.TextAsync("/sign-in"), StringComparison.Ordinal);
        Assert.Equal("/sign-in/setup?to=%2Fcalls", (await browser.ComeAsync()).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Visitor.GetAsync("/api/v1/holds", isPage: false)).StatusCode);
        // No own password is asked for: the way in is the provider.
        var page = await browser.Visitor.TextAsync("/sign-in/setup");
        Assert.DoesNotContain("new-password", page, StringComparison.Ordinal);
        var authenticator = new Authenticator(Key().Match(page).Groups[1].Value);
        var codes = await browser.Visitor.PostAsync("/sign-in/setup/code", new { code = authenticator.CodeAt(portal.Clock.GetUtcNow()), to = "/calls" });
        Assert.Equal(HttpStatusCode.OK, codes.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Visitor.GetAsync("/calls")).StatusCode);
        Assert.Contains("через keycloak и второй фактор", WebUtility.HtmlDecode(await browser.Visitor.TextAsync("/account")), StringComparison.Ordinal);

        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        var again = portal.Browser();
        Assert.Equal("/sign-in/code?to=%2Fcalls", (await again.ComeAsync()).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await again.Visitor.GetAsync("/api/v1/holds", isPage: false)).StatusCode);
        Assert.Equal("/calls", await again.Visitor.GoesOnAsync("/sign-in/code", new { code = authenticator.CodeAt(portal.Clock.GetUtcNow()), to = "/calls" }));
        Assert.Equal(HttpStatusCode.OK, (await again.Visitor.GetAsync("/calls")).StatusCode);
    }

    [Theory]
    [InlineData("amr", "otp", true)]
    [InlineData("amr", "pwd", false)]
    [InlineData("acr", "2", true)]
    [InlineData("acr", "1", false)]
    public async Task A_second_factor_shown_there_counts_if_the_settings_say_so(string claim, string value, bool counts)
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) =>
        {
            one.SecondFactor.Add("otp");
            one.SecondFactor.Add("2");
        });
        portal.Provider.Claims[claim] = claim == "amr" ? new[] { "pwd", value } : value;
        await portal.LinkAsync("ivanov");
        var browser = portal.Browser();
        Assert.Equal(counts ? "/calls" : "/sign-in/setup?to=%2Fcalls", (await browser.ComeAsync()).Headers.Location?.OriginalString);
        Assert.Equal(counts ? HttpStatusCode.OK : HttpStatusCode.Redirect, (await browser.Visitor.GetAsync("/calls")).StatusCode);
    }

    [Fact]
    public async Task The_journal_names_the_provider_and_nothing_that_it_says_of_the_person()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) => one.SecondFactor.Add("otp"));
        portal.Provider.Claims["amr"] = new[] { "otp" };
        portal.Provider.Claims["phone_number"] = "+79161234567";
        portal.Provider.Claims["email"] = "ivanov@example.org";
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7056");
        await portal.LinkAsync("ivanov");
        Assert.Equal(HttpStatusCode.Redirect, (await portal.Browser().ComeAsync()).StatusCode);
        Assert.Equal(
            [("unknown", ActOutcome.Refused, "keycloak: no account is linked"), ("ivanov", ActOutcome.Done, "keycloak: with second factor")],
            portal.External.Select(entry => (entry.Actor.Name, entry.Outcome, entry.Detail!)));
        var written = string.Join('\n', portal.Noted.Entries.Select(entry => entry.ToString() + entry.Actor));
        Assert.DoesNotMatch("person-1|9161234567|ivanov@", written);
        foreach (var file in Directory.GetFiles(portal.People.Folder, "desk.db*"))
            Assert.DoesNotContain("person-1", System.Text.Encoding.Latin1.GetString(await ReadSharedAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_of_the_mapping_follow_the_provider_and_a_lost_one_is_gone_from_open_sessions()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) =>
        {
            one.SecondFactor.Add("otp");
            one.RolesClaim = "realm_access.roles";
            one.Roles.Add("gudok-supervisors=supervisor");
            one.Roles.Add("gudok-operators=operator");
        });
        portal.Provider.Claims["amr"] = new[] { "otp" };
        await portal.LinkAsync("ivanov", Role.Operator, Role.Analyst);
        portal.Provider.Claims["realm_access"] = new Dictionary<string, object> { ["roles"] = new[] { "gudok-supervisors", "others" } };
        var first = portal.Browser();
        Assert.Equal("/calls", (await first.ComeAsync()).Headers.Location?.OriginalString);
        Assert.Equal([Role.Supervisor, Role.Analyst], (await portal.People.Desk.FindAsync("ivanov", Stop)).Roles);

        portal.Provider.Claims["realm_access"] = new Dictionary<string, object> { ["roles"] = new[] { "gudok-operators" } };
        Assert.Equal("/calls", (await portal.Browser().ComeAsync()).Headers.Location?.OriginalString);
        Assert.Equal([Role.Operator, Role.Analyst], (await portal.People.Desk.FindAsync("ivanov", Stop)).Roles);
        Assert.Equal(HttpStatusCode.Redirect, (await first.Visitor.GetAsync("/calls")).StatusCode);
        Assert.Contains(portal.Noted.Entries, entry => entry is { Act: "user.role", Detail: "supervisor, analyst -> operator, analyst" } && entry.Actor.Id == "provider:keycloak");
    }

    [Fact]
    public async Task Whoever_lost_the_last_role_is_out_everywhere()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) =>
        {
            one.SecondFactor.Add("otp");
            one.RolesClaim = "groups";
            one.Roles.Add("sup=supervisor");
        });
        portal.Provider.Claims["amr"] = new[] { "otp" };
        portal.Provider.Claims["groups"] = new[] { "sup" };
        await portal.LinkAsync("ivanov");
        var first = portal.Browser();
        await first.ComeAsync();
        Assert.Equal(HttpStatusCode.OK, (await first.Visitor.GetAsync("/calls")).StatusCode);
        portal.Provider.Claims["groups"] = Array.Empty<string>();
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7056");
        Assert.Equal(HttpStatusCode.Redirect, (await first.Visitor.GetAsync("/calls")).StatusCode);
        Assert.Equal("keycloak: no role left", portal.External.Last().Detail);
    }

    [Fact]
    public async Task A_blocked_account_does_not_come_in()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) => one.SecondFactor.Add("otp"));
        portal.Provider.Claims["amr"] = new[] { "otp" };
        await portal.LinkAsync("ivanov");
        await portal.People.BlockAsync("ivanov");
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7056");
        Assert.Equal("keycloak: blocked", portal.External.Last().Detail);
    }

    [Fact]
    public async Task Accounts_are_made_only_where_the_settings_say_so_and_never_taken_over_by_name()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) =>
        {
            one.MakesAccounts = true;
            one.NameClaim = "preferred_username";
            one.NewAccountRoles.Add("operator");
        });
        portal.Provider.Claims["preferred_username"] = "petrov";
        portal.Provider.Claims["name"] = "Пётр Петров";
        Assert.Equal("/sign-in/setup?to=%2Fcalls", (await portal.Browser().ComeAsync()).Headers.Location?.OriginalString);
        var made = await portal.People.Desk.FindAsync("petrov", Stop);
        Assert.Equal(("Пётр Петров", Role.Operator, "keycloak"), (made.DisplayName, Assert.Single(made.Roles), Assert.Single(made.Links)));
        Assert.Equal("/sign-in/setup?to=%2Fcalls", (await portal.Browser().ComeAsync()).Headers.Location?.OriginalString);

        await portal.People.AddAsync("anna", Role.Administrator);
        portal.Provider.Claims["sub"] = "person-2";
        portal.Provider.Claims["preferred_username"] = "anna";
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7056");
        Assert.Empty((await portal.People.Desk.FindAsync("anna", Stop)).Links);
        Assert.Equal(2, (await portal.People.Desk.ListAsync(Stop)).Count);
    }

    [Fact]
    public async Task A_name_that_is_made_up_says_nothing_of_the_person()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) =>
        {
            one.MakesAccounts = true;
            one.NewAccountRoles.Add("citizen");
        });
        portal.Provider.Claims["preferred_username"] = "79161234567";
        await portal.Browser().ComeAsync();
        Assert.Matches("^keycloak-[a-z]{10}$", Assert.Single(await portal.People.Desk.ListAsync(Stop)).Name);
    }

    [Fact]
    public async Task Keys_of_a_provider_that_changed_are_fetched_anew_and_not_more_often_than_that()
    {
        await using var portal = await ExternalPortal.StartAsync();
        await portal.LinkAsync("ivanov");
        Assert.Equal(HttpStatusCode.Redirect, (await portal.Browser().ComeAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await portal.Browser().ComeAsync()).StatusCode);
        Assert.Equal(1, portal.Provider.KeysAsked);
        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        portal.Provider.Rotate();
        Assert.Equal(HttpStatusCode.Redirect, (await portal.Browser().ComeAsync()).StatusCode);
        Assert.Equal(2, portal.Provider.KeysAsked);
        portal.Provider.Rotate();
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7055");
        Assert.Equal(2, portal.Provider.KeysAsked);
    }

    [Fact]
    public async Task A_client_may_sign_in_place_of_a_secret()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var portal = await ExternalPortal.StartAsync((one, folder) =>
        {
            one.ClientSecretFile = "";
            one.PrivateKeyFile = ExternalPortal.Secret(folder, "key.pem", key.ExportPkcs8PrivateKeyPem());
            one.KeyId = "portal-1";
        });
        portal.Provider.ClientKey = new ECDsaSecurityKey(key);
        await portal.LinkAsync("ivanov");
        Assert.Equal(HttpStatusCode.Redirect, (await portal.Browser().ComeAsync()).StatusCode);
        Assert.DoesNotContain("client_secret", portal.Provider.Asked.Keys);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        portal.Provider.ClientKey = new ECDsaSecurityKey(other);
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7054");
        Assert.Equal("keycloak: GDK-7054 it does not take the code: invalid_client", portal.External.Last().Detail);
    }

    [Fact]
    public async Task Signing_out_signs_out_there_too_if_the_provider_can()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) => one.SecondFactor.Add("otp"));
        portal.Provider.Claims["amr"] = new[] { "otp" };
        portal.Provider.Announced["end_session_endpoint"] = portal.Provider.Issuer + "/logout";
        await portal.LinkAsync("ivanov");
        var browser = portal.Browser();
        await browser.ComeAsync();
        var back = Uri.EscapeDataString(portal.Host.Address.GetLeftPart(UriPartial.Authority) + "/sign-in");
        Assert.Equal($"{portal.Provider.Issuer}/logout?client_id=gudok-portal&post_logout_redirect_uri={back}", await browser.Visitor.GoesOnAsync("/sign-out", new { }));
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_named_as_that_and_the_password_still_opens()
    {
        await using var portal = await ExternalPortal.StartAsync();
        var (_, authenticator, _) = await portal.People.SetUpAsync("ivanov", Role.Supervisor);
        await portal.Provider.DisposeAsync();
        var browser = portal.Browser();
        var answer = await browser.Visitor.PostAsync("/sign-in/external/keycloak", new { to = "/calls" });
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("GDK-7051", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.StartsWith("keycloak: GDK-7051 provider keycloak: its metadata or keys cannot be read", Assert.Single(portal.External).Detail, StringComparison.Ordinal);
        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await browser.Visitor.GoesOnAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password });
        Assert.Equal("/", await browser.Visitor.GoesOnAsync("/sign-in/code", new { code = authenticator.CodeAt(portal.Clock.GetUtcNow()) }));
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, Stop);
        return bytes;
    }

    [GeneratedRegex("""class="key">([A-Z2-7 ]+)<""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}

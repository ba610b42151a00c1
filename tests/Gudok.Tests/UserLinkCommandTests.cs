using System.Text.Json;

namespace Gudok.Tests;

public sealed class UserLinkCommandTests : IDisposable
{
    private const string Provider = """
        { "Access": { "SignIn": { "Providers": [ { "Id": "keycloak", "Issuer": "https://id.example.org/realms/staff", "ClientId": "gudok", "ClientSecretFile": "/nowhere/secret" } ] } } }
        """;

    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task A_link_is_made_once_shown_by_its_provider_and_taken_away()
    {
        await SetAsync(Provider);
        await _installation.RunAsync("user", "add", "anna", "--role", "administrator");
        await _installation.RunAsync("user", "add", "ivanov", "--role", "operator");
        Assert.Equal(0, (await _installation.RunAsync("user", "link", "anna", "--provider", "keycloak", "--subject", "6f1e2c1a")).Code);
        var shown = JsonDocument.Parse((await _installation.RunAsync("user", "show", "anna", "--json")).Output).RootElement;
        Assert.Equal("keycloak", Assert.Single(shown.GetProperty("links").EnumerateArray()).GetString());
        Assert.DoesNotContain("6f1e2c1a", shown.ToString(), StringComparison.Ordinal);
        foreach (string[] again in new[] { new[] { "anna", "another" }, ["ivanov", "6f1e2c1a"] })
        {
            var refused = await _installation.RunAsync("user", "link", again[0], "--provider", "keycloak", "--subject", again[1]);
            Assert.Equal(1, refused.Code);
            Assert.Contains("GDK-7057", refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await _installation.RunAsync("user", "unlink", "anna", "--provider", "keycloak")).Code);
        Assert.Contains("GDK-7057", (await _installation.RunAsync("user", "unlink", "anna", "--provider", "keycloak")).Error, StringComparison.Ordinal);
        var journal = (await _installation.RunAsync("journal", "--format", "jsonl")).Output;
        Assert.Contains("user.link", journal, StringComparison.Ordinal);
        Assert.Contains("user.unlink", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("6f1e2c1a", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_none_is_refused_with_those_there_are()
    {
        await SetAsync(Provider);
        await _installation.RunAsync("user", "add", "anna", "--role", "administrator");
        var refused = await _installation.RunAsync("user", "link", "anna", "--provider", "github", "--subject", "x");
        Assert.Contains("GDK-7050", refused.Error, StringComparison.Ordinal);
        Assert.Contains("keycloak", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_providers_secret_cannot_be_read_does_not_start()
    {
        await SetAsync(Provider);
        var run = await _installation.RunAsync("serve", "--http", "127.0.0.1:0", "--hep", "127.0.0.1:0");
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("GDK-7058", run.Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_in_the_settings_of_a_provider_is_named_at_once()
    {
        await SetAsync("""
            { "Access": { "SignIn": { "Providers": [ { "Id": "Key Cloak", "Issuer": "http://id.example.org", "Roles": [ "staff=service" ], "MakesAccounts": false }, { "Id": "esia", "Kind": "Esia", "ClientId": "X" } ] } } }
            """);
        var run = await _installation.RunAsync("user", "add", "anna", "--role", "administrator");
        foreach (var mistake in new[] { "Providers:0:Id", "Providers:0:Issuer", "Providers:0:ClientId", "Providers:0:Roles", "Providers:0:RolesClaim", "Providers:0:ClientSecretFile", "Providers:1:AuthorizeAddress", "Providers:1:PrivateKeyFile" })
            Assert.Contains("Access:SignIn:" + mistake, run.Error, StringComparison.Ordinal);
    }

    private Task SetAsync(string settings) => File.WriteAllTextAsync(Path.Combine(_installation.Data, GudokSettings.FileName), settings, TestContext.Current.CancellationToken);
}

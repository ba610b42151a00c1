using System.Net;
using System.Text.Json;
using Gudok.Access;
using Gudok.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal.Tests;

/// <summary>Every role at every address, against the starting policy.</summary>
public sealed class RightsTests
{
    private const string Name = "ivanova";

    private static readonly DateTimeOffset WorkingNoon = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_address_says_its_act_and_few_are_open()
    {
        await using var host = await PortalHost.StartAsync(0);
        var open = host.Mapped.Where(endpoint => endpoint.Metadata.GetMetadata<RequiredAct>() is null).ToArray();
        Assert.All(open, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<IAllowAnonymous>()));
        var addresses = open.Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct().Where(address => !IsSignIn(address));
        Assert.Equal(OpenAddresses, addresses.Order(StringComparer.Ordinal));
        Assert.All(host.Mapped.Except(open), endpoint => Assert.Null(endpoint.Metadata.GetMetadata<IAllowAnonymous>()));
    }

    [Fact]
    public async Task Every_role_gets_at_every_address_what_the_policy_says_and_the_journal_has_it()
    {
        var clock = new ManualClock(WorkingNoon);
        var policy = Everybody.Starting(clock);
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept, policy: policy);
        var id = kept.Calls[0].ToString();
        var checkedPairs = 0;
        foreach (var endpoint in host.Mapped.Where(endpoint => endpoint.Metadata.GetMetadata<RequiredAct>() is not null))
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                await CheckAsync(host, policy, endpoint, role, id);
                checkedPairs++;
            }
        }

        Assert.True(checkedPairs > 200);
    }

    [Theory]
    [InlineData(Role.Operator, "/calls")]
    [InlineData(Role.ContractorOperator, "/calls")]
    [InlineData(Role.Supervisor, "/calls")]
    [InlineData(Role.Analyst, "/calls")]
    [InlineData(Role.Auditor, "/calls")]
    [InlineData(Role.PrivacyOfficer, "/calls")]
    [InlineData(Role.Administrator, "/people")]
    [InlineData(Role.Citizen, "/my/calls")]
    public async Task Everybody_is_led_to_a_page_that_one_may_open(Role role, string first)
    {
        await using var host = await PortalHost.StartAsync(0, policy: Everybody.Starting());
        using var answer = await host.AskAsAsync($"{role}:{Name}", HttpMethod.Get, "/", isPage: true);
        Assert.Equal((HttpStatusCode.Found, first), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        using var page = await host.AskAsAsync($"{role}:{Name}", HttpMethod.Get, first, isPage: true);
        Assert.NotEqual(HttpStatusCode.Forbidden, page.StatusCode);
    }

    private static async Task CheckAsync(PortalHost host, AccessPolicy policy, RouteEndpoint endpoint, Role role, string id)
    {
        var act = endpoint.Metadata.GetMetadata<RequiredAct>()!.Act;
        var method = new HttpMethod(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET");
        var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id}", id, StringComparison.Ordinal).Replace("{form}", "pdf", StringComparison.Ordinal).Replace("{number:long}", "1", StringComparison.Ordinal).Replace("{name}", "nobody", StringComparison.Ordinal).Replace("{documentName}.json", "v1.json", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal);
        host.Journal.Clear();
        using var answer = await host.AskAsAsync($"{role}:{Name}", method, path, method == HttpMethod.Get ? null : "{}");
        var where = $"{role} {method} {path} ({act})";
        var actor = Everybody.Read($"{role}:{Name}");
        var noted = host.Journal.Entries;
        if (!policy.MayEver(actor, act))
        {
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{where}: {answer.StatusCode} where 403 is due");
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.StartsWith("GDK-74", problem.RootElement.GetProperty("code").GetString(), StringComparison.Ordinal);
            Assert.True(noted.Any(entry => entry.Act == act.Name && entry.Outcome == ActOutcome.Refused), $"{where}: the journal lacks the attempt");
            return;
        }

        // The call is nobody's: whoever reaches only the own or the team's is refused for that and for nothing else.
        if (answer.StatusCode == HttpStatusCode.Forbidden)
        {
            Assert.True(act.ShowsParties || !act.IsNotedByRequest, where);
            Assert.Contains(noted, entry => entry.Act == act.Name && entry is { Outcome: ActOutcome.Refused, Detail: "outOfScope" or "noRequestFile" });
            return;
        }

        // Pages of one's own account need the account, which nobody has here: whether they open has tests of its own.
        if (act == Act.AccountOwn) return;
        Assert.True((int)answer.StatusCode < 500 || answer.StatusCode == HttpStatusCode.NotImplemented, $"{where}: {answer.StatusCode}");
        // A change of an account is noted with what it changes, and an empty form changes nothing.
        if (act == Act.UserAdd || act == Act.UserChange || act == Act.UserNumber || act == Act.UserBlock) return;
        var isForEverybody = act == Act.PortalOpen;
        var isCut = answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotImplemented;
        Assert.True(isForEverybody || isCut || noted.Any(entry => entry.Act == act.Name), $"{where}: the journal lacks what was done");
    }

    /// <summary>What leads to the sign-in is open to whoever is not signed in.</summary>
    private static bool IsSignIn(string address) => address == "/sign-in" || address == "/sign-out" || address.StartsWith("/sign-in/", StringComparison.Ordinal);

    private static readonly string[] OpenAddresses = ["/.well-known/oauth-authorization-server", "/assets/{version}/{**name}", "/healthz/live", "/healthz/ready", "/oauth/jwks", "/oauth/revoke", "/oauth/token"];
}

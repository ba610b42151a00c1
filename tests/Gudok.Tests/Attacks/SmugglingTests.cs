using System.Text;
using Gudok.Access;
using Gudok.Testing;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Tests;

/// <summary>Words that would ask for more than was granted, put beside what is asked for: nothing changes by them.</summary>
public sealed class SmugglingTests : IAsyncLifetime
{
    private const string Number = "79165550101";

    private static readonly (string Name, string Value)[] Headers =
    [
        ("X-Form", "full"), ("X-Sight", "whole"), ("X-Role", "privacyOfficer"), ("X-Forwarded-User", "officer"), ("X-Remote-User", "officer"), ("X-Original-URL", "/api/v1/holds"), ("X-Rewrite-URL", "/api/v1/holds"),
        ("X-HTTP-Method-Override", "DELETE"), ("X-Test-Actor", "privacyOfficer:officer"), ("Accept", "application/json;form=full"), ("Prefer", "return=full"), ("Forwarded", "for=127.0.0.1;by=officer"), ("X-Forwarded-For", "127.0.0.1"), ("X-Reason", "because"),
    ];

    private static readonly string[] Members =
    [
        "\"form\":\"full\"", "\"sight\":{\"isWhole\":true}", "\"scope\":\"all\"", "\"roles\":[\"privacyOfficer\"]", "\"role\":\"privacyOfficer\"", "\"actor\":{\"id\":\"officer\"}", "\"isWhole\":true", "\"reveal\":true",
        "\"fields\":[\"caller.full\"]", "\"reach\":\"all\"", "\"operators\":[\"boris\"]", "\"hasSecondFactor\":true", "\"__proto__\":{\"form\":\"full\"}", "\"FORM\":\"full\"",
    ];

    private readonly TestInstallation _installation = new();
    private readonly Dictionary<Role, HttpClient> _everybody = [];
    private ServedPortal _portal = null!;
    private string _call = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await ServedPortal.StartAsync(_installation.Data);
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.ServiceClient)) _everybody[role] = await _portal.SignInAsync("of-" + role.ToString().ToLowerInvariant(), role);
        _call = await _portal.CallAsync("+" + Number, "of-operator");
        await _portal.CallAsync("+" + Number, "boris");
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    [Fact]
    public async Task No_header_and_no_word_in_an_address_changes_what_is_shown()
    {
        foreach (var client in _everybody.Values)
        {
            foreach (var (method, path, body) in new[] { ("GET", $"/api/v1/calls/{_call}", null), ("POST", "/api/v1/calls/search", "{}"), ("GET", $"/api/v1/calls/{_call}/messages", null) })
            {
                var plain = await AskAsync(client, method, path, body);
                foreach (var header in Headers) Assert.Equal((header.Name, plain), (header.Name, await AskAsync(client, method, path, body, header)));
                foreach (var query in new[] { "form=full", "fields=caller.full", "sight=whole", "reveal=true", "scope=all", "operator=boris", "role=privacyOfficer", "form=full&form=mask", "reason=because" })
                    Assert.Equal((query, plain), (query, await AskAsync(client, method, $"{path}?{query}", body)));
            }
        }
    }

    [Fact]
    public async Task No_member_beside_those_of_a_body_is_taken_for_anything()
    {
        var posts = ((IEndpointRouteBuilder)_portal.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)).ToArray();
        Assert.True(posts.Length > 12);
        var sweep = new NumberSweep([Number]);
        foreach (var endpoint in posts)
        {
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id}", _call, StringComparison.Ordinal);
            foreach (var (role, client) in _everybody)
            {
                var plain = await AskAsync(client, "POST", path, "{}");
                foreach (var member in Members)
                {
                    var answer = await AskAsync(client, "POST", path, "{" + member + "}");
                    Assert.False(sweep.FindIn(Encoding.UTF8.GetBytes(answer)).Any(), $"{role} {path} {member}");
                    // Refused as no such body, or answered as if it were not there; never more than without it.
                    Assert.True(answer.StartsWith('4') || Status(answer) == Status(plain), $"{role} {path} {member}: {answer}");
                }
            }
        }
    }

    [Fact]
    public async Task A_search_that_says_more_than_a_search_is_refused()
    {
        foreach (var member in Members) Assert.StartsWith("400", await AskAsync(_everybody[Role.Operator], "POST", "/api/v1/calls/search", "{" + member + "}"), StringComparison.Ordinal);
    }

    private static string Status(string answer) => answer[..3];

    /// <summary>Status and text, without what differs from request to request.</summary>
    private static async Task<string> AskAsync(HttpClient client, string method, string path, string? body, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (header is { } more) request.Headers.TryAddWithoutValidation(more.Name, more.Value);
        using var answer = await client.SendAsync(request, Stop);
        return $"{(int)answer.StatusCode} {System.Text.RegularExpressions.Regex.Replace(await answer.Content.ReadAsStringAsync(Stop), "\"traceId\":\"[^\"]*\"", "")}";
    }
}

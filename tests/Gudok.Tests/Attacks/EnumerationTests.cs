using System.Net;
using Gudok.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Tests;

/// <summary>What an answer tells of what there is: accounts by the sign-in, ids by their status.</summary>
public sealed class EnumerationTests : IAsyncLifetime
{
    private readonly TestInstallation _installation = new();
    private ServedPortal _portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await ServedPortal.StartAsync(_installation.Data);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    [Fact]
    public async Task The_sign_in_answers_the_same_whoever_is_named()
    {
        foreach (var name in new[] { "known", "shut", "blocked" }) await _portal.SignInAsync(name, Role.Operator);
        var owner = new Actor { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
        await _portal.Folder.People.AddAsync(owner, new NewAccount("waiting", [Role.Operator]), Stop);
        await _portal.Folder.People.BlockAsync(owner, "blocked", "left", Stop);
        using var stranger = _portal.ClientWith(null, "");
        for (var attempt = 0; attempt < 5; attempt++) await stranger.AskAsync("/sign-in", new { name = "shut", password = "not the password" });
        var answers = new List<(string Name, string Told)>();
        foreach (var (name, password) in new[] { ("unknown", "not the password"), ("known", "not the password"), ("shut", "four blue trams ring"), ("blocked", "four blue trams ring"), ("waiting", "not the password"), ("' OR 1=1 --", "x"), ("", "") })
        {
            using var content = new StringContent(System.Text.Json.JsonSerializer.Serialize(new { name, password }), System.Text.Encoding.UTF8, "application/json");
            using var answer = await stranger.PostAsync(new Uri("/sign-in", UriKind.Relative), content, Stop);
            Assert.Equal((name, HttpStatusCode.Unauthorized), (name, answer.StatusCode));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "traceparent")).OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => header.Key + ": " + string.Join(',', header.Value));
            answers.Add((name, string.Join('\n', headers) + "\n\n" + await answer.Content.ReadAsStringAsync(Stop)));
        }

        Assert.All(answers, answer => Assert.Equal(answers[0].Told, answer.Told));
    }

    [Fact]
    public async Task An_id_of_another_is_answered_as_one_that_is_not_there()
    {
        var anna = await _portal.SignInAsync("anna", Role.Operator);
        var boris = await _portal.SignInAsync("boris", Role.Operator);
        var (status, text) = await anna.AskAsync("/api/v1/exports", new { search = new { }, format = "csv", form = "mask", reason = "test", keepHours = 1 });
        Assert.True(status == HttpStatusCode.Created, text);
        var id = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
        var none = id[..^4] + (id.EndsWith("0000", StringComparison.Ordinal) ? "0001" : "0000");
        foreach (var way in new[] { "/api/v1/exports/{0}", "/api/v1/exports/{0}/file" })
            Assert.Equal(await ToldAsync(boris, HttpMethod.Get, way, none), await ToldAsync(boris, HttpMethod.Get, way, id));
        foreach (var way in new[] { "/api/v1/exports/{0}/password", "/api/v1/exports/{0}/withdraw" })
            Assert.Equal(await ToldAsync(boris, HttpMethod.Post, way, none), await ToldAsync(boris, HttpMethod.Post, way, id));
        var account = await _portal.Folder.People.FindAsync("anna", Stop);
        var desk = _portal.App.Services.GetRequiredService<SignInDesk>();
        var session = Assert.Single(await desk.ListAsync(new Actor { Kind = ActorKind.Person, Id = account.Id, Name = "anna" }, Stop)).Id;
        Assert.Equal(await ToldAsync(boris, HttpMethod.Post, "/account/sessions/{0}/end", Guid.NewGuid().ToString()), await ToldAsync(boris, HttpMethod.Post, "/account/sessions/{0}/end", session));
        Assert.Equal(HttpStatusCode.OK, (await anna.AskAsync("/api/v1/calls/search", new { })).Status);
    }

    [Fact]
    public async Task Whoever_may_do_nothing_at_an_address_is_answered_the_same_whatever_the_id()
    {
        var call = await _portal.CallAsync("+79165550101", "anna");
        var citizen = await _portal.SignInAsync("citizen", Role.Citizen);
        foreach (var way in new[] { "/api/v1/calls/{0}", "/api/v1/calls/{0}/messages", "/api/v1/calls/{0}/evidence", "/api/v1/calls/{0}/amendments" })
        {
            var told = await ToldAsync(citizen, HttpMethod.Get, way, call);
            Assert.StartsWith("403", told, StringComparison.Ordinal);
            foreach (var other in new[] { "01a1fd8c-70d0-8226-bf46-b0a79775455d", "nothing" }) Assert.Equal(told, await ToldAsync(citizen, HttpMethod.Get, way, other));
        }

        using var stranger = _portal.ClientWith(null, "");
        foreach (var id in new[] { call, "01a1fd8c-70d0-8226-bf46-b0a79775455d", "nothing" })
            Assert.Equal(await ToldAsync(stranger, HttpMethod.Get, "/api/v1/calls/{0}", call), await ToldAsync(stranger, HttpMethod.Get, "/api/v1/calls/{0}", id));
    }

    /// <summary>Status and text of an answer, without the id that was asked for and what differs from request to request.</summary>
    private static async Task<string> ToldAsync(HttpClient client, HttpMethod method, string way, string id)
    {
        using var request = new HttpRequestMessage(method, string.Format(System.Globalization.CultureInfo.InvariantCulture, way, id));
        if (method == HttpMethod.Post) request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, Stop);
        var text = (await answer.Content.ReadAsStringAsync(Stop)).Replace(id, "ID", StringComparison.Ordinal);
        return $"{(int)answer.StatusCode} {System.Text.RegularExpressions.Regex.Replace(text, "\"traceId\":\"[^\"]*\"", "")}";
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Gudok.Access;
using Gudok.Numbers;

namespace Gudok.Portal.Tests;

/// <summary>A citizen sees the calls of the own number and of no other, whatever is asked for.</summary>
public sealed class SelfTests
{
    private static readonly PartyReader Parties = new(new PartyOptions());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_citizens_see_their_own_calls_only()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept, people: new TestPeople(), policy: Everybody.Starting());
        var (one, other) = (await CitizenAsync(host, "svetlova", KeptCalls.Caller), await CitizenAsync(host, "lugovoy", KeptCalls.Other));
        Assert.Equal([kept.Calls[1].ToString(), kept.Calls[0].ToString()], await CallsOfAsync(host, one));
        Assert.Equal([kept.Calls[2].ToString()], await CallsOfAsync(host, other));
    }

    [Fact]
    public async Task Anothers_call_is_answered_like_one_that_is_not_there()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept, people: new TestPeople(), policy: Everybody.Starting());
        var one = await CitizenAsync(host, "svetlova", KeptCalls.Caller);
        var (own, others, none) = (await FindAsync(host, one, kept.Calls[0].ToString()), await FindAsync(host, one, kept.Calls[2].ToString()), await FindAsync(host, one, InventedCalls.One(0).Id));
        Assert.Equal((200, 404), (own.Status, others.Status));
        Assert.Equal(none, others);
        Assert.DoesNotContain("74951230001", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("9161234567", own.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_before_the_number_was_theirs_are_another_persons()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept, people: new TestPeople(), policy: Everybody.Starting());
        var day = DateOnly.FromDateTime(kept.Clock.GetUtcNow().UtcDateTime).AddDays(1);
        var one = await CitizenAsync(host, "svetlova", KeptCalls.Caller, day);
        Assert.Empty(await CallsOfAsync(host, one));
        Assert.Equal(404, (await FindAsync(host, one, kept.Calls[0].ToString())).Status);
    }

    [Fact]
    public async Task Who_is_linked_to_no_number_is_told_how_to_come_by_it()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept, people: new TestPeople(), policy: Everybody.Starting());
        foreach (var path in new[] { "/my/calls", "/my/journal" })
        {
            using var page = await host.AskAsAsync("citizen:nobody", HttpMethod.Get, path, isPage: true);
            Assert.Contains("Ваш номер ещё не привязан", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        using var answer = await host.AskAsAsync("citizen:nobody", HttpMethod.Get, "/api/v1/self/calls");
        Assert.Equal("GDK-7064", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Pages_show_the_calls_without_a_number()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept, people: new TestPeople(), policy: Everybody.Starting());
        var one = await CitizenAsync(host, "svetlova", KeptCalls.Caller);
        using var answer = await host.AskAsAsync(one, HttpMethod.Get, "/my/calls", isPage: true);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(2, page.Split("вы позвонили").Length - 1);
        Assert.DoesNotContain("495", page, StringComparison.Ordinal);
        Assert.Contains(host.Journal.Entries, entry => entry.Act == "calls.self");
    }

    private static async Task<string> CitizenAsync(PortalHost host, string name, string number, DateOnly? from = null)
    {
        var owner = new Actor { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
        await host.People.Desk.AddAsync(owner, new NewAccount(name, [Role.Citizen]), Stop);
        await host.People.Desk.LinkNumberAsync(owner, name, Parties.Read(number).Number, from ?? new DateOnly(2020, 1, 1), Stop);
        return $"citizen:{name}:{(await host.People.Desk.FindAsync(name, Stop)).Id}";
    }

    private static async Task<string[]> CallsOfAsync(PortalHost host, string who)
    {
        using var answer = await host.AskAsAsync(who, HttpMethod.Get, "/api/v1/self/calls");
        var page = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return [.. page.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()!)];
    }

    private static async Task<(int Status, string Text)> FindAsync(PortalHost host, string who, string id)
    {
        using var answer = await host.AskAsAsync(who, HttpMethod.Get, "/api/v1/self/calls/" + id);
        return ((int)answer.StatusCode, System.Text.RegularExpressions.Regex.Replace(await answer.Content.ReadAsStringAsync(Stop), "\"(traceId|instance)\":\"[^\"]*\"", ""));
    }
}

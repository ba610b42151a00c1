using System.Net.Http.Json;
using System.Text.Json;
using Gudok.Access;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal.Tests;

/// <summary>A citizen sees the calls of the own number and of no other, whatever is asked for.</summary>
public sealed class SelfTests
{
    private static readonly PartyReader Parties = new(new PartyOptions());
    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };

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

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    public async Task The_first_day_of_a_number_begins_at_midnight_of_the_houses_zone(int days, int seen)
    {
        await using var kept = await KeptCalls.StartAsync();
        // Twelve hours behind UTC: a morning of UTC is still the day before there.
        await using var host = await PortalHost.StartAsync(0, options => options.Zone = "Etc/GMT+12", kept: kept, people: new TestPeople(), policy: Everybody.Starting());
        var day = DateOnly.FromDateTime(kept.Clock.GetUtcNow().UtcDateTime);
        var one = await CitizenAsync(host, "svetlova", KeptCalls.Caller, day.AddDays(days));
        Assert.Equal(seen, (await CallsOfAsync(host, one)).Length);
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

    [Fact]
    public async Task Who_looked_is_told_by_role_without_names_and_words_and_only_of_ones_own_calls()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var journal = await KeptJournal.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept, journal: journal, people: new TestPeople(), policy: Everybody.Starting());
        var one = await CitizenAsync(host, "svetlova", KeptCalls.Caller);
        await LookAsync(journal, kept, host, KeptCalls.Caller, kept.Calls[0].ToString());
        await LookAsync(journal, kept, host, KeptCalls.Other, kept.Calls[2].ToString());
        using var answer = await host.AskAsAsync(one, HttpMethod.Get, "/api/v1/self/journal");
        var text = await answer.Content.ReadAsStringAsync(Stop);
        var look = Assert.Single(JsonDocument.Parse(text).RootElement.GetProperty("entries").EnumerateArray());
        Assert.Equal(("call.read", "supervisor", true), (look.GetProperty("act").GetString(), look.GetProperty("roles")[0].GetString(), look.GetProperty("hasReason").GetBoolean()));
        using var page = await host.AskAsAsync(one, HttpMethod.Get, "/my/journal", isPage: true);
        var html = await page.Content.ReadAsStringAsync(Stop);
        Assert.Contains("открыта карточка звонка", html, StringComparison.Ordinal);
        foreach (var hidden in new[] { "orlova", "жалоба", "party:", "call:", "10.1.2.3" })
        {
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_privacy_officer_links_a_number_on_the_persons_page_and_an_administrator_does_not()
    {
        await using var host = await PortalHost.StartAsync(0, people: new TestPeople(), policy: Everybody.Starting());
        await host.People.AddAsync("svetlova", Role.Citizen);
        const string form = """{"number":"8 916 123-45-67","from":"2026-11-01"}""";
        using var refused = await host.AskAsAsync("administrator:kuznetsov", HttpMethod.Post, "/people/svetlova/number", form);
        Assert.Equal(403, (int)refused.StatusCode);
        using var answer = await host.AskAsAsync("privacyOfficer:zaitseva", HttpMethod.Post, "/people/svetlova/number", form);
        var section = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("Номер привязан.", section, StringComparison.Ordinal);
        Assert.DoesNotContain("4567", section, StringComparison.Ordinal);
        Assert.NotNull(await host.People.Desk.NumberOfAsync((await host.People.Desk.FindAsync("svetlova", Stop)).Id, Stop));
        using var wrong = await host.AskAsAsync("privacyOfficer:zaitseva", HttpMethod.Post, "/people/svetlova/number", """{"number":"112","from":"2026-11-01"}""");
        Assert.Contains("Номер пишется с кодом страны", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var ended = await host.AskAsAsync("privacyOfficer:zaitseva", HttpMethod.Post, "/people/svetlova/number/end", "{}");
        Assert.Contains("Номер не привязан.", await ended.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    /// <summary>An entry as the card of a call leaves it.</summary>
    internal static async Task LookAsync(KeptJournal journal, KeptCalls kept, PortalHost host, string number, string call)
    {
        var self = host.Parts.GetRequiredService<ISelfReader>();
        var name = (await self.PseudonymsAsync(Parties.Read(number), DateOnly.FromDateTime(kept.Clock.GetUtcNow().UtcDateTime), 1, Stop))[0];
        var orlova = new Actor { Kind = ActorKind.Person, Id = "id-orlova", Name = "orlova", Roles = [Role.Supervisor], HasSecondFactor = true, Address = "10.1.2.3" };
        await journal.WriteAsync(orlova, Act.CallRead, reason: "жалоба", objects: ["call:" + call, "party:" + name]);
    }

    /// <summary>Makes a citizen who is signed in, and gives the session.</summary>
    internal static async Task<string> SignedInAsync(TestPeople people, string number)
    {
        var token = await people.SignInAsync("svetlova", Role.Citizen);
        await people.Desk.LinkNumberAsync(Owner, "svetlova", Parties.Read(number).Number, new DateOnly(2020, 1, 1), Stop);
        return token;
    }

    private static async Task<string> CitizenAsync(PortalHost host, string name, string number, DateOnly? from = null)
    {
        await host.People.Desk.AddAsync(Owner, new NewAccount(name, [Role.Citizen]), Stop);
        await host.People.Desk.LinkNumberAsync(Owner, name, Parties.Read(number).Number, from ?? new DateOnly(2020, 1, 1), Stop);
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

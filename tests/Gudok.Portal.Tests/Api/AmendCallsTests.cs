using System.Net;
using System.Text.Json;
using Gudok.Ledger;

namespace Gudok.Portal.Tests;

public sealed class AmendCallsTests
{
    private static readonly string Id = InventedCalls.One(4).Id;
    private static readonly Uri Address = new($"/api/v1/calls/{Id}/amendments", UriKind.Relative);

    [Fact]
    public async Task An_amendment_is_taken_and_told_with_its_version()
    {
        await using var host = await PortalHost.StartAsync(10);
        var answer = await host.PostJsonAsync(Address.ToString(), """{"topic":"Дороги","kind":"complaint","note":"x"}""");
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.StatusCode, answer.Headers.ETag!.Tag));
        Assert.Equal("Дороги", host.Amender.Last!.Topic);
        var history = JsonDocument.Parse(await host.Client.GetStringAsync(Address)).RootElement;
        Assert.Equal((1, TestPeople.Name), (history[0].GetProperty("version").GetInt32(), history[0].GetProperty("actor").GetString()));
        var call = await host.Client.GetAsync(new Uri($"/api/v1/calls/{Id}", UriKind.Relative));
        Assert.Equal("\"1\"", call.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Whoever_saw_an_older_version_is_told_so()
    {
        await using var host = await PortalHost.StartAsync(10);
        foreach (var (seen, status) in new[] { ("\"0\"", HttpStatusCode.OK), ("\"0\"", HttpStatusCode.PreconditionFailed), ("\"1\"", HttpStatusCode.OK), ("*", HttpStatusCode.OK), ("abc", HttpStatusCode.BadRequest) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent("""{"topic":"a"}""", null, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", seen);
            Assert.Equal(status, (await host.Client.SendAsync(request)).StatusCode);
        }
    }

    [Theory]
    [InlineData("""{"colour":"red"}""")]
    [InlineData("""{"topic":"a","topic":"b"}""")]
    [InlineData("""{"priority":"high"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task What_is_no_amendment_is_refused(string json)
    {
        await using var host = await PortalHost.StartAsync(10);
        var answer = await host.PostJsonAsync(Address.ToString(), json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(PortalFaults.NotAnAmendment, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(host.Amender.Last);
    }

    public static TheoryData<AmendAnswer, HttpStatusCode, string> Refusals => new()
    {
        { new AmendAnswer.Missing(), HttpStatusCode.NotFound, PortalFaults.NoSuchCall },
        { new AmendAnswer.Over(), HttpStatusCode.Gone, PortalFaults.CallOver },
        { new AmendAnswer.Erased(), HttpStatusCode.Conflict, PortalFaults.PartyErased },
        { new AmendAnswer.Wrong("kind", "a kind"), HttpStatusCode.BadRequest, PortalFaults.NotAnAmendment },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_refusal_has_its_status_and_code(AmendAnswer answer, HttpStatusCode status, string code)
    {
        await using var host = await PortalHost.StartAsync(10);
        host.Amender.Answer = answer;
        foreach (var path in new[] { Address.ToString(), $"/calls/{Id}/amend" })
        {
            var told = await host.PostJsonAsync(path, """{"topic":"a","version":"0"}""".Replace(path.Contains("api", StringComparison.Ordinal) ? ",\"version\":\"0\"" : "#", "", StringComparison.Ordinal));
            Assert.Equal(status, told.StatusCode);
            Assert.Contains(code, await told.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_form_of_the_card_saves_and_shows_who_changed_what()
    {
        await using var host = await PortalHost.StartAsync(10);
        var card = await (await host.GetPageAsync("/calls/" + Id)).Content.ReadAsStringAsync();
        Assert.Contains("name=\"version\" value=\"0\"", card, StringComparison.Ordinal);
        var section = await (await host.PostJsonAsync($"/calls/{Id}/amend", """{"version":"0","topic":"Мосты","kind":"complaint"}""")).Content.ReadAsStringAsync();
        Assert.Contains("name=\"version\" value=\"1\"", section, StringComparison.Ordinal);
        Assert.Contains(TestPeople.Name, section, StringComparison.Ordinal);
        Assert.Contains("Мосты", section, StringComparison.Ordinal);
        Assert.Equal("", host.Amender.Last!.Handling);
        var conflict = await (await host.PostJsonAsync($"/calls/{Id}/amend", """{"version":"0","topic":"x"}""")).Content.ReadAsStringAsync();
        Assert.Contains(Texts.Russian.AmendedMeanwhile, conflict, StringComparison.Ordinal);
    }
}

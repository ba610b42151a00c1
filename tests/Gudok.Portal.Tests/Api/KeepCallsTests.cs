using System.Text.Json;

namespace Gudok.Portal.Tests;

/// <summary>Holds, erasures, acts and terms by REST.</summary>
public sealed class KeepCallsTests
{
    private const string Unknown = "01234567-89ab-7def-8123-456789abcdef";

    [Fact]
    public async Task A_hold_is_placed_found_listed_and_released_and_names_nobody()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        var (status, hold) = await host.AskAsync("/api/v1/holds", $$"""{"number":"{{KeptCalls.Caller}}","reason":"case 15 of {{KeptCalls.Other}}","until":"2030-01-01T00:00:00Z"}""");
        Assert.Equal((200, true), (status, hold.GetProperty("inForce").GetBoolean()));
        Assert.Equal("case 15 of [number]", hold.GetProperty("reason").GetString());
        var id = hold.GetProperty("id").GetString();
        Assert.Equal(hold.ToString(), (await host.AskAsync("/api/v1/holds/" + id)).Json.ToString());
        Assert.Equal(id, Assert.Single((await host.AskAsync("/api/v1/holds")).Json.EnumerateArray()).GetProperty("id").GetString());
        Assert.DoesNotContain(KeptCalls.Caller[1..], hold.ToString(), StringComparison.Ordinal);
        var released = await host.AskAsync($"/api/v1/holds/{id}/release", "{}");
        Assert.Equal((200, false), (released.Status, released.Json.GetProperty("inForce").GetBoolean()));
        var again = await host.AskAsync($"/api/v1/holds/{id}/release", "{}");
        Assert.Equal((200, released.Json.ToString()), (again.Status, again.Json.ToString()));
    }

    [Fact]
    public async Task A_hold_posted_again_under_its_id_places_no_second_and_one_of_other_content_is_refused()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        var first = await host.AskAsync("/api/v1/holds", Hold("case 15"));
        Assert.Equal((200, Unknown), (first.Status, first.Json.GetProperty("id").GetString()));
        var again = await host.AskAsync("/api/v1/holds", Hold("case 15"));
        Assert.Equal((200, first.Json.ToString()), (again.Status, again.Json.ToString()));
        Is(409, "GDK-4011", await host.AskAsync("/api/v1/holds", Hold("case 16")));
        Assert.Single((await host.AskAsync("/api/v1/holds")).Json.EnumerateArray());

        string Hold(string reason) => $$"""{"id":"{{Unknown}}","call":"{{kept.Calls[0]}}","reason":"{{reason}}"}""";
    }

    [Theory]
    [InlineData("""{"reason":"x"}""", 400, "GDK-6017")]
    [InlineData("""{"call":"CALL","number":"112","reason":"x"}""", 400, "GDK-6017")]
    [InlineData("""{"call":"CALL"}""", 400, "GDK-6017")]
    [InlineData("""{"call":"CALL","reason":"  "}""", 400, "GDK-6017")]
    [InlineData("""{"call":"CALL","reason":"x","until":"tomorrow"}""", 400, "GDK-6017")]
    [InlineData("""{"call":"CALL","reason":"x","id":"1"}""", 400, "GDK-6017")]
    [InlineData("""{"call":"CALL","reason":"x","why":"y"}""", 400, "GDK-6017")]
    [InlineData("""{"call":"none","reason":"x"}""", 400, "GDK-6017")]
    [InlineData("[]", 400, "GDK-6017")]
    [InlineData("{", 400, "GDK-6017")]
    [InlineData("""{"number":"+79990000000","reason":"x"}""", 404, "GDK-6018")]
    [InlineData("""{"call":"01920000-0000-8000-8000-000000000000","reason":"x"}""", 404, "GDK-6018")]
    public async Task A_hold_that_is_not_what_it_should_be_is_refused_as_a_problem(string body, int status, string code)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        Is(status, code, await host.AskAsync("/api/v1/holds", body.Replace("CALL", kept.Calls[0].ToString(), StringComparison.Ordinal)));
        Assert.Empty((await host.AskAsync("/api/v1/holds")).Json.EnumerateArray());
    }

    [Fact]
    public async Task The_page_says_whether_digits_were_blotted_and_whether_a_release_changed_anything()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        var reason = $"by {KeptCalls.Other} on 15.03.2026";
        Assert.Contains(Texts.Russian.Blotted, await AnswerAsync("/keeping/holds", $$"""{"number":"{{KeptCalls.Caller}}","reason":"{{reason}}"}"""), StringComparison.Ordinal);
        var hold = Assert.Single(await kept.Holds.ListAsync(default));
        Assert.Equal("by [number] on 15.03.2026", hold.Reason);
        Assert.Contains(Texts.Russian.HoldReleaseDone, await AnswerAsync($"/keeping/holds/{hold.Id}/release", "{}"), StringComparison.Ordinal);
        var again = await AnswerAsync($"/keeping/holds/{hold.Id}/release", "{}");
        Assert.Contains(Texts.Russian.HoldOver, again, StringComparison.Ordinal);
        Assert.DoesNotContain(Texts.Russian.HoldReleaseDone, again, StringComparison.Ordinal);
        Assert.Contains(Texts.Russian.HoldUnknown, await AnswerAsync($"/keeping/holds/{Unknown}/release", "{}"), StringComparison.Ordinal);

        async Task<string> AnswerAsync(string path, string json)
        {
            using var answer = await host.PostJsonAsync(path, json);
            return System.Text.RegularExpressions.Regex.Unescape(System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task A_hold_that_is_not_there_is_told()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        foreach (var id in new[] { Unknown, "1" })
        {
            Is(404, "GDK-6018", await host.AskAsync("/api/v1/holds/" + id));
            Is(404, "GDK-6018", await host.AskAsync($"/api/v1/holds/{id}/release", "{}"));
        }
    }

    [Fact]
    public async Task An_erasure_is_told_before_and_after_and_a_hold_stops_it()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        var hold = (await kept.Holds.PlaceAsync(kept.Calls[0], null, "case 15", null, "ivanov", default))!;
        var body = $$"""{"numbers":["{{KeptCalls.Caller}}","{{KeptCalls.Other}}","+79990000000"]}""";
        var forecast = (await host.AskAsync("/api/v1/parties/erase/forecast", body)).Json;
        Assert.Equal(["held", "erased", "unknown"], forecast.EnumerateArray().Select(one => one.GetProperty("outcome").GetString()));
        Assert.Equal([2, 1, 0], forecast.EnumerateArray().Select(one => one.GetProperty("calls").GetInt32()));
        Assert.Equal(hold.Id, forecast[0].GetProperty("hold").GetProperty("id").GetString());
        Assert.True(await kept.KnowsAsync(KeptCalls.Other));

        var (status, act) = await host.AskAsync("/api/v1/parties/erase", body[..^1] + ""","reason":"consent withdrawn","requestId":"17"}""");
        Assert.Equal(200, status);
        Assert.Equal(["held", "erased", "unknown"], act.GetProperty("parties").EnumerateArray().Select(one => one.GetProperty("outcome").GetString()));
        Assert.Equal((true, false), (await kept.KnowsAsync(KeptCalls.Caller), await kept.KnowsAsync(KeptCalls.Other)));
        foreach (var text in new[] { forecast.ToString(), act.ToString() }) NamesNobody(text);
        var again = (await host.AskAsync("/api/v1/parties/erase", $$"""{"numbers":["{{KeptCalls.Other}}"],"reason":"asked twice"}""")).Json;
        Assert.Equal("unknown", again.GetProperty("parties")[0].GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_confirmation_holds_though_the_number_calls_meanwhile_and_not_if_a_hold_came_or_the_numbers_changed(bool isHeld, bool isChanged)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        using var shown = await host.PostJsonAsync("/keeping/erase/check", $$"""{"numbers":"{{KeptCalls.Caller}}","reason":"asked"}""");
        var seal = System.Text.RegularExpressions.Regex.Match(await shown.Content.ReadAsStringAsync(), "name=\"checked\" value=\"([0-9a-f]{64})\"").Groups[1].Value;
        await kept.CallAgainAsync();
        if (isHeld) await kept.Holds.PlaceAsync(null, KeptCalls.Caller, "case 15", null, "ivanov", default);
        var numbers = isChanged ? KeptCalls.Other : KeptCalls.Caller;
        using var answer = await host.PostJsonAsync("/keeping/erase", $$"""{"numbers":"{{numbers}}","reason":"asked","understood":"yes","checked":"{{seal}}"}""");
        var isRefused = isHeld || isChanged;
        Assert.Equal(isRefused ? 400 : 200, (int)answer.StatusCode);
        Assert.Equal((isRefused, true), (await kept.KnowsAsync(KeptCalls.Caller), await kept.KnowsAsync(KeptCalls.Other)));
    }

    [Theory]
    [InlineData("""{"numbers":[],"reason":"x"}""")]
    [InlineData("""{"numbers":["  "],"reason":"x"}""")]
    [InlineData("""{"numbers":[null],"reason":"x"}""")]
    [InlineData("""{"numbers":"112","reason":"x"}""")]
    [InlineData("""{"reason":"x"}""")]
    [InlineData("""{"numbers":["112"]}""")]
    [InlineData("""{"numbers":["112"],"reason":"x","force":true}""")]
    public async Task An_erasure_that_is_not_what_it_should_be_is_refused_as_a_problem(string body)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        Is(400, "GDK-6017", await host.AskAsync("/api/v1/parties/erase", body));
        if (body.Contains("force", StringComparison.Ordinal) || !body.Contains("\"112\"]", StringComparison.Ordinal)) Is(400, "GDK-6017", await host.AskAsync("/api/v1/parties/erase/forecast", body));
        Assert.Empty((await host.AskAsync("/api/v1/acts")).Json.GetProperty("acts").EnumerateArray());
    }

    [Fact]
    public async Task Acts_are_listed_newest_first_and_each_of_their_forms_can_be_had()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        var ids = new List<string>();
        foreach (var number in new[] { KeptCalls.Caller, KeptCalls.Other })
        {
            ids.Insert(0, (await host.AskAsync("/api/v1/parties/erase", $$"""{"numbers":["{{number}}"],"reason":"consent withdrawn"}""")).Json.GetProperty("id").GetString()!);
            kept.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var listed = (await host.AskAsync("/api/v1/acts")).Json;
        Assert.Equal(ids, Ids(listed));
        Assert.Equal(ids[1..], Ids((await host.AskAsync("/api/v1/acts?before=" + ids[0])).Json));
        Assert.Equal("consent withdrawn", (await host.AskAsync("/api/v1/acts/" + ids[0])).Json.GetProperty("reason").GetString());
        foreach (var form in listed.GetProperty("acts")[0].GetProperty("forms").EnumerateArray().Select(form => form.GetString()!))
        {
            using var answer = await host.Client.GetAsync(new Uri($"/api/v1/acts/{ids[0]}/{form}", UriKind.Relative));
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal($"erasure-2026-11-21-{ids[0]}.{form}", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition.DispositionType);
            if (form != "pdf") NamesNobody(await answer.Content.ReadAsStringAsync());
        }

        foreach (var path in new[] { Unknown, Unknown + "/html", ids[0] + "/exe", "1", ids[0] + "/.json" }) Is(404, "GDK-6022", await host.AskAsync("/api/v1/acts/" + path));
        Is(400, "GDK-6022", await host.AskAsync("/api/v1/acts?before=yesterday"));

        static IEnumerable<string> Ids(JsonElement list) => list.GetProperty("acts").EnumerateArray().Select(one => one.GetProperty("act").GetProperty("id").GetString()!);
    }

    [Fact]
    public async Task Terms_are_shown_by_class_with_what_is_held_and_what_goes_when()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await kept.Holds.PlaceAsync(null, KeptCalls.Caller, "case 15", null, "ivanov", default);
        var classes = (await host.AskAsync("/api/v1/retention")).Json.GetProperty("classes").EnumerateArray().ToArray();
        Assert.Equal(["default 2 1 2031-11-22", "emergency 1 1 2029-11-21"], classes.Select(one =>
            $"{one.GetProperty("name")} {one.GetProperty("records")} {one.GetProperty("held")} {one.GetProperty("nextOn")}"));
    }

    [Fact]
    public async Task A_server_that_cannot_forget_says_so_everywhere()
    {
        await using var host = await PortalHost.StartAsync(0);
        foreach (var path in new[] { "holds", "holds/" + Unknown, "acts", "acts/" + Unknown, $"acts/{Unknown}/pdf", "retention" }) Is(501, "GDK-6019", await host.AskAsync("/api/v1/" + path));
        foreach (var path in new[] { "holds", $"holds/{Unknown}/release", "parties/erase", "parties/erase/forecast" }) Is(501, "GDK-6019", await host.AskAsync("/api/v1/" + path, "{}"));
        Assert.Contains("keeps no holds", await (await host.GetPageAsync("/keeping", "en")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/holds")]
    [InlineData("/api/v1/parties/erase")]
    [InlineData("/api/v1/parties/erase/forecast")]
    [InlineData("/keeping/holds")]
    [InlineData("/keeping/erase/check")]
    [InlineData("/keeping/erase")]
    public async Task What_is_too_large_no_JSON_or_from_another_site_is_refused(string path)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        using var form = await host.PostJsonAsync(path, "number=112&reason=x", "application/x-www-form-urlencoded");
        Assert.Equal(415, (int)form.StatusCode);
        using var large = await host.PostJsonAsync(path, "{\"reason\":\"" + new string('x', 200_000) + "\"}");
        Assert.Contains((int)large.StatusCode, (int[])[400, 413]);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", null, "application/json") };
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        using var refused = await host.Client.SendAsync(foreign);
        Assert.Equal(403, (int)refused.StatusCode);
    }

    private static void Is(int status, string code, (int Status, JsonElement Json) answer)
    {
        Assert.Equal((status, code), (answer.Status, answer.Json.GetProperty("code").GetString()));
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace(answer.Json.GetProperty("title").GetString()));
    }

    private static void NamesNobody(string text)
    {
        foreach (var number in new[] { KeptCalls.Caller, KeptCalls.Other }) Assert.DoesNotContain(number[2..], text, StringComparison.Ordinal);
    }
}

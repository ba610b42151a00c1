using System.Net;
using System.Text.Json;
using Gudok.Access;

namespace Gudok.Portal.Tests;

public sealed class JournalPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_shows_entries_newest_first_and_is_itself_an_entry_before_it_is_shown()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.FillAsync();
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        var html = await TextAsync(await host.GetPageAsync("/journal"));
        Assert.Contains("<h1>Журнал</h1>", html, StringComparison.Ordinal);
        // The look itself is number 63, and stands on top.
        Assert.True(html.IndexOf("/journal/63\"", StringComparison.Ordinal) is > 0 and var newest && html.IndexOf("/journal/62\"", StringComparison.Ordinal) > newest);
        Assert.Contains("journal.search", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_narrows_pages_and_leaves_an_entry_that_names_its_filters_only()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.FillAsync();
        await using var host = await PortalHost.StartAsync(0, options => options.PageSize = 10, journal: journal);
        var table = await TextAsync(await host.PostJsonAsync("/journal/search", """{"act":"number.","outcome":"refused","actor":"anna"}"""));
        Assert.Equal(5, Count(table, "<tr role=\"row\" class=\"refused\""));
        var first = await TextAsync(await host.PostJsonAsync("/journal/search", """{"actor":"anna"}"""));
        Assert.Equal(10, Count(first, "href=\"/journal/"));
        var more = await TextAsync(await host.PostJsonAsync("/journal/search", """{"actor":"anna","before":"50"}"""));
        Assert.DoesNotContain("<table", more, StringComparison.Ordinal);
        var looks = await journal.Journal.SearchAsync(new JournalSearch { Act = "journal.search" }, Stop);
        Assert.Equal(["actor", "actor", "actor act outcome"], looks.Entries.Select(kept => kept.Entry.Detail));
    }

    [Fact]
    public async Task An_entry_that_was_changed_is_shown_as_such_in_its_place_and_hides_no_other()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.FillAsync();
        await journal.ChangeAsync("update entries set act='number.copy' where number=60");
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        var html = await TextAsync(await host.GetPageAsync("/journal", "en"));
        var damaged = html.IndexOf("cannot be read. Run gudok verify", StringComparison.Ordinal);
        Assert.InRange(damaged, html.IndexOf("/journal/61\"", StringComparison.Ordinal), html.IndexOf("/journal/59\"", StringComparison.Ordinal));
        Assert.DoesNotContain(">number.copy<", html, StringComparison.Ordinal);
        var found = await TextAsync(await host.PostJsonAsync("/api/v1/journal/search", "{}"));
        Assert.Contains("\"damaged\":[\"60\"]", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"from":"yesterday"}""")]
    [InlineData("""{"outcome":"maybe"}""")]
    [InlineData("""{"before":"-1"}""")]
    [InlineData("""{"other":"1"}""")]
    [InlineData("[]")]
    public async Task A_search_that_is_none_is_refused(string json)
    {
        await using var journal = await KeptJournal.StartAsync();
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostJsonAsync("/journal/search", json)).StatusCode);
        Assert.False(journal.Journal.Exists);
    }

    [Fact]
    public async Task An_entry_is_shown_with_the_head_that_seals_it()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.FillAsync();
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        var html = await TextAsync(await host.GetPageAsync("/journal/3", "en"));
        Assert.Contains("Sealed by head 1", html, StringComparison.Ordinal);
        Assert.Contains("call:01a1fd8c-6900-8b67-8b4e-fff0241072dd", html, StringComparison.Ordinal);
        Assert.Contains("Awaits its head", await TextAsync(await host.GetPageAsync("/journal/62", "en")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetPageAsync("/journal/999")).StatusCode);
    }

    [Fact]
    public async Task A_week_is_reviewed_and_confirmed_with_a_note_that_is_an_entry()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.FillAsync();
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        var html = await TextAsync(await host.GetPageAsync("/journal/review"));
        Assert.Contains("Неделя с 09.11.2026", html, StringComparison.Ordinal);
        foreach (var stands in (string[])["Отказы и неудачи", "Много показанных номеров", "Новый сетевой адрес", "Изменения учётных записей и ролей"]) Assert.Contains(stands, html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostJsonAsync("/journal/review", """{"week":"2026-11-09","note":" "}""")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostJsonAsync("/journal/review", """{"week":"2026-11-10","note":"x"}""")).StatusCode);
        var done = await TextAsync(await host.PostJsonAsync("/journal/review", """{"week":"2026-11-09","note":"поговорили с Анной, 8 916 123-45-67"}"""));
        Assert.Contains("поговорили с Анной, [number]", done, StringComparison.Ordinal);
        Assert.Contains("поговорили с Анной", await TextAsync(await host.GetPageAsync("/journal/review?week=2026-11-09")), StringComparison.Ordinal);
        Assert.Contains("Ничего не выделяется", await TextAsync(await host.GetPageAsync("/journal/review?week=2026-10-05")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetPageAsync("/journal/review?week=2026-11-30")).StatusCode);
    }

    [Fact]
    public async Task A_week_that_runs_cannot_be_confirmed()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.FillAsync();
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        var page = await TextAsync(await host.GetPageAsync("/journal/review?week=2026-11-16"));
        Assert.Contains("Неделя ещё идёт", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Подтвердить разбор", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await host.PostJsonAsync("/journal/review", """{"week":"2026-11-16","note":"рано"}""")).StatusCode);
    }

    [Fact]
    public async Task Programs_search_and_check_the_proof_themselves()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.FillAsync();
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        using var page = JsonDocument.Parse(await TextAsync(await host.PostJsonAsync("/api/v1/journal/search", """{"actor":"anna","limit":2}""")));
        var entries = page.RootElement.GetProperty("entries");
        Assert.Equal(["62", "60"], entries.EnumerateArray().Select(entry => entry.GetProperty("id").GetString()));
        Assert.Equal("60", page.RootElement.GetProperty("next").GetString());
        using var found = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("/api/v1/journal/3", UriKind.Relative), Stop));
        Assert.True(Seals.SignedHead.TryParse(found.RootElement.GetProperty("head").GetString(), out var head));
        byte[][] proof = [.. found.RootElement.GetProperty("proof").EnumerateArray().Select(hash => Convert.FromHexString(hash.GetString()!))];
        Assert.True(Seals.TreeProof.Includes(
            Convert.FromHexString(found.RootElement.GetProperty("leaf").GetString()!), found.RootElement.GetProperty("place").GetInt64(), head.Size, proof, Convert.FromHexString(head.Root)));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(new Uri("/api/v1/journal/999", UriKind.Relative), Stop)).StatusCode);
        foreach (var wrong in (string[])["""{"limit":0}""", """{"outcome":"no"}""", """{"who":"x"}""", "[]", """{"from":"x"}"""])
            Assert.Equal(HttpStatusCode.BadRequest, (await host.PostJsonAsync("/api/v1/journal/search", wrong)).StatusCode);
    }

    [Fact]
    public async Task Without_a_journal_the_pages_say_so()
    {
        await using var host = await PortalHost.StartAsync(0);
        Assert.Contains("журнал не ведётся", await TextAsync(await host.GetPageAsync("/journal")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotImplemented, (await host.PostJsonAsync("/api/v1/journal/search", "{}")).StatusCode);
    }

    [Fact]
    public void Both_languages_say_everything()
    {
        foreach (var text in typeof(JournalTexts).GetProperties().Where(text => text.PropertyType == typeof(string)))
        {
            var (russian, english) = ((string)text.GetValue(JournalTexts.Russian)!, (string)text.GetValue(JournalTexts.English)!);
            Assert.NotEqual(russian, english);
            Assert.Equal(Count(russian, "{"), Count(english, "{"));
        }

        Assert.Equal(Enum.GetValues<ActorKind>().Order(), JournalTexts.Russian.Kinds.Keys.Order());
        Assert.Equal(Enum.GetValues<ActorKind>().Order(), JournalTexts.English.Kinds.Keys.Order());
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
}

using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gudok.Calls;

namespace Gudok.Portal.Tests;

public sealed class EvidenceSheetTests
{
    private static readonly string _file = Path.Combine(Repository.Root, "docs", "evidence", "golden", "corrected-disclosed.json");

    [Fact]
    public async Task The_sheet_tells_what_the_file_holds_and_names_it_by_its_hash()
    {
        var sheet = WebUtility.HtmlDecode(await EvidenceSheets.RenderAsync(await File.ReadAllTextAsync(_file), "Europe/Moscow"));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(_file))), sheet, StringComparison.Ordinal);
        // As corrected: the record first said that the call was answered.
        Assert.Contains("занято (SIP 486)", sheet, StringComparison.Ordinal);
        Assert.Contains("79161234502", sheet, StringComparison.Ordinal);
        Assert.Contains("21.11.2026 13:00:02.000, часовой пояс UTC", sheet, StringComparison.Ordinal);
        Assert.Contains("все проверки пройдены", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", sheet, StringComparison.Ordinal);
        Assert.Contains("data:font/woff2", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sheet_tells_what_people_added_and_where_that_stands()
    {
        var amended = Path.Combine(Repository.Root, "docs", "evidence", "golden", "amended.json");
        var sheet = WebUtility.HtmlDecode(await EvidenceSheets.RenderAsync(await File.ReadAllTextAsync(amended), "Europe/Moscow"));
        Assert.Contains("Тема: Дороги; Вид обращения: жалоба; Приоритет: 2; Примечание: есть, текст запечатан", sheet, StringComparison.Ordinal);
        Assert.Contains("Обработка: обработано; Передан в звонок (адрес или номер записи): ", sheet, StringComparison.Ordinal);
        Assert.Contains("№ 2 из 2 в дереве дня 22.11.2026", sheet, StringComparison.Ordinal);
        Assert.Contains("Поправок</th><td>нет", sheet, StringComparison.Ordinal);
        Assert.Contains("все проверки пройдены", sheet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind", "enquiry")]
    [InlineData("kind", "complaint")]
    [InlineData("kind", "notification")]
    [InlineData("handling", "handled")]
    [InlineData("handling", "inWork")]
    [InlineData("handling", "refused")]
    public void The_sheet_calls_what_people_say_as_the_portal_and_the_glossary_do(string member, string value)
    {
        var sheet = SheetAmendment.Text(new JsonObject { ["actor"] = "ivanova", [member] = value });
        var word = member == "kind" ? Say.Kind(Texts.Russian, value) : Say.Handling(Texts.Russian, value);
        Assert.Equal($"Автор: ivanova; {Say.Member(Texts.Russian, member)}: {word}.", sheet);
        var row = File.ReadLines(Path.Combine(Repository.Root, "docs", "glossary.md")).Single(line => line.StartsWith($"| {member} |", StringComparison.Ordinal));
        Assert.Contains($"{(value == "inWork" ? "in work" : value)} ({word})", row, StringComparison.Ordinal);
        Assert.Contains($"| {Say.Member(Texts.Russian, member)} |", row, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("correction", "Поправка 1")]
    [InlineData("amendment", "Изменение 1")]
    [InlineData("note", "Примечание")]
    [InlineData("disposition", "Результат")]
    [InlineData("caller", "Кто звонил")]
    public async Task The_sheet_calls_things_as_the_glossary_does(string entry, string word)
    {
        var file = Path.Combine(Path.GetDirectoryName(_file)!, entry == "correction" ? "corrected-disclosed.json" : "amended.json");
        var sheet = WebUtility.HtmlDecode(await EvidenceSheets.RenderAsync(await File.ReadAllTextAsync(file), "Europe/Moscow"));
        Assert.Contains(word, sheet, StringComparison.Ordinal);
        var row = File.ReadLines(Path.Combine(Repository.Root, "docs", "glossary.md")).Single(line => line.StartsWith($"| {entry} |", StringComparison.Ordinal));
        Assert.Contains($"| {word.TrimEnd(' ', '1')} |", row, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_sheet_tells_a_call_in_the_words_of_the_portal()
    {
        var text = await File.ReadAllTextAsync(_file);
        var facts = new SheetFacts(text, TimeZoneInfo.Utc).Call.ToDictionary(fact => fact.Name, fact => fact.Value);
        Assert.StartsWith(Texts.Russian.DispositionBusy, facts[Texts.Russian.Disposition], StringComparison.Ordinal);
        Assert.Contains(facts[Texts.Russian.Direction], (string[])[.. Enum.GetValues<CallDirection>().Select(way => Say.Direction(Texts.Russian, way))]);
        var failed = new SheetFacts(text.Replace("\"busy\"", "\"failed\"", StringComparison.Ordinal).Replace("\"complete\": true", "\"complete\": false", StringComparison.Ordinal), TimeZoneInfo.Utc);
        facts = failed.Call.ToDictionary(fact => fact.Name, fact => fact.Value);
        Assert.StartsWith(Texts.Russian.DispositionFailed, facts[Texts.Russian.Disposition], StringComparison.Ordinal);
        Assert.Equal(Texts.Russian.FlagIncomplete, facts[Texts.Russian.FlagsLabel]);
    }

    [Fact]
    public async Task A_changed_file_prints_as_one_that_fails()
    {
        var changed = (await File.ReadAllTextAsync(_file)).Replace("\"busy\"", "\"answered\"", StringComparison.Ordinal);
        Assert.Contains("НЕ ПРОЙДЕНА", await EvidenceSheets.RenderAsync(changed, "Europe/Moscow"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_code_is_square_with_its_finder_in_the_corner()
    {
        var (path, size) = SheetCode.Of("sha256:" + new string('a', 64));
        Assert.InRange(size, 21 + 8, 177 + 8);
        // Seven modules of the finder pattern, behind a quiet zone of four.
        Assert.All(Enumerable.Range(4, 7), column => Assert.Contains($"M{column} 4h", path, StringComparison.Ordinal));
        Assert.DoesNotContain("M11 4h", path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_portal_shows_the_sheet_with_the_very_file_and_without_inline_style()
    {
        await using var host = await PortalHost.StartAsync(calls: 2, evidence: await File.ReadAllTextAsync(_file));
        var id = (await host.Reader.SearchAsync(new Ledger.CallSearch(), Numbers.PartySight.Mask, CancellationToken.None)).Calls[0].Id;
        using var answer = await host.GetPageAsync($"/calls/{id}/evidence");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains(Convert.ToBase64String(await File.ReadAllBytesAsync(_file)), page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        using var none = await host.GetPageAsync("/calls/nothing/evidence");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}

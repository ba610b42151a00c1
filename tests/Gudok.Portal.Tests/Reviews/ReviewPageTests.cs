using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gudok.Access;

namespace Gudok.Portal.Tests;

public sealed partial class ReviewPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_answers_all_but_the_own_line_and_the_record_is_what_was_signed()
    {
        await using var portal = await ReviewedPortal.StartAsync();
        var anna = await portal.VisitorAsync("anna", Role.Administrator);
        var boris = await portal.VisitorAsync("boris", Role.Administrator);
        var ivanov = await portal.VisitorAsync("ivanov", Role.Operator, Role.Analyst);
        var page = WebUtility.HtmlDecode(await anna.TextAsync("/reviews"));
        Assert.Equal(3, FormsOf().Count(page));
        Assert.Contains("ответит другой", page, StringComparison.Ordinal);
        Assert.Contains("GDK-7412", await SentAsync(anna, "anna", "administrator", "keep"), StringComparison.Ordinal);
        Assert.Contains("GDK-7421", await SentAsync(anna, "boris", "administrator", "keep", ""), StringComparison.Ordinal);
        Assert.Contains("GDK-7080", await SentAsync(anna, "ivanov", "supervisor", "keep"), StringComparison.Ordinal);
        Assert.DoesNotContain("GDK-", await SentAsync(anna, "boris", "administrator", "keep"), StringComparison.Ordinal);
        Assert.DoesNotContain("GDK-", await SentAsync(anna, "ivanov", "analyst", "withdraw"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ivanov.GetAsync("/account")).StatusCode);
        await SentAsync(anna, "ivanov", "operator", "keep");
        Assert.Contains("Это была последняя строка", await SentAsync(boris, "anna", "administrator", "keep"), StringComparison.Ordinal);
        Assert.Contains("GDK-7081", await SentAsync(boris, "anna", "administrator", "withdraw"), StringComparison.Ordinal);

        var file = await (await anna.GetAsync("/reviews/records/2026-q4")).EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(Stop);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(file))[..16], await anna.TextAsync("/reviews"), StringComparison.Ordinal);
        Assert.Equal(3, (await portal.NotedAsync(Act.ReviewRights)).Count(entry => entry.Outcome == ActOutcome.Refused && entry.Actor.Name == "anna"));
    }

    [Fact]
    public async Task A_supervisor_sees_and_answers_the_own_team_and_no_leavers()
    {
        await using var portal = await ReviewedPortal.StartAsync();
        var petrova = await portal.VisitorAsync("petrova", Role.Supervisor);
        await portal.People.AddAsync("ivanov");
        await portal.People.AddAsync("sidorov");
        await portal.TeamAsync("petrova", "ivanov");
        var page = WebUtility.HtmlDecode(await petrova.TextAsync("/reviews"));
        Assert.Contains("ivanov", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sidorov", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Ушедшие", page, StringComparison.Ordinal);
        Assert.Contains("GDK-7414", await SentAsync(petrova, "sidorov", "operator", "withdraw"), StringComparison.Ordinal);
        Assert.Equal([Role.Operator], (await portal.People.Desk.FindAsync("sidorov", Stop)).Roles);
        Assert.DoesNotContain("GDK-", await SentAsync(petrova, "ivanov", "operator", "keep"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await petrova.GetAsync("/reviews/records/2026-q4")).StatusCode);
    }

    [Fact]
    public async Task An_auditor_looks_and_answers_nothing_and_an_operator_does_not_even_look()
    {
        await using var portal = await ReviewedPortal.StartAsync();
        var audit = await portal.VisitorAsync("audit", Role.Auditor);
        await portal.People.AddAsync("ivanov");
        Assert.Equal(0, FormsOf().Count(await audit.TextAsync("/reviews")));
        Assert.Equal(HttpStatusCode.Forbidden, (await audit.PostAsync("/reviews/answer", new { account = "ivanov", role = "operator", answer = "withdraw", reason = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await audit.PostAsync("/reviews/leavers", new { note = "x" })).StatusCode);
        Assert.Contains(await portal.NotedAsync(Act.ReviewRead), entry => entry.Actor.Name == "audit");
        var petrov = await portal.VisitorAsync("petrov", Role.Operator);
        Assert.Equal(HttpStatusCode.Forbidden, (await petrov.GetAsync("/reviews")).StatusCode);
    }

    [Fact]
    public async Task Leavers_are_shown_with_who_blocked_them_and_their_list_is_confirmed()
    {
        await using var portal = await ReviewedPortal.StartAsync();
        var anna = await portal.VisitorAsync("anna", Role.Administrator);
        await portal.People.SignInAsync("ivanov");
        await portal.People.BlockAsync("ivanov");
        var page = WebUtility.HtmlDecode(await anna.TextAsync("/reviews"));
        Assert.Contains("сеансов 0, ключей доступа 0, приложение: есть, связи: нет", page, StringComparison.Ordinal);
        Assert.Contains("test: left", page, StringComparison.Ordinal);
        var shown = Regex.Match(page, "name=\"shown\" value=\"([0-9a-f]{64})\"").Groups[1].Value;
        // Somebody else is blocked while the list is read.
        await portal.People.SignInAsync("petrov");
        await portal.People.BlockAsync("petrov");
        Assert.Contains("GDK-7071", await (await anna.PostAsync("/reviews/leavers", new { note = "пропуск сдан", shown })).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("GDK-7071", await (await anna.PostAsync("/reviews/leavers", new { note = "пропуск сдан" })).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        shown = Regex.Match(await anna.TextAsync("/reviews"), "name=\"shown\" value=\"([0-9a-f]{64})\"").Groups[1].Value;
        var confirmed = WebUtility.HtmlDecode(await (await anna.PostAsync("/reviews/leavers", new { note = "пропуск сдан", shown })).Content.ReadAsStringAsync(Stop));
        var link = Regex.Match(confirmed, "/reviews/records/leavers-[0-9a-f-]+").Value;
        Assert.Contains("пропуск сдан", await (await anna.GetAsync(link)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_quarter_that_has_ended_answers_nothing()
    {
        await using var portal = await ReviewedPortal.StartAsync();
        var anna = await portal.VisitorAsync("anna", Role.Administrator);
        await portal.People.AddAsync("ivanov");
        Assert.Contains("name=\"quarter\" value=\"2026-q4\"", await anna.TextAsync("/reviews"), StringComparison.Ordinal);
        var answer = await anna.PostAsync("/reviews/answer", new { quarter = "2026-q3", account = "ivanov", role = "operator", answer = "withdraw", reason = "посмотрели" });
        Assert.Contains("GDK-7081", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal([Role.Operator], (await portal.People.Desk.FindAsync("ivanov", Stop)).Roles);
    }

    private static async Task<string> SentAsync(Visitor visitor, string account, string role, string answer, string reason = "посмотрели") =>
        WebUtility.HtmlDecode(await (await visitor.PostAsync("/reviews/answer", new { account, role, answer, reason })).Content.ReadAsStringAsync(Stop));

    [GeneratedRegex("hx-post=\"/reviews/answer\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormsOf();
}

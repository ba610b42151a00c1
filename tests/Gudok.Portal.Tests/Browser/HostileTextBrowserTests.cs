using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>Texts of strangers in every field that reaches a page, looked at by everybody with a real browser under the portal's policy: they are shown as
/// they stand, nothing of them runs, and nothing of our own is refused by the policy.</summary>
[Trait("Needs", "chromium")]
public sealed class HostileTextBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Texts =
    [
        "<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "'--></style></script><svg onload=alert(1)>", "</textarea></title><iframe srcdoc=\"<script>parent.alert(1)</script>\">",
        "\" autofocus onfocus=alert(1) x=\"", "javascript:alert(1)", "<a href=\"javascript:alert(1)\">x</a>", "<base href=\"https://evil.example/\">", "<form action=https://evil.example><input name=q>", "{{constructor.constructor('alert(1)')()}}",
        "<div hx-get=\"/account\" hx-trigger=load data-disclose=x>", "<meta http-equiv=refresh content=0;url=https://evil.example>",
    ];

    private const string Foreign = """
        [...document.querySelectorAll('*')].filter(one => one.matches('iframe, object, embed, base, script:not([src]), img[src="x"], [srcdoc], meta[http-equiv=refresh], form[action*="evil"], a[href^="javascript:"], [hx-trigger=load][hx-get="/account"]')
          || one.getAttributeNames().some(name => name.startsWith('on'))).map(one => one.outerHTML.slice(0, 200))
        """;

    [Theory]
    [InlineData(Role.Operator)]
    [InlineData(Role.ContractorOperator)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.PrivacyOfficer)]
    [InlineData(Role.Administrator)]
    public async Task Nothing_that_a_stranger_wrote_runs_on_any_page(Role role)
    {
        await using var journal = await KeptJournal.StartAsync();
        foreach (var text in Texts) await journal.WriteAsync(new Actor { Kind = ActorKind.Person, Id = text, Name = text, Address = text }, Act.NumberReveal, reason: text, detail: text, objects: text);
        await using var host = await PortalHost.StartAsync(0, journal: journal, policy: Everybody.Starting(journal.Clock));
        for (var number = 0; number < Texts.Length; number++) host.Reader.Publish(Hostile(number));
        host.Reader.MessagesOf = Messages;
        await using var context = await browser.OpenAsync(host);
        await context.ClearCookiesAsync();
        await context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { [Everybody.Header] = $"{role}:ivanova" });
        var page = await context.NewPageAsync();
        var heard = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            heard.Add("dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase)) heard.Add($"{page.Url}: {message.Text}"); };
        page.PageError += (_, error) => heard.Add($"{page.Url}: {error}");
        page.Request += (_, request) => { if (!request.Url.StartsWith(host.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) heard.Add("asked for " + request.Url); };

        var shown = 0;
        string[] cards = [.. Enumerable.Range(0, Texts.Length).Select(number => "/calls/" + Hostile(number).Id)];
        foreach (var path in (string[])["/calls", "/journal", "/journal/1", "/journal/review", "/alerts", "/people", "/keeping", "/exports", "/account", "/reviews", .. cards])
        {
            if ((await page.GotoAsync(path))!.Status != 200) continue;
            await page.UntilAsync("document.documentElement.classList.contains('js')");
            Assert.Empty(await page.EvaluateAsync<string[]>(Foreign));
            var at = Array.IndexOf(cards, path);
            if (at < 0) continue;
            shown++;
            Assert.Contains(Texts[at], await page.EvaluateAsync<string>("[document.body.innerText, ...[...document.querySelectorAll('input, textarea')].map(one => one.value)].join('\\n')"), StringComparison.Ordinal);
        }

        // Live rows are put into the page by scripts.
        if (role != Role.Administrator)
        {
            await page.GotoAsync("/calls");
            await page.UntilAsync("document.documentElement.classList.contains('js')");
            Assert.Empty(await page.EvaluateAsync<string[]>(Foreign));
            Assert.Equal(Texts.Length, shown);
        }

        Assert.Empty(heard);
    }

    private static CallView Hostile(int number)
    {
        var text = Texts[number];
        var party = PartyViews.Masked(text);
        var call = InventedCalls.One(number);
        return call with
        {
            SessionId = text,
            LinkId = null,
            ChannelId = text,
            Caller = party,
            Callee = party,
            Dialled = PartyViews.Masked(text + "2"),
            Operator = "ivanova",
            Department = text,
            Service = text,
            Topic = text,
            Application = text,
            Region = text,
            Note = text,
            Source = text,
            Legs = [.. call.Legs.Select(leg => leg with { CallId = text, FromTag = text, ToTag = text, Caller = party, Callee = party, From = text, To = text })],
        };
    }

    private static CallMessages Messages(CallView call) => new(MessagesStatus.Kept,
    [
        .. Texts.Select((text, number) => new MessageView(
            call.StartedAt, text, Texts[^(number + 1)], TransportKind.Udp, 0, "INVITE " + text,
            $"INVITE sip:a@example.org SIP/2.0\r\nFrom: \"{text}\" <sip:a@example.org>;tag=1\r\nCall-ID: {text}\r\nUser-Agent: {text}\r\nSubject: {text}\r\n\r\n{text}")),
    ]);
}

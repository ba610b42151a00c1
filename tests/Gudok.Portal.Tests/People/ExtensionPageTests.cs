using System.Net;
using Gudok.Access;

namespace Gudok.Portal.Tests;

public sealed class ExtensionPageTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task An_extension_is_given_listed_with_its_days_and_ended()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        await _people.AddAsync("ivanov");
        Assert.Contains("с 01.11.2026", await SentAsync(anna, "ivanov", "extensions", new { extension = "4511", from = "2026-11-01" }), StringComparison.Ordinal);
        Assert.Contains("4511", await anna.TextAsync("/people/ivanov"), StringComparison.Ordinal);
        var ended = await SentAsync(anna, "ivanov", "extensions/end", new { extension = "4511", until = "2026-11-20" });
        Assert.Contains("с 01.11.2026 по 20.11.2026", ended, StringComparison.Ordinal);
        Assert.Equal(new ExtensionView("4511", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 20)), Assert.Single((await _people.Desk.FindAsync("ivanov", Stop)).Extensions));
    }

    [Fact]
    public async Task What_is_somebody_elses_is_taken_only_when_that_is_confirmed_and_it_is_said_from_whom()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        await _people.AddAsync("ivanov");
        await _people.AddAsync("petrova");
        await SentAsync(anna, "ivanov", "extensions", new { extension = "4511", from = "2026-11-01" });
        var asked = await SentAsync(anna, "petrova", "extensions", new { extension = "4511", from = "2026-11-10" });
        Assert.Contains("В этот день номер у ivanov", asked, StringComparison.Ordinal);
        Assert.Contains("name=\"takenFrom\" value=\"ivanov\"", asked, StringComparison.Ordinal);
        Assert.Contains("value=\"4511\"", asked, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-11-10\"", asked, StringComparison.Ordinal);
        Assert.Empty((await _people.Desk.FindAsync("petrova", Stop)).Extensions);
        var taken = await SentAsync(anna, "petrova", "extensions", new { extension = "4511", from = "2026-11-10", takenFrom = "ivanov" });
        Assert.Contains("Номер забран у ivanov: последний день там — 09.11.2026", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("takenFrom", taken, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 11, 9), Assert.Single((await _people.Desk.FindAsync("ivanov", Stop)).Extensions).Until);
    }

    [Theory]
    [InlineData("45x", "2026-11-01")]
    [InlineData("89031234567", "2026-11-01")]
    [InlineData("4511", "yesterday")]
    public async Task What_is_no_extension_or_no_day_is_told(string extension, string from)
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        await _people.AddAsync("ivanov");
        Assert.Contains("notice bad", await SentAsync(anna, "ivanov", "extensions", new { extension, from }), StringComparison.Ordinal);
        Assert.Empty((await _people.Desk.FindAsync("ivanov", Stop)).Extensions);
    }

    [Fact]
    public async Task Who_only_reads_accounts_sees_extensions_and_changes_none_and_nobody_changes_the_own()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people, policy: Everybody.Starting());
        var gromov = new Visitor(host.Stranger) { Token = await _people.SignInAsync("gromov", Role.Auditor) };
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        await _people.AddAsync("ivanov");
        await SentAsync(anna, "ivanov", "extensions", new { extension = "4511", from = "2026-11-01" });
        var page = await gromov.TextAsync("/people/ivanov");
        Assert.Contains("4511", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/people/ivanov/extensions", page, StringComparison.Ordinal);
        foreach (var way in new[] { "extensions", "extensions/end" })
            Assert.Equal(HttpStatusCode.Forbidden, (await gromov.PostAsync($"/people/ivanov/{way}", new { extension = "4511", until = "2026-11-20" })).StatusCode);
        Assert.DoesNotContain("/people/anna/extensions", await anna.TextAsync("/people/anna"), StringComparison.Ordinal);
        Assert.Contains("notice bad", await SentAsync(anna, "anna", "extensions", new { extension = "4512", from = "2026-11-01" }), StringComparison.Ordinal);
    }

    private static async Task<string> SentAsync(Visitor visitor, string name, string way, object form) =>
        WebUtility.HtmlDecode(await (await visitor.PostAsync($"/people/{name}/{way}", form)).Content.ReadAsStringAsync(Stop));
}

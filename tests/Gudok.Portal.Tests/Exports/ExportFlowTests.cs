using System.Net;
using System.Text;
using Gudok.Access;

namespace Gudok.Portal.Tests;

/// <summary>The way of an export from the request to the file, over HTTP with real accounts.</summary>
public sealed class ExportFlowTests
{
    [Fact]
    public async Task What_was_approved_is_made_and_opens_with_the_password_shown_once()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        var password = await host.PasswordOfAsync("ivanova", id);
        using var file = await host.DownloadAsync("ivanova", id);
        Assert.Equal(("application/zip", $"gudok-{id}.zip"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.FileName));
        var archive = await file.Content.ReadAsByteArrayAsync();
        var rows = Encoding.UTF8.GetString(ExportHost.Unpack(archive, password)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\ufeffid,startedAt,direction,caller", rows[0], StringComparison.Ordinal);
        Assert.Contains(InventedCalls.One(1).Id, Assert.Single(rows[1..]), StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => ExportHost.Unpack(archive, password + "x"));
    }

    [Fact]
    public async Task Each_step_is_in_the_journal_with_who_and_why_and_never_with_the_password()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        var password = await host.PasswordOfAsync("ivanova", id);
        using (await host.DownloadAsync("ivanova", id)) { }

        var steps = host.Noted.Where(entry => entry.Act is not ("export.read" or "signin.again") && entry.Act.StartsWith("export.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["export.ask", "export.decide", "export.make", "export.ready", "export.password", "export.download"], steps.Select(entry => entry.Act));
        Assert.All(steps, entry => Assert.Contains("export:" + id, entry.Objects));
        Assert.Equal(("ivanova", "сверка за октябрь"), (steps[0].Actor.Name, steps[0].Reason));
        Assert.Equal(("petrov", "нужно для сверки", "approved"), (steps[1].Actor.Name, steps[1].Reason, steps[1].Detail));
        Assert.DoesNotContain(host.Noted, entry => $"{entry.Detail} {entry.Reason} {string.Join(' ', entry.Objects)}".Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_a_file_lies_in_plain_text_on_the_disk()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        var file = Assert.Single(host.Files);
        var octets = await File.ReadAllBytesAsync(file);
        foreach (var text in new[] { InventedCalls.One(1).Id, InventedCalls.One(1).StartedAt, "startedAt", "ivanova" }) Assert.True(octets.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, text);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var password = await host.PasswordOfAsync("ivanova", id);
        foreach (var other in Directory.GetFiles(host.People.Folder, "*", SearchOption.AllDirectories))
            Assert.True((await ReadSharedAsync(other)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(password)) < 0, other);
    }

    [Fact]
    public async Task A_file_that_a_stop_interrupted_is_made_after_the_next_start()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync();
        using (await host.ApproveAsync("petrov", id)) { }

        Directory.CreateDirectory(host.Folder);
        await File.WriteAllTextAsync(Path.Combine(host.Folder, Guid.Parse(id).ToString("N") + ".zip.part"), "half of it");
        await host.Work.RunOnceAsync(CancellationToken.None);
        Assert.Equal("ready", await host.StateAsync("ivanova", id));
        Assert.EndsWith(".zip", Assert.Single(host.Files), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_holds_at_most_so_many_calls_and_says_that_there_are_more()
    {
        await using var host = await ExportHost.StartAsync(new ExportOptions { MostCalls = 2 });
        for (var number = 10; number < 15; number++) host.Host.Reader.Publish(InventedCalls.One(number) with { Operator = "ivanova" });
        var card = await host.CardAsync("ivanova", await host.ReadyAsync());
        Assert.Equal((2, true), (card.GetProperty("calls").GetInt32(), card.GetProperty("cut").GetBoolean()));
    }

    [Fact]
    public async Task A_refused_request_has_no_file_and_is_not_decided_again()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync();
        using var refused = await host.PostAsync("petrov", $"/api/v1/exports/{id}/refuse", """{"reason":"не нужно"}""");
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        using var approved = await host.ApproveAsync("orlov", id);
        Assert.Equal(HttpStatusCode.Conflict, approved.StatusCode);
        await host.Work.RunOnceAsync(CancellationToken.None);
        Assert.Empty(host.Files);
    }

    [Fact]
    public async Task An_undecided_request_ends_by_itself_and_its_search_is_forgotten()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync();
        host.Clock.Advance(TimeSpan.FromDays(7));
        await host.Work.RunOnceAsync(CancellationToken.None);
        Assert.Contains(host.Noted, entry => entry.Act == "export.expire" && entry.Objects.Contains("export:" + id));
    }

    [Fact]
    public async Task A_supervisor_gets_the_team_and_a_privacy_officer_all()
    {
        await using var host = await ExportHost.StartAsync();
        Assert.Equal(2, (await host.CardAsync("petrov", await host.ReadyAsync("petrov", "orlov"))).GetProperty("calls").GetInt32());
        Assert.Equal(4, (await host.CardAsync("zaitseva", await host.ReadyAsync("zaitseva", "belova"))).GetProperty("calls").GetInt32());
    }

    [Fact]
    public async Task The_pages_show_the_request_and_take_the_decision()
    {
        await using var host = await ExportHost.StartAsync();
        using var asked = await host.PostAsync("ivanova", "/exports", """{"export-format":"xlsx","export-form":"mask","export-reason":"сверка","export-hours":"12","direction":["inbound"]}""");
        var form = await asked.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var id = System.Text.RegularExpressions.Regex.Match(form, "/exports/([0-9a-f-]{36})").Groups[1].Value;
        using var page = await host.SendAsync("petrov", HttpMethod.Get, "/exports/" + id, isPage: true);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("ждёт решения", text, StringComparison.Ordinal);
        Assert.Contains("Входящий", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"/exports/{id}/decide", text, StringComparison.Ordinal);
        using var own = await host.SendAsync("ivanova", HttpMethod.Get, "/exports/" + id, isPage: true);
        Assert.DoesNotContain("/decide", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var decided = await host.PostAsync("petrov", $"/exports/{id}/decide", """{"decision":"approve","reason":"нужно"}""");
        Assert.Contains("Одобрено", await decided.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await host.Work.RunOnceAsync(CancellationToken.None);
        using var shown = await host.PostAsync("ivanova", $"/exports/{id}/password", $$"""{"code":"{{host.CodeOf("ivanova")}}"}""");
        Assert.Contains("<code class=\"large\">", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var list = await host.SendAsync("ivanova", HttpMethod.Get, "/exports", isPage: true);
        Assert.Contains("файл готов", await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var octets = new byte[file.Length];
        await file.ReadExactlyAsync(octets);
        return octets;
    }
}

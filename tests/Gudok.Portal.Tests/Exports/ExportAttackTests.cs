using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gudok.Access;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>Attempts to get a file, or its password, past those who decide: each fails, and each is in the journal.</summary>
public sealed class ExportAttackTests
{
    [Fact]
    public async Task Without_approval_there_is_no_file_and_no_password()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync();
        await host.Work.RunOnceAsync(CancellationToken.None);
        Assert.Empty(host.Files);
        Assert.Equal((409, "GDK-7502"), await RefusedAsync(host.DownloadAsync("ivanova", id)));
        Assert.Equal((409, "GDK-7502"), await RefusedAsync(host.PasswordAsync("ivanova", id)));
    }

    [Theory]
    [InlineData("petrov")]
    [InlineData("zaitseva")]
    public async Task Nobody_approves_what_they_asked_for(string name)
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync(name);
        Assert.Equal((403, "GDK-7412"), await RefusedAsync(host.ApproveAsync(name, id)));
        Assert.Contains(host.Noted, entry => entry is { Act: "export.decide", Outcome: ActOutcome.Refused, Detail: "ownRequest" });
        Assert.Equal("asked", await host.StateAsync(name, id));
    }

    [Fact]
    public async Task Whoever_has_no_such_role_or_leads_another_team_decides_nothing()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync();
        Assert.Equal((403, "GDK-7413"), await RefusedAsync(host.ApproveAsync("sidorov", id)));
        Assert.Equal((403, "GDK-7411"), await RefusedAsync(host.ApproveAsync("gromov", id)));
        Assert.Equal((404, "GDK-7501"), await RefusedAsync(host.ApproveAsync("volkova", id)));
        Assert.Contains(host.Noted, entry => entry is { Act: "export.decide", Outcome: ActOutcome.Refused, Detail: "outOfScope", Actor.Name: "volkova" });
    }

    [Fact]
    public async Task A_supervisor_does_not_approve_calls_of_a_team_that_is_not_theirs()
    {
        await using var host = await ExportHost.StartAsync();
        await host.People.Desk.ChangeTeamsAsync(ExportHost.Owner, "petrov", ["south"], [], null, CancellationToken.None);
        var id = await host.AskAsync("petrov");
        // Of the same team as the requester, and not of the other one.
        Assert.Equal((404, "GDK-7501"), await RefusedAsync(host.ApproveAsync("orlov", id)));
        using var all = await host.ApproveAsync("zaitseva", id);
        Assert.Equal(HttpStatusCode.OK, all.StatusCode);
    }

    [Fact]
    public async Task The_calls_of_another_team_do_not_get_in_by_the_search()
    {
        await using var host = await ExportHost.StartAsync();
        Assert.Equal((403, "GDK-7414"), await RefusedAsync(host.PostAsync("ivanova", "/api/v1/exports", ExportHost.Ask.Replace("{}", """{"operator":["sidorov"]}""", StringComparison.Ordinal))));
        var id = await host.ReadyAsync("ivanova", body: ExportHost.Ask.Replace("{}", """{"operator":["sidorov","ivanova"]}""", StringComparison.Ordinal));
        Assert.Equal(1, (await host.CardAsync("ivanova", id)).GetProperty("calls").GetInt32());
    }

    [Theory]
    [InlineData("\"form\":\"mask\"", "\"form\":\"full\"", 403, "GDK-7504")]
    [InlineData("\"reason\":\"сверка за октябрь\"", "\"reason\":\" \"", 403, "GDK-7421")]
    [InlineData("\"keepHours\":24", "\"keepHours\":1000", 400, "GDK-7503")]
    [InlineData("\"keepHours\":24", "\"keepHours\":-1", 400, "GDK-7503")]
    [InlineData("\"format\":\"csv\"", "\"format\":\"exe\"", 400, "GDK-7503")]
    [InlineData("\"search\":{}", "\"search\":{\"number\":\"5550\"}", 403, "GDK-7413")]
    [InlineData("\"search\":{}", "\"search\":{},\"fields\":[\"caller.full\"]", 400, "GDK-7503")]
    public async Task What_the_policy_does_not_grant_cannot_be_asked_for(string former, string now, int status, string code)
    {
        await using var host = await ExportHost.StartAsync();
        Assert.Equal((status, code), await RefusedAsync(host.PostAsync("ivanova", "/api/v1/exports", ExportHost.Ask.Replace(former, now, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task The_password_is_shown_once_and_only_for_a_second_factor()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        Assert.Equal((403, "GDK-7507"), await RefusedAsync(host.PasswordAsync("ivanova", id, "000000")));
        Assert.Contains(host.Noted, entry => entry is { Act: "signin.again", Outcome: ActOutcome.Refused });
        var code = host.CodeOf("ivanova");
        using (var shown = await host.PasswordAsync("ivanova", id, code)) Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal((410, "GDK-7506"), await RefusedAsync(host.PasswordAsync("ivanova", id)));
        var other = await host.ReadyAsync();
        // The code of another request is used.
        Assert.Equal((403, "GDK-7507"), await RefusedAsync(host.PasswordAsync("ivanova", other, code)));
    }

    [Fact]
    public async Task Of_many_who_ask_for_the_password_at_once_one_gets_it()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.PasswordAsync("ivanova", id)));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var answer in answers) answer.Dispose();
    }

    [Theory]
    [InlineData("petrov")]
    [InlineData("zaitseva")]
    [InlineData("sidorov")]
    public async Task Nobody_but_the_requester_gets_file_or_password(string name)
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        Assert.Equal((404, "GDK-7501"), await RefusedAsync(host.DownloadAsync(name, id)));
        Assert.Equal((404, "GDK-7501"), await RefusedAsync(host.PasswordAsync(name, id)));
        Assert.Contains(host.Noted, entry => entry.Actor.Name == name && entry is { Act: "export.download", Outcome: ActOutcome.Refused });
    }

    [Fact]
    public async Task Anothers_export_and_one_that_never_was_look_alike()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync();
        foreach (var way in new[] { "", "/file", "/state" })
        {
            using var others = await host.GetAsync("sidorov", (way == "/state" ? "/exports/" : "/api/v1/exports/") + id + way);
            using var nobodys = await host.GetAsync("sidorov", (way == "/state" ? "/exports/" : "/api/v1/exports/") + Guid.NewGuid() + way);
            Assert.Equal(nobodys.StatusCode, others.StatusCode);
            Assert.Equal(await TextAsync(nobodys), await TextAsync(others));
        }
    }

    [Fact]
    public async Task A_file_is_downloaded_so_often_and_no_more()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        for (var turn = 0; turn < 3; turn++) using (var file = await host.DownloadAsync("ivanova", id)) Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal((410, "GDK-7508"), await RefusedAsync(host.DownloadAsync("ivanova", id)));
        Assert.Equal(3, host.Noted.Count(entry => entry is { Act: "export.download", Outcome: ActOutcome.Done }));
    }

    [Fact]
    public async Task A_file_is_gone_when_its_time_is_over()
    {
        await using var host = await ExportHost.StartAsync(new ExportOptions { KeepFor = TimeSpan.FromMinutes(50) });
        var id = await host.ReadyAsync(body: ExportHost.Ask.Replace("24", "0.5", StringComparison.Ordinal));
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((409, "GDK-7502"), await RefusedAsync(host.DownloadAsync("ivanova", id)));
        Assert.Empty(host.Files);
        Assert.Contains(host.Noted, entry => entry.Act == "export.expire");
    }

    [Fact]
    public async Task A_blocked_persons_files_die_at_once()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        host.Work.Start();
        await host.People.BlockAsync("ivanova");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (host.Files.Length > 0) await Task.Delay(10, deadline.Token);
        Assert.Equal(401, (await RefusedAsync(host.DownloadAsync("ivanova", id))).Status);
    }

    [Fact]
    public async Task Whoever_lost_the_right_cannot_download()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync("petrov", "orlov");
        await host.People.Desk.ChangeTeamsAsync(ExportHost.Owner, "petrov", [], ["north"], null, CancellationToken.None);
        Assert.Equal((404, "GDK-7501"), await RefusedAsync(host.DownloadAsync("petrov", id)));
        Assert.Empty(host.Files);
        Assert.Contains(host.Noted, entry => entry is { Act: "export.withdraw", Detail: "rights" });
    }

    [Theory]
    [InlineData("..%2f..%2fdesk.db")]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("00000000-0000-0000-0000-000000000000%00")]
    [InlineData("{00000000-0000-0000-0000-000000000000}")]
    [InlineData("00000000000000000000000000000000")]
    public async Task What_is_no_id_of_ours_leads_to_no_file(string id)
    {
        await using var host = await ExportHost.StartAsync();
        using var answer = await host.DownloadAsync("ivanova", id);
        // What is no path at all the server refuses before the portal sees it.
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
    }

    [Fact]
    public async Task Who_is_erased_takes_the_files_along_in_which_they_stand()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await ExportHost.StartAsync(kept: kept);
        var full = ExportHost.Ask.Replace("mask", "full", StringComparison.Ordinal);
        var id = await host.ReadyAsync("zaitseva", "belova", full);
        var other = await host.ReadyAsync("zaitseva", "belova", ExportHost.Ask.Replace("{}", $$"""{"number":"{{KeptCalls.Other}}"}""", StringComparison.Ordinal));
        var waiting = await host.AskAsync("zaitseva", ExportHost.Ask.Replace("{}", $$"""{"number":"{{KeptCalls.Caller}}"}""", StringComparison.Ordinal));
        kept.Desk.Erased = host.Erasure.LookAsync;
        await kept.Desk.EraseAsync([KeptCalls.Caller], "Отзыв согласия", null, "zaitseva", CancellationToken.None);
        Assert.Equal("withdrawn", await host.StateAsync("zaitseva", id));
        Assert.Equal("withdrawn", await host.StateAsync("zaitseva", waiting));
        Assert.Equal("ready", await host.StateAsync("zaitseva", other));
        Assert.Single(host.Files);
    }

    [Theory]
    [InlineData("pseudonym")]
    [InlineData("mask")]
    [InlineData("full")]
    public async Task Numbers_stand_in_the_file_in_the_form_that_was_approved(string form)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await ExportHost.StartAsync(kept: kept);
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var id = await host.ReadyAsync("zaitseva", "belova", ExportHost.Ask.Replace("mask", form, StringComparison.Ordinal).Replace("csv", format, StringComparison.Ordinal));
            using var file = await host.DownloadAsync("zaitseva", id);
            var plain = ExportHost.Unpack(await file.Content.ReadAsByteArrayAsync(), await host.PasswordOfAsync("zaitseva", id));
            var text = format == "csv" ? System.Text.Encoding.UTF8.GetString(plain) : SheetText(plain);
            Assert.Equal(form == "full", text.Contains("79161234567", StringComparison.Ordinal));
            Assert.Equal(form == "mask", text.Contains("***", StringComparison.Ordinal));
            host.Clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public async Task Whoever_decides_does_not_see_the_number_that_is_sought()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync("ivanova", ExportHost.Ask.Replace("{}", """{"number":"+7 916 123-45-67","topic":["перезвонить +7 916 123-45-67"]}""", StringComparison.Ordinal)
            .Replace("сверка", "спор с 8 (916) 123-45-67", StringComparison.Ordinal));
        var sweep = new NumberSweep(["79161234567"]);
        foreach (var path in new[] { "/api/v1/exports", "/api/v1/exports/" + id, "/exports", "/exports/" + id })
        {
            using var answer = await host.SendAsync("petrov", HttpMethod.Get, path, isPage: true);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(sweep.FindIn(await answer.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task Nobody_has_more_open_requests_than_the_limit()
    {
        await using var host = await ExportHost.StartAsync(new ExportOptions { OpenRequests = 2 });
        await host.AskAsync();
        await host.AskAsync();
        Assert.Equal((409, "GDK-7505"), await RefusedAsync(host.PostAsync("ivanova", "/api/v1/exports", ExportHost.Ask)));
    }

    private static string SheetText(byte[] workbook)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(workbook));
        using var sheet = new StreamReader(zip.Entries.Single(entry => entry.FullName.Contains("worksheets/", StringComparison.Ordinal)).Open());
        return sheet.ReadToEnd();
    }

    private static async Task<(int Status, string? Code)> RefusedAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.False(answer.IsSuccessStatusCode);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, json.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    // Each problem has the id of its request.
    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        System.Text.RegularExpressions.Regex.Replace(await answer.Content.ReadAsStringAsync(), "\"traceId\":\"[^\"]*\"", "");
}

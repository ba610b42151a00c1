using System.IO.Compression;
using System.Net;
using System.Text;
using Gudok.Access;
using Gudok.Ledger;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>Evidence with numbers over the whole portal: who gets it, on what, that the journal has it first and that nothing of it stays anywhere.</summary>
public sealed class DiscloseTests : IAsyncLifetime
{
    // Of this class only: what lies about elsewhere is not ours.
    private const string Caller = "+79165550731";
    private readonly TestInstallation _installation = new();
    private ServedPortal _portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await ServedPortal.StartAsync(_installation.Data);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    [Fact]
    public async Task Privacy_officer_takes_a_valid_file_and_its_sheet_with_the_numbers()
    {
        var officer = await _portal.SignInAsync("officer", Role.PrivacyOfficer);
        var call = await _portal.CallAsync(Caller, "anna");
        using var answer = await AskAsync(officer, call, """{"reason":"the court asks","requestFile":"2-1045/2026"}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal($"evidence-{call}.zip", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Empty(SweepOf(answer.Headers.ToString() + answer.Content.Headers));

        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop));
        Assert.Equal([$"evidence-{call}.json", $"evidence-{call}.pdf"], archive.Entries.Select(entry => entry.FullName));
        var file = await ReadAsync(archive.Entries[0]);
        Assert.Contains(Caller[1..], Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.True(EvidenceCheck.Run(file).IsValid);
        Assert.True((await ReadAsync(archive.Entries[1])).AsSpan().StartsWith("%PDF"u8));

        var entry = Assert.Single(await _portal.JournalAsync("evidence.disclose"));
        Assert.Equal((ActOutcome.Done, "officer", "the court asks", "request 2-1045/2026"), (entry.Outcome, entry.Actor.Name, entry.Reason, entry.Detail));
        Assert.Equal("call:" + call, entry.Objects[0]);
        Assert.All(entry.Objects.Skip(1), party => Assert.StartsWith("party:", party, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_it_stays_in_a_folder_or_a_log()
    {
        var officer = await _portal.SignInAsync("officer", Role.PrivacyOfficer);
        var call = await _portal.CallAsync(Caller, "anna");
        using var answer = await AskAsync(officer, call, $$"""{"reason":"call back {{Caller}}","requestFile":"about {{Caller}}"}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var left = Directory.EnumerateDirectories(Path.GetTempPath(), "gudok-*").Where(folder => Path.GetFileName(folder) is { } name && (name.StartsWith("gudok-disclosed-", StringComparison.Ordinal) || name.StartsWith("gudok-sheet-", StringComparison.Ordinal)));
        foreach (var folder in left.Append(_installation.Data).Where(Directory.Exists))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
                Assert.True(SweepOf(await TextAsync(path)).Length == 0, path);
        }
    }

    [Theory]
    [InlineData("{}", "noRequestFile")]
    [InlineData("""{"reason":"the court asks"}""", "noRequestFile")]
    [InlineData("""{"requestFile":"2-1045/2026"}""", "noReason")]
    [InlineData("""{"reason":"  ","requestFile":"2-1045/2026"}""", "noReason")]
    public async Task Without_a_request_in_writing_and_a_reason_there_is_none(string body, string word)
    {
        var officer = await _portal.SignInAsync("officer", Role.PrivacyOfficer);
        using var answer = await AskAsync(officer, await _portal.CallAsync(Caller, "anna"), body);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(SweepOf(await answer.Content.ReadAsStringAsync(Stop)));
        var entry = Assert.Single(await _portal.JournalAsync("evidence.disclose"));
        Assert.Equal(ActOutcome.Refused, entry.Outcome);
        Assert.StartsWith(word, entry.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reason":"a","requestFile":"b","form":"full"}""")]
    [InlineData("""{"reason":"a","requestFile":"b","sight":{"isWhole":true}}""")]
    [InlineData("""{"reason":"a","reason":"b","requestFile":"b"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task What_is_no_such_request_is_refused(string body)
    {
        var officer = await _portal.SignInAsync("officer", Role.PrivacyOfficer);
        using var answer = await AskAsync(officer, await _portal.CallAsync(Caller, "anna"), body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await _portal.JournalAsync("evidence.disclose"));
    }

    [Fact]
    public async Task Nobody_else_gets_it_by_any_way_and_nobody_else_is_offered_it()
    {
        var call = await _portal.CallAsync(Caller, "own-supervisor");
        foreach (var role in Enum.GetValues<Role>().Where(role => role is not (Role.PrivacyOfficer or Role.ServiceClient)))
        {
            var somebody = await _portal.SignInAsync("own-" + role.ToString().ToLowerInvariant(), role);
            foreach (var way in new[] { "/api/v1", "" })
            {
                var (status, text) = await somebody.AskAsync($"{way}/calls/{call}/evidence/disclose", new { reason = "the court asks", requestFile = "1", file = "1" });
                Assert.Equal((role, HttpStatusCode.Forbidden), (role, status));
                Assert.Empty(SweepOf(text));
            }

            using var card = await somebody.GetAsync(new Uri($"/calls/{call}", UriKind.Relative), Stop);
            Assert.DoesNotContain("data-disclose", await card.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        Assert.All(await _portal.JournalAsync("evidence.disclose"), entry => Assert.Equal(ActOutcome.Refused, entry.Outcome));
    }

    [Fact]
    public async Task It_counts_against_the_quota_of_numbers_seen()
    {
        var officer = await _portal.SignInAsync("officer", Role.PrivacyOfficer);
        var call = await _portal.CallAsync(Caller, "anna");
        for (var turn = 0; turn < 50; turn++)
            Assert.Equal(HttpStatusCode.OK, (await officer.AskAsync($"/api/v1/calls/{call}/reveal", new { reason = "enquiry", requestFile = "1" })).Status);
        using var answer = await AskAsync(officer, call, """{"reason":"the court asks","requestFile":"2-1045/2026"}""");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.StartsWith("quotaUsed", Assert.Single(await _portal.JournalAsync("evidence.disclose")).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01a1fd8c-70d0-8226-bf46-b0a79775455d")]
    [InlineData("nothing")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    public async Task There_is_none_of_no_call(string id)
    {
        var officer = await _portal.SignInAsync("officer", Role.PrivacyOfficer);
        using var answer = await AskAsync(officer, id, """{"reason":"the court asks","requestFile":"2-1045/2026"}""");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string call, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri($"/api/v1/calls/{call}/evidence/disclose", UriKind.Relative), content, Stop);
    }

    private static string[] SweepOf(string text) => [.. new NumberSweep([Caller[1..]]).FindIn(Encoding.UTF8.GetBytes(text))];

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry)
    {
        using var whole = new MemoryStream();
        await using var stream = await entry.OpenAsync(Stop);
        await stream.CopyToAsync(whole, Stop);
        return whole.ToArray();
    }

    private static async Task<string> TextAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync(Stop);
    }
}

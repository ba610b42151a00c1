using System.Net;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Portal.Tests;

public sealed class EvidenceFileTests
{
    [Fact]
    public async Task Evidence_is_a_file_to_take_away_without_numbers()
    {
        await using var host = await PortalHost.StartAsync(calls: 3);
        var id = (await host.Reader.SearchAsync(new CallSearch(), PartySight.Mask, CancellationToken.None)).Calls[0].Id;
        using var answer = await host.Client.GetAsync(new Uri($"/api/v1/calls/{id}/evidence", UriKind.Relative));
        Assert.Equal($"evidence-{id}.json", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Contains("\"numbers\":false", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var page = await host.GetPageAsync($"/calls/{id}");
        Assert.Contains($"href=\"/calls/{id}/evidence\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_journal_does_not_take_is_not_disclosed()
    {
        await using var host = await PortalHost.StartAsync(1, policy: Everybody.Starting(), evidence: "79165550101");
        host.Journal.IsBroken = true;
        using var answer = await host.AskAsAsync(
            "privacyOfficer:zaitseva", HttpMethod.Post, $"/api/v1/calls/{InventedCalls.One(0).Id}/evidence/disclose", """{"reason":"the court asks","requestFile":"1"}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("79165550101", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("01a1fd8c-70d0-8226-bf46-b0a79775455d")]
    public async Task There_is_no_evidence_of_no_call(string id)
    {
        await using var host = await PortalHost.StartAsync(calls: 1);
        using var answer = await host.Client.GetAsync(new Uri($"/api/v1/calls/{id}/evidence", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}

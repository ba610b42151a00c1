using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal.Tests;

/// <summary>What the answer to an amendment, and a list after it, shows of numbers that somebody typed.</summary>
public sealed class AmendSightTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("перезвонить +7 912 123-45-67", "перезвонить [number]")]
    [InlineData("+79121234567", "[number]")]
    [InlineData("8 912 123-45-67", "[number]")]
    [InlineData("2026-000017", "2026-000017")]
    public async Task A_number_in_an_application_is_blotted_out_for_whoever_may_not_see_numbers(string typed, string shown)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        var (reader, amender) = (host.Parts.GetRequiredService<ICallReader>(), host.Parts.GetRequiredService<ICallAmender>());
        Assert.IsType<AmendAnswer.Made>(await amender.AmendAsync(kept.Calls[0], new AmendRequest { Application = typed }, "ivanova", null, Stop));
        foreach (var sight in new[] { PartySight.Pseudonym, PartySight.Mask }) Assert.Equal(shown, (await reader.FindAsync(kept.Calls[0], sight, Stop))!.Application);
    }

    [Fact]
    public async Task A_number_that_was_blotted_out_and_comes_back_so_stays_what_it_is()
    {
        await using var host = await PortalHost.StartAsync(0);
        var call = InventedCalls.One(1) with { Application = "перезвонить [number]", Topic = "отопление" };
        host.Reader.Publish(call);
        using var answer = await host.PostJsonAsync($"/calls/{call.Id}/amend", """{"version":"0","application":"перезвонить [number]","topic":"вода"}""");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal((null, "вода"), (host.Amender.Last!.Application, host.Amender.Last.Topic));
    }

    [Fact]
    public async Task The_answer_to_an_amendment_has_no_history_for_whoever_may_not_read_it()
    {
        await using var host = await PortalHost.StartAsync(0, policy: Everybody.StartingBut("amendments.read", """{"auditor":{"scope":"all"}}"""));
        var call = InventedCalls.One(1) with { Operator = "ivanova" };
        host.Reader.Publish(call);
        using var answer = await host.AskAsAsync("operator:ivanova", HttpMethod.Post, $"/calls/{call.Id}/amend", """{"version":"0","topic":"вода"}""");
        var html = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, html);
        Assert.DoesNotContain("<b>ivanova</b>", html, StringComparison.Ordinal);
    }
}

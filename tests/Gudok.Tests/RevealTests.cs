using System.Net;
using Gudok.Access;

namespace Gudok.Tests;

/// <summary>Whole numbers over the whole portal: who gets them, until when, and that the journal has it first.</summary>
public sealed class RevealTests : IAsyncLifetime
{
    private const string Caller = "+79165550101";
    private static readonly TimeSpan Limit = TimeSpan.FromHours(24);
    private readonly TestInstallation _installation = new();
    private ServedPortal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await ServedPortal.StartAsync(_installation.Data);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    [Fact]
    public async Task Operator_sees_the_number_of_the_own_call_for_a_reason_that_the_journal_keeps()
    {
        var anna = await _portal.SignInAsync("anna", Role.Operator);
        var call = await _portal.CallAsync(Caller, "anna");
        Assert.DoesNotContain(Caller, await anna.GetStringAsync($"/api/v1/calls/{call}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var (status, text) = await anna.AskAsync($"/api/v1/calls/{call}/reveal", new { reason = "call back, the line broke off" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(Caller, text, StringComparison.Ordinal);
        var entry = Assert.Single(await _portal.JournalAsync("number.reveal"));
        Assert.Equal((ActOutcome.Done, "anna", "call back, the line broke off"), (entry.Outcome, entry.Actor.Name, entry.Reason));
        Assert.Equal("call:" + call, entry.Objects[0]);
    }

    [Fact]
    public async Task Number_is_closed_to_the_operator_twenty_four_hours_after_the_last_contact()
    {
        var anna = await _portal.SignInAsync("anna", Role.Operator);
        var call = await _portal.CallAsync(Caller, "anna");
        _portal.Clock.Advance(Limit);
        Assert.Equal(HttpStatusCode.OK, await RevealAsync(anna, call));
        Assert.Equal(HttpStatusCode.NoContent, await CopyAsync(anna, call));
        _portal.Clock.Advance(TimeSpan.FromTicks(1));
        var (status, text) = await anna.AskAsync($"/api/v1/calls/{call}/reveal", new { reason = "call back" });
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.DoesNotContain(Caller[2..], text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await CopyAsync(anna, call));
        foreach (var act in new[] { "number.reveal", "number.copy" })
        {
            var entries = await _portal.JournalAsync(act);
            Assert.Equal([ActOutcome.Refused, ActOutcome.Done], entries.Select(entry => entry.Outcome));
            Assert.StartsWith("noContact", entries[0].Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_call_with_the_same_person_opens_the_number_again_and_one_with_somebody_else_does_not()
    {
        var anna = await _portal.SignInAsync("anna", Role.Operator);
        var call = await _portal.CallAsync(Caller, "anna");
        _portal.Clock.Advance(Limit + Limit);
        await _portal.CallAsync("+79165550202", "anna");
        await _portal.CallAsync(Caller, "boris");
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(anna, call));
        await _portal.CallAsync(Caller, "anna");
        Assert.Equal(HttpStatusCode.OK, await RevealAsync(anna, call));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Without_a_reason_there_is_no_number(string reason)
    {
        var anna = await _portal.SignInAsync("anna", Role.Operator);
        var call = await _portal.CallAsync(Caller, "anna");
        var (status, text) = await anna.AskAsync($"/api/v1/calls/{call}/reveal", new { reason });
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.DoesNotContain(Caller[2..], text, StringComparison.Ordinal);
        Assert.Equal(ActOutcome.Refused, Assert.Single(await _portal.JournalAsync("number.reveal")).Outcome);
    }

    [Fact]
    public async Task Reason_that_holds_the_number_is_kept_without_it()
    {
        var anna = await _portal.SignInAsync("anna", Role.Operator);
        var call = await _portal.CallAsync(Caller, "anna");
        await anna.AskAsync($"/api/v1/calls/{call}/reveal", new { reason = $"asked to be called at 8 (916) 555-01-01 or {Caller}" });
        var reason = Assert.Single(await _portal.JournalAsync("number.reveal")).Reason!;
        Assert.DoesNotContain("555", reason, StringComparison.Ordinal);
        Assert.StartsWith("asked to be called at", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Citizen)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Supervisor)]
    public async Task Nobody_else_sees_the_number(Role role)
    {
        var other = await _portal.SignInAsync("other", role);
        var call = await _portal.CallAsync(Caller, "stranger");
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(other, call));
        Assert.Equal(HttpStatusCode.Forbidden, await CopyAsync(other, call));
    }

    [Fact]
    public async Task Privacy_officer_sees_it_on_a_request_in_writing_only()
    {
        var officer = await _portal.SignInAsync("officer", Role.PrivacyOfficer);
        var call = await _portal.CallAsync(Caller, "anna");
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(officer, call));
        var (status, text) = await officer.AskAsync($"/api/v1/calls/{call}/reveal", new { reason = "enquiry of the person", requestFile = "17-PD/2026" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(Caller, text, StringComparison.Ordinal);
        Assert.Equal("request 17-PD/2026", (await _portal.JournalAsync("number.reveal"))[0].Detail);
    }

    [Fact]
    public async Task Fifty_numbers_a_day_are_seen_and_no_more_until_midnight()
    {
        var anna = await _portal.SignInAsync("anna", Role.Operator);
        var call = await _portal.CallAsync(Caller, "anna");
        for (var turn = 0; turn < 50; turn++) Assert.Equal(HttpStatusCode.OK, await RevealAsync(anna, call));
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(anna, call));
        Assert.StartsWith("quotaUsed", (await _portal.JournalAsync("number.reveal"))[0].Detail, StringComparison.Ordinal);
        // It is past noon in Moscow: twelve hours later the next day has begun, and the last contact is not a day ago.
        _portal.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(HttpStatusCode.OK, await RevealAsync(anna, call));
    }

    private static async Task<HttpStatusCode> RevealAsync(HttpClient client, string call) =>
        (await client.AskAsync($"/api/v1/calls/{call}/reveal", new { reason = "call back" })).Status;

    private static async Task<HttpStatusCode> CopyAsync(HttpClient client, string call) => (await client.AskAsync($"/api/v1/calls/{call}/copied", new { })).Status;
}

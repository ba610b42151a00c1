using System.Text.Json;
using Gudok.Access;

namespace Gudok.Tests;

/// <summary>The journal tells whose data was looked at, by a pseudonym and by nothing else.</summary>
public sealed class NamedPartyTests : IAsyncLifetime
{
    private const string Caller = "+79165550101";
    private readonly TestInstallation _installation = new();
    private ServedPortal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await ServedPortal.StartAsync(_installation.Data);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    [Fact]
    public async Task A_look_at_a_call_names_its_parties_by_the_pseudonyms_that_an_analyst_sees()
    {
        var anna = await _portal.SignInAsync("anna", Role.Operator);
        var lev = await _portal.SignInAsync("lev", Role.Analyst);
        var call = await _portal.CallAsync(Caller, "anna");
        using var seen = JsonDocument.Parse(await lev.GetStringAsync($"/api/v1/calls/{call}", TestContext.Current.CancellationToken));
        await anna.AskAsync($"/api/v1/calls/{call}/reveal", new { reason = "call back" });
        string[] expected = ["call:" + call, .. new[] { "caller", "callee" }.Select(party => "party:" + seen.RootElement.GetProperty(party).GetProperty("text").GetString())];
        Assert.Equal(expected, Assert.Single(await _portal.JournalAsync("number.reveal")).Objects);
        Assert.Equal(expected, Assert.Single(await _portal.JournalAsync("call.read")).Objects);
    }

    [Fact]
    public async Task A_refused_look_names_them_too_and_another_person_has_another_pseudonym()
    {
        var boris = await _portal.SignInAsync("boris", Role.Operator);
        foreach (var caller in new[] { Caller, "+79165550202" })
            await boris.AskAsync($"/api/v1/calls/{await _portal.CallAsync(caller, "anna")}/reveal", new { reason = "call back" });
        var entries = await _portal.JournalAsync("number.reveal");
        Assert.All(entries, entry => Assert.Equal((ActOutcome.Refused, 3), (entry.Outcome, entry.Objects.Count)));
        Assert.NotEqual(entries[0].Objects[1], entries[1].Objects[1]);
        Assert.Equal(entries[0].Objects[2], entries[1].Objects[2]);
    }
}

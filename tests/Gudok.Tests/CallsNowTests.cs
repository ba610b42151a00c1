using System.Net;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>The number of whom one talks with, over the whole portal: what is captured opens it, and closes it again.</summary>
public sealed class CallsNowTests : IAsyncLifetime
{
    private const string Caller = "+79165550101";
    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
    private readonly TestInstallation _installation = new();
    private TalksNow _talks = null!;
    private ServedPortal _portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await ServedPortal.StartAsync(_installation.Data, talksOf: clock => _talks = new TalksNow(clock));

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    [Fact]
    public async Task Operator_sees_the_number_of_whom_she_talks_with_and_another_operator_does_not()
    {
        var (anna, boris) = (await OperatorAsync("anna", "4511"), await OperatorAsync("boris", "4512"));
        var (annas, boriss) = (await _portal.CallAsync(Caller, "anna"), await _portal.CallAsync(Caller, "boris"));
        var other = await _portal.CallAsync("+79165550202", "anna");
        _portal.Clock.Advance(TimeSpan.FromDays(3));
        var ladder = new Ladder { Start = Instant.Now(_portal.Clock) };
        var calls = new AssemblingSink(new AssemblyOptions(), _talks);
        var leg = ladder.Leg("now", "trunk", "pbx", $"sip:{Caller}@example.org", "sip:4511@example.org").Send(0, "INVITE").Answer(100, 180, "b");
        Feed(calls, ladder);
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(anna, annas));
        leg.Answer(2000, 200, "b").Send(2005, "ACK", "b");
        Feed(calls, ladder);
        Assert.Equal(HttpStatusCode.OK, await RevealAsync(anna, annas));
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(anna, other));
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(anna, boriss));
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(boris, boriss));
        leg.SendBack(60_000, "BYE", "b").AnswerBack(60_005, 200, "b");
        Feed(calls, ladder);
        _portal.Clock.Advance(TimeSpan.FromSeconds(61));
        calls.Tick(Instant.Now(_portal.Clock));
        Assert.Equal(HttpStatusCode.OK, await RevealAsync(anna, annas));
        await _portal.Folder.Intake.RecordAsync([calls.Calls["now"]], Stop);
        _portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_talks.Find([_portal.Folder.Parties.Read("4511")], _portal.Folder.Parties.Read(Caller)));
        Assert.Equal(HttpStatusCode.OK, await RevealAsync(anna, annas));
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(boris, boriss));
        _portal.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(anna, annas));
    }

    [Fact]
    public async Task The_extension_counts_for_whoever_has_it_on_the_day_of_the_call()
    {
        var (anna, boris) = (await OperatorAsync("anna", "4511"), await OperatorAsync("boris", "4512"));
        var (annas, boriss) = (await _portal.CallAsync(Caller, "anna"), await _portal.CallAsync(Caller, "boris"));
        _portal.Clock.Advance(TimeSpan.FromDays(3));
        await _portal.Folder.People.GiveExtensionAsync(Owner, "boris", "4511", new DateOnly(2026, 11, 22), Stop);
        var ladder = new Ladder { Start = Instant.Now(_portal.Clock) };
        var calls = new AssemblingSink(new AssemblyOptions(), _talks);
        ladder.Leg("now", "trunk", "pbx", $"sip:{Caller}@example.org", "sip:4511@example.org").Send(0, "INVITE").Answer(2000, 200, "b");
        Feed(calls, ladder);
        Assert.Equal(HttpStatusCode.Forbidden, await RevealAsync(anna, annas));
        Assert.Equal(HttpStatusCode.OK, await RevealAsync(boris, boriss));
    }

    private async Task<HttpClient> OperatorAsync(string name, string extension)
    {
        var client = await _portal.SignInAsync(name, Role.Operator);
        await _portal.Folder.People.GiveExtensionAsync(Owner, name, extension, new DateOnly(2026, 11, 20), Stop);
        return client;
    }

    private static void Feed(AssemblingSink calls, Ladder ladder)
    {
        foreach (var step in ladder.InOrder) calls.OnFrame(step.ToFrame());
        ladder.Steps.Clear();
    }

    private static async Task<HttpStatusCode> RevealAsync(HttpClient client, string call) =>
        (await client.AskAsync($"/api/v1/calls/{call}/reveal", new { reason = "she is on the line" })).Status;
}

using System.Net;
using Gudok.Access;

namespace Gudok.Portal.Tests;

/// <summary>Sessions that are open when something changes.</summary>
public sealed class OpenSessionTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_of_somebody_who_is_blocked_or_given_other_roles_ends(bool isBlocked)
    {
        await using var host = await PortalHost.StartAsync(3, people: _people, token: await _people.SignInAsync("ivanov", Role.Supervisor));
        using var answer = await host.Client.GetAsync(new Uri("/api/v1/calls/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        Assert.StartsWith(":", await lines.ReadLineAsync(Stop), StringComparison.Ordinal);
        await (isBlocked ? _people.BlockAsync("ivanov") : _people.GiveAsync("ivanov", Role.Auditor));
        // Ends by itself: a stream that went on would be read for ever.
        while (await lines.ReadLineAsync(Stop) is not null) continue;
        using var next = await host.Client.GetAsync(new Uri("/api/v1/holds", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, next.StatusCode);
    }

    [Fact]
    public async Task A_stream_of_somebody_else_goes_on()
    {
        await using var host = await PortalHost.StartAsync(3, people: _people, token: await _people.SignInAsync("ivanov", Role.Supervisor));
        await _people.SignInAsync("petrov", Role.Supervisor);
        using var answer = await host.Client.GetAsync(new Uri("/api/v1/calls/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        await lines.ReadLineAsync(Stop);
        await _people.BlockAsync("petrov");
        host.Reader.Publish(InventedCalls.One(7));
        string? line;
        do line = await lines.ReadLineAsync(Stop);
        while (line is not null && !line.StartsWith("event: call", StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    [Fact]
    public async Task Own_sessions_are_shown_and_ended_and_those_of_others_are_not()
    {
        var (token, _, codes) = await _people.SetUpAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(3, people: _people, token: token);
        var other = new Visitor(host.Stranger);
        await other.GoesOnAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password });
        await other.GoesOnAsync("/sign-in/code", new { code = codes[0] });
        var stranger = new Visitor(host.Stranger) { Token = await _people.SignInAsync("petrov", Role.Supervisor) };
        var browser = new Visitor(host.Stranger) { Token = token };
        var session = (await _people.SignIn.FindAsync(other.Token!, Stop))!.Actor.Session!;
        Assert.Contains($"/account/sessions/{session}/end", await browser.TextAsync("/account"), StringComparison.Ordinal);
        Assert.DoesNotContain(session, await stranger.TextAsync("/account"), StringComparison.Ordinal);
        await stranger.PostAsync($"/account/sessions/{session}/end", new { });
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/account")).StatusCode);
        await browser.PostAsync($"/account/sessions/{session}/end", new { });
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Password_and_recovery_codes_are_changed_by_their_owner()
    {
        var (token, _, codes) = await _people.SetUpAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(3, people: _people, token: token);
        var browser = new Visitor(host.Stranger) { Token = token };
        const string next = "five green boats sail";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/account/password", new { present = "wrong", password = next, again = next })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/account/password", new { present = TestPeople.Password, password = next, again = next })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/account/recovery-codes", new { })).StatusCode);
        var other = new Visitor(host.Stranger);
        await other.GoesOnAsync("/sign-in", new { name = "ivanov", password = next });
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.PostAsync("/sign-in/code", new { code = codes[1] })).StatusCode);
    }

    [Theory]
    [InlineData("own team")]
    [InlineData("a colleague comes")]
    [InlineData("a colleague goes")]
    public async Task A_stream_ends_when_its_reader_reaches_other_calls(string change)
    {
        await _people.AddAsync("petrov");
        var token = await _people.SignInAsync("ivanov", Role.Supervisor);
        await _people.JoinAsync("ivanov", "Первая");
        if (change == "a colleague goes") await _people.JoinAsync("petrov", "Первая");
        await using var host = await PortalHost.StartAsync(3, people: _people, token: token, teams: _people.Desk, policy: Everybody.Starting());
        using var lines = await FollowAsync(host.Client);
        if (change == "own team") await _people.JoinAsync("ivanov", "Вторая");
        else if (change == "a colleague comes") await _people.JoinAsync("petrov", "Первая");
        else await _people.LeaveAsync("petrov", "Первая");
        while (await lines.ReadLineAsync(Stop) is not null) continue;
        using var next = await FollowAsync(host.Client);
    }

    private static async Task<StreamReader> FollowAsync(HttpClient client)
    {
        var answer = await client.GetAsync(new Uri("/api/v1/calls/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        Assert.StartsWith(":", await lines.ReadLineAsync(Stop), StringComparison.Ordinal);
        return lines;
    }

    [Fact]
    public async Task A_stolen_cookie_opens_nothing_on_another_device_and_ends_the_session()
    {
        var noted = new NotedActs();
        await using var people = new TestPeople(journal: noted);
        var (_, _, codes) = await people.SetUpAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(3, people: people);
        var owner = new Visitor(host.Stranger) { Device = Firefox };
        await owner.GoesOnAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password });
        await owner.GoesOnAsync("/sign-in/code", new { code = codes[0] });
        owner.Device = Firefox.Replace("132.0", "133.0", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/account")).StatusCode);
        foreach (var device in new[] { null, "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36" })
        {
            var thief = new Visitor(host.Stranger) { Device = device, Token = owner.Token };
            Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/api/v1/holds", isPage: false)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await owner.GetAsync("/account")).StatusCode);
        var entry = Assert.Single(noted.Entries, entry => entry.Act == "session.stolen");
        Assert.Equal((ActOutcome.Refused, "ivanov"), (entry.Outcome, entry.Actor.Name));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36 Edg/136.0.0.0")]
    [InlineData("Mozilla/5.0 (Linux; arm_64; Android 15; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.7103.60 YaBrowser/25.6.0.330.00 SA/3 Mobile Safari/537.36")]
    [InlineData("cut short")]
    public async Task A_browser_that_says_much_of_itself_stays_signed_in(string device)
    {
        // What is cut off a header that is longer still tells nothing apart: what is shown later is cut alike.
        if (device == "cut short") device = Firefox + new string('.', SignInPlace.MaxDevice) + " YaBrowser/25.6";
        var noted = new NotedActs();
        await using var people = new TestPeople(journal: noted);
        var (_, _, codes) = await people.SetUpAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(3, people: people);
        var browser = new Visitor(host.Stranger) { Device = device };
        await browser.GoesOnAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password });
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/sign-in/code")).StatusCode);
        await browser.GoesOnAsync("/sign-in/code", new { code = codes[0] });
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);
        Assert.DoesNotContain(noted.Entries, entry => entry.Act == "session.stolen");
    }

    [Fact]
    public async Task Whoever_signed_in_long_ago_is_led_to_the_sign_in_before_a_new_way_in_is_made()
    {
        var clock = new Testing.ManualClock(TimeProvider.System.GetUtcNow());
        await using var people = new TestPeople(clock);
        var token = await people.SignInAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(3, people: people, token: token, clock: clock);
        var browser = new Visitor(host.Stranger) { Token = token };
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/account/passkeys/options", new { })).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(5));
        foreach (var path in new[] { "/account/passkeys/options", "/account/recovery-codes" })
        {
            var answer = await browser.PostAsync(path, new { });
            Assert.Equal((HttpStatusCode.Unauthorized, "/sign-in?to=%2Faccount"), (answer.StatusCode, Assert.Single(answer.Headers.GetValues("HX-Redirect"))));
        }
    }

    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
}

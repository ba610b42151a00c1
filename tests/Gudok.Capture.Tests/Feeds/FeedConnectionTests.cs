using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>Connections to PBXs that are not there, refuse, break and say what they should not.</summary>
public sealed class FeedConnectionTests
{
    private readonly ConcurrentQueue<FeedFact> _facts = new();
    private readonly FeedCounters _counters = new("pbx:0");
    private readonly LogLines _log = new();
    private readonly WaitsClock _waits = new();

    [Fact]
    public async Task Asterisk_is_asked_by_challenge_and_its_events_are_learnt()
    {
        await using var pbx = new FakeAsterisk();
        await using var connection = OpenAmi(pbx, "s3cret", TimeProvider.System);
        await Eventually.IsSoAsync(() => pbx.Admissions == 1);
        await pbx.TellAsync("QueueCallerJoin", "Uniqueid: 1.1", "Linkedid: 1.1", "Queue: support");
        await Eventually.IsSoAsync(() => !_facts.IsEmpty);
        Assert.Equal(new FeedFact { Channel = "1.1", Conversation = "1.1", Queue = "support" }, Assert.Single(_facts));
        Assert.Equal((true, 1), (_counters.IsConnected, _counters.Events));
        Assert.Contains("Action: Events\r\nEventMask: call,agent,dialplan", pbx.Heard);
        Assert.DoesNotContain(pbx.Heard, message => message.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FreeSWITCH_is_asked_for_its_events_and_they_are_learnt()
    {
        await using var pbx = new FakeFreeSwitch();
        await using var connection = OpenEsl(pbx, "ClueCon", TimeProvider.System);
        await Eventually.IsSoAsync(() => _counters.IsConnected);
        await pbx.TellAsync("CHANNEL_CREATE", ("Unique-ID", "u1"), ("variable_sip_call_id", "a@b"));
        await Eventually.IsSoAsync(() => !_facts.IsEmpty);
        Assert.Equal("a@b", Assert.Single(_facts).CallId);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_tried_again_once_a_minute()
    {
        await using var asterisk = new FakeAsterisk();
        await using (OpenAmi(asterisk, "wrong", _waits)) await Eventually.IsSoAsync(() => _log.All.Count == 1 && _waits.Waits.Count >= 3);
        await using var freeSwitch = new FakeFreeSwitch();
        await using (OpenEsl(freeSwitch, "wrong", _waits)) await Eventually.IsSoAsync(() => _log.All.Count == 2);
        Assert.All(_waits.Waits, wait => Assert.Equal(FeedConnection.LongestWait, wait));
        Assert.All(_log.All, line => Assert.StartsWith("Warning GDK-5032: pbx:0 is not connected: ", line, StringComparison.Ordinal));
        Assert.All(_log.All, line => Assert.DoesNotContain("wrong", line, StringComparison.Ordinal));
        Assert.Equal((0, false), (asterisk.Admissions + freeSwitch.Admissions, _counters.IsConnected));
    }

    [Fact]
    public async Task A_PBX_that_is_away_is_tried_again_with_growing_waits()
    {
        string address;
        await using (var gone = new FakeAsterisk()) address = gone.Address;
        await using (Open(address, () => throw new InvalidOperationException("Nobody is there."), _waits)) await Eventually.IsSoAsync(() => _waits.Waits.Count >= 8);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], _waits.Waits.Take(8).Select(wait => wait.TotalSeconds));
        Assert.StartsWith("Warning GDK-5031: pbx:0 is not connected: ", Assert.Single(_log.All), StringComparison.Ordinal);
        Assert.True(_counters.Failures >= 8);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_again_and_that_is_told()
    {
        await using var pbx = new FakeFreeSwitch();
        await using var connection = OpenEsl(pbx, "ClueCon", _waits);
        await Eventually.IsSoAsync(() => pbx.Admissions == 1 && _counters.IsConnected);
        await pbx.EndAsync();
        await Eventually.IsSoAsync(() => pbx.Admissions == 2 && _counters.IsConnected);
        await pbx.TellAsync("CHANNEL_CREATE", ("Unique-ID", "u1"));
        await Eventually.IsSoAsync(() => !_facts.IsEmpty);
        Assert.Equal(
            ["Warning GDK-5031: pbx:0 is not connected: FreeSWITCH ended the connection. It is tried again, after a minute at most; calls are recorded without what it would tell.", "Warning pbx:0 is connected again"],
            _log.All);
    }

    [Fact]
    public async Task A_PBX_that_falls_silent_is_left()
    {
        await using var pbx = new FakeAsterisk();
        _waits.IsSilenceTooLong = true;
        await using (OpenAmi(pbx, "s3cret", _waits)) await Eventually.IsSoAsync(() => _counters.Failures > 0);
        Assert.StartsWith("Warning GDK-5031: pbx:0 is not connected: nothing came for 70 s", _log.All[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Octets_that_are_nothing_leave_the_connection_or_end_it_and_never_the_feed()
    {
        var random = new Random(7);
        await using var asterisk = new FakeAsterisk();
        await using var freeSwitch = new FakeFreeSwitch();
        await using var first = OpenAmi(asterisk, "s3cret", _waits);
        await using var second = OpenEsl(freeSwitch, "ClueCon", _waits);
        for (var round = 0; round < 20; round++)
        {
            await Eventually.IsSoAsync(() => asterisk.Admissions > 0 && freeSwitch.Admissions > 0);
            var octets = new byte[random.Next(100_000)];
            random.NextBytes(octets);
            await asterisk.SayAsync(octets);
            await freeSwitch.SayAsync(octets);
        }

        asterisk.Break();
        freeSwitch.Break();
        await Eventually.IsSoAsync(async () =>
        {
            await asterisk.TellAsync("Newchannel", "Uniqueid: last.ami");
            await freeSwitch.TellAsync("CHANNEL_CREATE", ("Unique-ID", "last.esl"));
            return _facts.Any(fact => fact.Channel == "last.ami") && _facts.Any(fact => fact.Channel == "last.esl");
        });
    }

    [Fact]
    public async Task An_event_over_the_limit_is_counted_and_the_next_one_is_read()
    {
        await using var pbx = new FakeAsterisk();
        await using var connection = OpenAmi(pbx, "s3cret", TimeProvider.System);
        await Eventually.IsSoAsync(() => pbx.Admissions == 1);
        await pbx.TellAsync("VarSet", "Uniqueid: 1.1", "Variable: GUDOK_APPLICATION", "Value: " + new string('x', AmiFrames.LongestMessage));
        await pbx.SayAsync(Encoding.UTF8.GetBytes("Event: Newchannel\r\nUniqueid: 1.2\r\n\r\n"));
        await Eventually.IsSoAsync(() => !_facts.IsEmpty);
        Assert.Equal(("1.2", 1), (Assert.Single(_facts).Channel, _counters.Dropped));
    }

    [Fact]
    public async Task Over_TLS_the_password_goes_to_a_PBX_of_the_trusted_authority_only()
    {
        using var folder = new TestFolder();
        using var authority = new TestAuthority("ours");
        using var stranger = new TestAuthority("another");
        var file = Path.Combine(folder.Path, "authorities.pem");
        await File.WriteAllTextAsync(file, authority.Pem, TestContext.Current.CancellationToken);
        foreach (var (issuer, isTrusted) in new[] { (stranger, false), (authority, true) })
        {
            var pem = issuer.Issue("localhost", isServer: true);
            using var certificate = X509Certificate2.CreateFromPem(pem, pem);
            await using var pbx = new FakeAsterisk { Certificate = certificate };
            var options = new FeedOptions { Address = "localhost:" + pbx.Address.Split(':')[1], User = "gudok", Tls = true, Authorities = file };
            await using var connection = new FeedConnection(options, _counters, () => new AmiSession(options, "s3cret", _counters, _facts.Enqueue, TimeProvider.System), TimeProvider.System, _log);
            await Eventually.IsSoAsync(() => isTrusted ? pbx.Admissions == 1 : _counters.Failures > 0);
            Assert.Equal(isTrusted, pbx.Heard.Any(message => message.Contains("\r\nSecret: s3cret", StringComparison.Ordinal)));
        }

        Assert.StartsWith("Warning GDK-5031: pbx:0 is not connected: The remote certificate", Assert.Single(_log.All), StringComparison.Ordinal);
    }

    private FeedConnection OpenAmi(FakePbx pbx, string secret, TimeProvider clock)
    {
        var options = new FeedOptions { Address = pbx.Address, User = "gudok" };
        return Open(pbx.Address, () => new AmiSession(options, secret, _counters, _facts.Enqueue, clock), clock);
    }

    private FeedConnection OpenEsl(FakePbx pbx, string secret, TimeProvider clock) =>
        Open(pbx.Address, () => new EslSession(new FeedOptions { Address = pbx.Address }, secret, _counters, _facts.Enqueue, clock), clock);

    private FeedConnection Open(string address, Func<FeedSession> session, TimeProvider clock) => new(new FeedOptions { Address = address }, _counters, session, clock, _log);
}

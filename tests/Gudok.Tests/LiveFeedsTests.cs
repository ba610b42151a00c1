using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>A whole system that serves: SIP comes as HEP, queue, operator and application come from PBXs, and all of it is in the ledger.</summary>
public sealed class LiveFeedsTests : IAsyncLifetime
{
    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
    private static readonly NetworkEndpoint Trunk = NetworkEndpoint.From(new(IPAddress.Parse("192.0.2.1"), 5060));
    private static readonly NetworkEndpoint Pbx = NetworkEndpoint.From(new(IPAddress.Parse("198.51.100.2"), 5060));
    private static readonly string[] Told = ["Uniqueid: 1.1", "Linkedid: 1.1"];
    private readonly TestInstallation _installation = new();
    private readonly FakeAsterisk _asterisk = new();
    private readonly FakeFreeSwitch _freeSwitch = new();
    private readonly Socket _hep = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly HttpClient _http = new();
    private DataFolder _folder = null!;
    private LiveSystem _system = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_installation.PathOf("secret"), _asterisk.Secret + "\n", Stop);
        _folder = await DataFolder.OpenAsync(_installation.Data, TimeProvider.System, Stop, settings =>
        {
            settings.Hep.Endpoint = "127.0.0.1:0";
            settings.Feeds.Asterisk.Add(new FeedOptions { Address = _asterisk.Address, User = "gudok", SecretFile = _installation.PathOf("secret") });
            settings.Feeds.FreeSwitch.Add(new FeedOptions { Address = _freeSwitch.Address, Secret = _freeSwitch.Secret });
        });
        await _folder.People.AddAsync(Owner, new NewAccount("anna", [Role.Operator]), Stop);
        await _folder.People.GiveExtensionAsync(Owner, "anna", "4511", new DateOnly(2020, 1, 1), Stop);
        await _folder.People.ChangeTeamsAsync(Owner, "anna", ["Первая"], [], "Контакт-центр", Stop);
        _system = await LiveSystem.StartAsync(_folder, FreePort(), TimeProvider.System, Stop);
        await Eventually.IsSoAsync(async () => await MetricAsync("gudok_feed_connected") == 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _folder.DisposeAsync();
        await _asterisk.DisposeAsync();
        await _freeSwitch.DisposeAsync();
        _hep.Dispose();
        _http.Dispose();
        _installation.Dispose();
    }

    [Fact]
    public async Task What_Asterisk_tells_during_a_call_is_on_its_record()
    {
        await TellAsteriskAsync("ast@pbx");
        await CallAsync("ast@pbx");
        var record = await RecordAsync("ast@pbx");
        Assert.Equal(new CallTags { Operator = "anna", Department = "Контакт-центр", Service = "support", Application = "З-2026/118" }, record.Tags);
        Assert.Empty(await _folder.Ledger.CorrectionsAsync(record.Id, Stop));
        Assert.Equal(1, await MetricAsync("gudok_feed_matched_total{feed=\"asterisk:0\"}"));
    }

    [Fact]
    public async Task What_Asterisk_tells_after_the_record_corrects_it()
    {
        await CallAsync("late@pbx");
        var record = await RecordAsync("late@pbx");
        Assert.Equal(CallTags.None, record.Tags);
        await TellAsteriskAsync("late@pbx");
        var tags = new CallTags { Operator = "anna", Department = "Контакт-центр", Service = "support", Application = "З-2026/118" };
        await Eventually.IsSoAsync(async () => (await _folder.Ledger.FindAsync(record.Id, Stop))!.Tags == tags);
        await _asterisk.TellAsync("VarSet", [.. Told, "Variable: GUDOK_APPLICATION", "Value: З-2026/119"]);
        await Eventually.IsSoAsync(async () => (await _folder.Ledger.FindAsync(record.Id, Stop))!.Tags == tags with { Application = "З-2026/119" });
        Assert.Null((await _folder.Ledger.VerifyAsync(null, Stop)).Failure);
    }

    [Fact]
    public async Task What_FreeSWITCH_tells_is_on_the_record_of_the_caller_and_of_the_operator()
    {
        await _freeSwitch.TellAsync("CHANNEL_CREATE", ("Unique-ID", "m1"), ("Channel-Call-UUID", "m1"), ("variable_sip_call_id", "fs1@pbx"));
        await _freeSwitch.TellAsync("CHANNEL_CREATE", ("Unique-ID", "a1"), ("Channel-Call-UUID", "m1"), ("variable_sip_call_id", "fs2@pbx"));
        await _freeSwitch.TellAsync(
            "CUSTOM", ("Unique-ID", "a1"), ("Event-Subclass", "callcenter::info"), ("CC-Action", "bridge-agent-start"), ("CC-Queue", "support@default"),
            ("CC-Agent", "4511@default"), ("CC-Agent-UUID", "a1"), ("CC-Member-Session-UUID", "m1"), ("CC-Member-CID-Number", "+79165550101"));
        await Eventually.IsSoAsync(async () => await MetricAsync("gudok_feed_events_total{feed=\"freeswitch:0\"}") == 3);
        await CallAsync("fs1@pbx");
        await CallAsync("fs2@pbx");
        var expected = new CallTags { Operator = "anna", Department = "Контакт-центр", Service = "support" };
        Assert.Equal(expected, (await RecordAsync("fs1@pbx")).Tags);
        Assert.Equal(expected, (await RecordAsync("fs2@pbx")).Tags);
        await _freeSwitch.TellAsync("CHANNEL_HANGUP_COMPLETE", ("Unique-ID", "m1"), ("Channel-Call-UUID", "m1"), ("variable_sip_call_id", "fs1@pbx"), ("variable_GUDOK_APPLICATION", "З-7"));
        await Eventually.IsSoAsync(async () => (await RecordAsync("fs1@pbx")).Tags == expected with { Application = "З-7" });
    }

    [Fact]
    public async Task A_PBX_that_goes_away_leaves_the_calls_and_is_taken_up_again()
    {
        _asterisk.Break();
        await CallAsync("alone@pbx");
        Assert.Equal(CallTags.None, (await RecordAsync("alone@pbx")).Tags);
        await Eventually.IsSoAsync(() => _asterisk.Admissions == 2);
        await TellAsteriskAsync("again@pbx");
        await CallAsync("again@pbx");
        Assert.Equal("support", (await RecordAsync("again@pbx")).Tags.Service);
    }

    private async Task TellAsteriskAsync(string callId)
    {
        var before = await MetricAsync("gudok_feed_events_total{feed=\"asterisk:0\"}");
        await _asterisk.TellAsync("Newchannel", Told);
        await _asterisk.TellAsync("VarSet", [.. Told, "Variable: GUDOK_CALLID", "Value: " + callId]);
        await _asterisk.TellAsync("CEL", "EventName: APP_START", "UniqueID: 1.1", "LinkedID: 1.1", "Application: Queue", "AppData: support,t");
        await _asterisk.TellAsync("AgentConnect", [.. Told, "DestUniqueid: 1.2", "Queue: support", "MemberName: PJSIP/4511", "Interface: PJSIP/4511"]);
        await _asterisk.TellAsync("VarSet", [.. Told, "Variable: GUDOK_APPLICATION", "Value: З-2026/118"]);
        await Eventually.IsSoAsync(async () => await MetricAsync("gudok_feed_events_total{feed=\"asterisk:0\"}") == before + 5);
    }

    private async Task CallAsync(string callId)
    {
        const string caller = "sip:+79165550101@example.org";
        const string callee = "sip:+74951230001@example.net";
        var invite = SipText.Invite(callId, caller, callee);
        var bye = SipText.OfDialog("BYE", callId, caller, callee, cseq: 2, toTag: "callee");
        await SendAsync(invite, Trunk, Pbx);
        await SendAsync(invite.Reply(200, "OK", "callee"), Pbx, Trunk);
        await SendAsync(SipText.OfDialog("ACK", callId, caller, callee, toTag: "callee"), Trunk, Pbx);
        await SendAsync(bye, Trunk, Pbx);
        await SendAsync(bye.Reply(200, "OK"), Pbx, Trunk);
    }

    private async Task SendAsync(SipText message, NetworkEndpoint from, NetworkEndpoint to)
    {
        var envelope = new HepEnvelope { Time = Instant.Now(TimeProvider.System), Source = from, Destination = to, Transport = TransportKind.Udp, PayloadKind = HepPayloadKind.Sip, CaptureAgent = 9 };
        var octets = message.ToBytes();
        var packet = new byte[HepWriter.EnvelopeLength + octets.Length];
        Assert.True(HepWriter.TryWrite(packet, envelope, octets, out var length));
        await _hep.SendToAsync(packet.AsMemory(0, length), _system.Hep, Stop);
    }

    private async Task<CallRecord> RecordAsync(string callId)
    {
        CallRecord? found = null;
        await Eventually.IsSoAsync(async () => (found = (await _folder.Ledger.QueryAsync(new CallQuery(), Stop)).Records.FirstOrDefault(record => record.SessionId == callId)) is not null);
        return found!;
    }

    private async Task<long> MetricAsync(string name)
    {
        var text = await _http.GetStringAsync(new Uri($"http://{_system.Http}/metrics"), Stop);
        return text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal)).Sum(line => (long)double.Parse(line[line.LastIndexOf(' ')..], CultureInfo.InvariantCulture));
    }

    private static IPEndPoint FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return (IPEndPoint)probe.LocalEndpoint;
    }
}

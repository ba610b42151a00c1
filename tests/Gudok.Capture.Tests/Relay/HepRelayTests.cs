using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Capture.Tests.Relay;

/// <summary>What was taken reaches the next collector, whatever happens between.</summary>
public sealed class HepRelayTests : IAsyncDisposable
{
    private const string Number = "+79165550101";

    private readonly TestFolder _folder = new();
    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly CaptureCounters _counters = new();
    private readonly LogLines _log = new();
    private readonly HepRelayOptions _options = new();
    private FakeCollector _collector = new();
    private int _made;

    public HepRelayTests() => _options.Endpoint = _collector.Endpoint.ToString();

    private string Spool => Path.Combine(_folder.Path, "relay");

    private string[] SpoolFiles => Directory.Exists(Spool) ? Directory.GetFiles(Spool) : [];

    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        _keys.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Packets_go_on_as_they_came_but_for_the_key()
    {
        _options.Key = "ours";
        await using (var relay = Open())
        {
            Give(relay, 300);
            await ArrivedAsync(300);
            // What was sent is read before it is counted.
            await Eventually.IsSoAsync(() => relay.Counts.Sent == 300);
            Assert.Equal((0, 0), (relay.Counts.Resent, relay.Waiting));
        }

        Assert.All(_collector.Keys, key => Assert.Equal("ours", key));
        Assert.Equal(Expected(300), _collector.Read);
        Assert.Empty(SpoolFiles);
    }

    [Fact]
    public async Task Older_versions_become_HEP3()
    {
        var legacy = PacketBytes.Join([2, 16, 2, 17], PacketBytes.U16(5060), PacketBytes.U16(5062), [192, 0, 2, 1], [192, 0, 2, 2], new byte[12], "OPTIONS sip:a SIP/2.0\r\n\r\n"u8.ToArray());
        Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(legacy, out var packet, out _, out _));
        var block = new RelayBlock(1);
        Assert.True(block.TryAdd(packet, "k"u8));
        Assert.Equal(HepReadStatus.Complete, HepPacket.TryReadStream(block.Octets.Span, out var written, out _, out _));
        Assert.Equal((3, packet.Source, packet.Destination, TransportKind.Udp, HepPayloadKind.Sip), (written.Version, written.Source, written.Destination, written.Transport, written.PayloadKind));
        Assert.Equal("k", Encoding.UTF8.GetString(written.AuthKey));
        Assert.Equal(packet.Payload.ToArray(), written.Payload.ToArray());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_comes_while_the_collector_is_away_waits_sealed_and_goes_on_in_its_order()
    {
        await _collector.EndAsync();
        await using var relay = Open();
        Give(relay, 2_000);
        await Eventually.IsSoAsync(() => _log.All.Count > 0 && SpoolFiles.Length > 0);
        foreach (var file in SpoolFiles) Assert.DoesNotContain(Number[2..], Encoding.Latin1.GetString(await ReadSharedAsync(file)), StringComparison.Ordinal);
        Assert.Equal(2_000, relay.Waiting);
        Assert.StartsWith("Warning GDK-5013: the collector 127.0.0.1:", _log.All[0], StringComparison.Ordinal);
        _collector.Begin();
        Give(relay, 100);
        await ArrivedAsync(2_100);
        Assert.Equal(Expected(2_100), _collector.Read);
        await Eventually.IsSoAsync(() => SpoolFiles.Length == 0);
        Assert.Equal((2_100, 0, 0), (relay.Counts.Sent, relay.Waiting, _counters.Dropped(DropPlace.Relay)));
    }

    [Fact]
    public async Task A_connection_that_breaks_loses_nothing()
    {
        await using var relay = Open();
        for (var round = 0; round < 5; round++)
        {
            Give(relay, 500);
            await ArrivedAsync(_made);
            // Takes octets and is killed before it has read them.
            _collector.IsDeaf = true;
            Give(relay, 200);
            await Eventually.IsSoAsync(() => relay.Counts.Sent + relay.Counts.Resent > 0 && relay.Waiting == 0);
            await _collector.EndAsync();
            _collector.IsDeaf = false;
            Give(relay, 50);
            _collector.Begin();
            await ArrivedAsync(_made);
        }

        Assert.Equal(Expected(_made).Order(StringComparer.Ordinal), _collector.Read.Distinct().Order(StringComparer.Ordinal));
        Assert.True(relay.Counts.Resent > 0);
        await Eventually.IsSoAsync(() => relay.Counts.Sent + relay.Waiting == _made);
        Assert.Equal(0, _counters.Dropped(DropPlace.Relay));
    }

    [Fact]
    public async Task What_waited_is_sent_by_the_next_run()
    {
        await _collector.EndAsync();
        await using (var first = Open()) Give(first, 1_000);
        Assert.NotEmpty(SpoolFiles);
        _collector.Begin();
        await using var second = Open();
        Give(second, 10);
        await ArrivedAsync(1_010);
        Assert.Equal(Expected(1_010), _collector.Read);
    }

    [Fact]
    public async Task At_the_end_what_waits_is_sent_before()
    {
        await using (var relay = Open())
        {
            await Eventually.IsSoAsync(() => relay.Counts.IsConnected);
            Give(relay, 3_000);
        }

        await ArrivedAsync(3_000);
        Assert.Equal(Expected(3_000), _collector.Read);
        Assert.Empty(SpoolFiles);
    }

    [Fact]
    public async Task What_was_torn_is_cut_off_and_what_was_changed_is_counted()
    {
        await _collector.EndAsync();
        await using (var first = Open())
        {
            for (var part = 0; part < 3; part++)
            {
                Give(first, 100);
                var before = part;
                await Eventually.IsSoAsync(() => SpoolFiles.Length == 1 && first.Waiting == (before + 1) * 100);
                // Each of them in a block of its own.
                await Eventually.IsSoAsync(() => new FileInfo(SpoolFiles[0]).Length > before * 40_000);
            }
        }

        var octets = await File.ReadAllBytesAsync(Assert.Single(SpoolFiles), TestContext.Current.CancellationToken);
        octets[200] ^= 1;
        await File.WriteAllBytesAsync(SpoolFiles[0], octets[..^10], TestContext.Current.CancellationToken);
        _collector.Begin();
        await using var second = Open();
        await Eventually.IsSoAsync(() => second.Waiting == 0 && second.Counts.Sent + _counters.Dropped(DropPlace.Relay) == 300);
        Assert.DoesNotContain(_collector.Read, id => id == "c0");
        Assert.Contains(_log.All, line => line.StartsWith("Error GDK-5014: ", StringComparison.Ordinal));
        await Eventually.IsSoAsync(() => SpoolFiles.Length == 0);
    }

    [Fact]
    public async Task Over_the_limit_the_oldest_is_dropped_and_counted()
    {
        await _collector.EndAsync();
        _options.SpoolBytes = 9 << 20;
        await using var relay = Open();
        while (_counters.Dropped(DropPlace.Relay) == 0)
        {
            Give(relay, 5_000);
            // Not faster than the disk: what comes in too fast to be put in order is dropped before it is the oldest.
            await Eventually.IsSoAsync(() => relay.Gathering == 0 && relay.Waiting + _counters.Dropped(DropPlace.Relay) == _made);
        }

        _collector.Begin();
        await Eventually.IsSoAsync(() => relay.Waiting == 0 && relay.Counts.Sent + _counters.Dropped(DropPlace.Relay) == _made);
        await ArrivedAsync((int)relay.Counts.Sent);
        Assert.Equal(Expected(_made).TakeLast((int)relay.Counts.Sent), _collector.Read);
    }

    [Fact]
    public async Task Over_TLS_each_side_shows_a_certificate_of_the_authority()
    {
        using var authority = new TestAuthority("ours");
        using var stranger = new TestAuthority("another");
        await _collector.DisposeAsync();
        var pem = authority.Issue("localhost", isServer: true);
        using var certificate = X509CertificateLoader.LoadPkcs12(X509Certificate2.CreateFromPem(pem, pem).Export(X509ContentType.Pfx), null);
        string? shown = null;
        _collector = new FakeCollector(certificate, (_, by, _, _) => (shown = by?.Subject) is not null);
        _options.Endpoint = "localhost:" + _collector.Endpoint.Port.ToString(CultureInfo.InvariantCulture);
        _options.Tls = true;
        _options.Certificate = Write("own.pem", authority.Issue("relay", isServer: false));
        _options.Authorities = Write("stranger.pem", stranger.Pem);
        await using (var relay = Open())
        {
            Give(relay, 10);
            await Eventually.IsSoAsync(() => relay.Counts.Failures > 0);
        }

        Assert.Empty(_collector.Read);
        _options.Authorities = Write("authority.pem", authority.Pem);
        await using var trusting = Open();
        await ArrivedAsync(10);
        Assert.Equal("CN=relay", shown);
    }

    [Fact]
    public void Settings_that_cannot_be_are_named()
    {
        Assert.Empty(Faults(relay => relay.Endpoint = "127.0.0.1:9061"));
        Assert.Empty(Faults(_ => { }));
        Assert.Equal(["Hep:Relay:Endpoint"], Faults(relay => relay.Key = "k"));
        Assert.Equal(["Hep:Relay:Endpoint"], Faults(relay => relay.Endpoint = "somewhere"));
        Assert.Equal(["Hep:Relay:Tls"], Faults(relay => relay.Endpoint = "collector.example.org:9061"));
        Assert.Equal(["Hep:Relay:Key", "Hep:Relay:Authorities"], Faults(relay => (relay.Endpoint, relay.Key, relay.KeyFile, relay.Authorities) = ("[::1]:9061", "k", "f", "a")));
        _options.KeyFile = Path.Combine(_folder.Path, "none");
        Assert.Equal(CaptureFaults.RelayFileUnreadable, Assert.Throws<CaptureException>(Open).Code);

        static string[] Faults(Action<HepRelayOptions> set)
        {
            var options = new HepOptions();
            set(options.Relay);
            return [.. options.Validate().Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)])];
        }
    }

    private static IEnumerable<string> Expected(int count) => Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"c{number}"));

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var octets = new byte[stream.Length];
        await stream.ReadExactlyAsync(octets, TestContext.Current.CancellationToken);
        return octets;
    }

    private async Task ArrivedAsync(int count) => await Eventually.IsSoAsync(() => _collector.Read.Distinct().Count() >= count);

    private HepRelay Open() => HepRelay.Open(_folder.Path, _options, _keys, _counters, TimeProvider.System, _log)!;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void Give(HepRelay relay, int count)
    {
        var message = SipText.Invite("a-call", $"sip:{Number}@example.org", "sip:bob@example.org").ToBytes();
        var buffer = new byte[message.Length + HepWriter.EnvelopeLength + 64];
        for (var i = 0; i < count; i++)
        {
            var envelope = new HepEnvelope
            {
                Time = Instant.Now(TimeProvider.System),
                Source = NetworkEndpoint.From(new(IPAddress.Loopback, 5060)),
                Destination = NetworkEndpoint.From(new(IPAddress.Loopback, 5062)),
                PayloadKind = HepPayloadKind.Sip,
                AuthKey = "theirs"u8,
                CorrelationId = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"c{_made++}")),
            };
            Assert.True(HepWriter.TryWrite(buffer, envelope, message, out var length));
            Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(buffer.AsSpan(0, length), out var packet, out _, out _));
            relay.Take(packet);
        }
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class HepTlsTests : IDisposable
{
    private readonly CaptureCounters _counters = new();
    private readonly LogLines _log = new();
    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new("agents");
    private readonly HepOptions _options = new();

    public HepTlsTests()
    {
        _options.Tls.Endpoint = "127.0.0.1:0";
        _options.Tls.Certificate = Write("server.pem", _authority.Issue("collector", isServer: true));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Packets_come_through_TLS_however_records_cut_them(SslProtocols protocol)
    {
        using var sink = new SlowSink();
        await using var receiver = Start(sink);
        await using (var agent = await ConnectAsync(receiver, protocol: protocol))
        {
            var both = (byte[])[.. InvitePacket.Make(7), .. InvitePacket.Make(7)];
            await agent.WriteAsync(both.AsMemory(0, 100), Stop);
            await agent.WriteAsync(both.AsMemory(100), Stop);
            await Eventually.IsSoAsync(() => sink.Taken == 2);
        }

        Assert.Equal("hep:7", sink.Source);
    }

    [Fact]
    public async Task Agent_with_a_certificate_of_a_trusted_authority_is_taken_and_its_records_say_so()
    {
        _options.Tls.ClientAuthorities = Write("agents.pem", _authority.Pem);
        _options.Agents.Add(new HepAgentOptions { CaptureId = 7, Key = "k" });
        using var sink = new SlowSink();
        await using var receiver = Start(sink);
        await using var agent = await ConnectAsync(receiver, _authority.Issue("pbx", isServer: false));
        await agent.WriteAsync(InvitePacket.Make(7, "k"), Stop);
        await Eventually.IsSoAsync(() => sink.Taken == 1);
        Assert.Equal("hep:7;auth=certificate+key", sink.Source);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("stranger")]
    [InlineData("ended")]
    [InlineData("server")]
    public async Task Agent_without_a_certificate_that_is_good_for_it_is_refused_and_counted(string shown)
    {
        _options.Tls.ClientAuthorities = Write("agents.pem", _authority.Pem);
        using var strangers = new TestAuthority("strangers");
        using var sink = new SlowSink();
        await using var receiver = Start(sink);
        var certificate = shown switch
        {
            "none" => null,
            "stranger" => strangers.Issue("pbx", isServer: false),
            "ended" => _authority.Issue("pbx", isServer: false, endedAgo: TimeSpan.FromDays(1)),
            _ => _authority.Issue("pbx", isServer: true),
        };
        await SendAsStrangerAsync(receiver, certificate);
        await Eventually.IsSoAsync(() => _counters.Ignored(IgnoreReason.HepRefused) == 1);
        Assert.Equal((0, 1), (sink.Taken, _counters.Packets));
        Assert.StartsWith("Warning GDK-5010: 127.0.0.1 did not come through the handshake of HEP over TLS: ", Assert.Single(_log.All), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_no_TLS_is_refused_and_others_go_on(bool isHep)
    {
        using var sink = new SlowSink();
        await using var receiver = Start(sink);
        using var stranger = await DialAsync(receiver);
        await stranger.SendAsync(isHep ? InvitePacket.Make(7) : "GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        await Eventually.IsSoAsync(() => _counters.Ignored(IgnoreReason.HepRefused) == 1);
        await using var agent = await ConnectAsync(receiver);
        await agent.WriteAsync(InvitePacket.Make(7), Stop);
        await Eventually.IsSoAsync(() => sink.Taken == 1);
    }

    [Fact]
    public async Task Handshake_that_does_not_end_is_given_up()
    {
        using var sink = new SlowSink();
        // Its seconds pass at once.
        await using var receiver = Start(sink, new HurryingClock(TimeProvider.System.GetUtcNow()));
        using var silent = await DialAsync(receiver);
        await Eventually.IsSoAsync(() => _log.All.Count > 0);
        Assert.Equal(1, _counters.Ignored(IgnoreReason.HepRefused));
        Assert.Contains("it was not done within 10 s", Assert.Single(_log.All), StringComparison.Ordinal);
        Assert.Equal(0, await silent.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task Failed_handshakes_are_told_once_a_minute_and_all_counted()
    {
        using var sink = new SlowSink();
        await using var receiver = Start(sink);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var stranger = await DialAsync(receiver);
            await stranger.SendAsync("no TLS at all"u8.ToArray());
            await Eventually.IsSoAsync(() => _counters.Ignored(IgnoreReason.HepRefused) == attempt + 1);
        }

        Assert.Single(_log.All);
    }

    [Fact]
    public async Task Receiver_has_worked_up_to_no_moment_after_a_packet_that_lies_in_TLS_or_still_waits()
    {
        using var sink = new SlowSink { IsBlocked = true };
        await using var receiver = Start(sink);
        await using var agent = await ConnectAsync(receiver);
        await agent.WriteAsync((byte[])[.. InvitePacket.Make(), .. InvitePacket.Make()], Stop);
        await Eventually.IsSoAsync(() => _counters.Packets == 1);
        var first = Instant.Now(TimeProvider.System);
        await Eventually.IsSoAsync(() => Instant.Now(TimeProvider.System) > first + TimeSpan.FromMilliseconds(100));
        var whileWaiting = receiver.WorkedUpTo(Instant.Now(TimeProvider.System));
        sink.Release();
        Assert.True(whileWaiting <= first);
        await Eventually.IsSoAsync(() => sink.Taken == 2);
        var after = Instant.Now(TimeProvider.System);
        await Eventually.IsSoAsync(() => receiver.WorkedUpTo(after) == after);
    }

    [Fact]
    public async Task Certificate_that_was_renewed_is_shown_without_a_restart_and_a_spoiled_one_is_not()
    {
        using var sink = new SlowSink();
        await using var receiver = Start(sink);
        Assert.Equal("CN=collector", await SubjectAsync(receiver));
        var written = File.GetLastWriteTimeUtc(_options.Tls.Certificate);
        Write("server.pem", _authority.Issue("renewed", isServer: true));
        File.SetLastWriteTimeUtc(_options.Tls.Certificate, written.AddMinutes(1));
        Assert.Equal("CN=renewed", await SubjectAsync(receiver));
        Write("server.pem", "half a file");
        File.SetLastWriteTimeUtc(_options.Tls.Certificate, written.AddMinutes(2));
        Assert.Equal("CN=renewed", await SubjectAsync(receiver));
        Assert.Equal("Information The files of HEP over TLS were read again: " + _options.Tls.Certificate, _log.All[0]);
        Assert.Equal($"Error GDK-5009: {_options.Tls.Certificate} (Hep:Tls:Certificate) holds no certificate in PEM; the certificate read before is shown on", _log.All[1]);
    }

    [Fact]
    public void Files_that_cannot_be_used_are_named_at_the_start()
    {
        var good = _options.Tls.Certificate;
        Refuses("(Hep:Tls:Certificate) cannot be read as PEM: Could not find file", () => _options.Tls.Certificate = Path.Combine(_folder.Path, "missing.pem"));
        Refuses("(Hep:Tls:Certificate) holds no certificate in PEM", () => _options.Tls.Certificate = Write("empty.pem", "nothing"));
        _options.Tls.Certificate = good;
        Refuses("(Hep:Tls:Key) cannot be read as PEM: ", () => _options.Tls.Key = Write("other.pem", _authority.Issue("other", isServer: true)));
        _options.Tls.Key = "";
        Refuses("(Hep:Tls:ClientAuthorities) holds no certificate in PEM", () => _options.Tls.ClientAuthorities = Write("no.pem", "nothing"));

        void Refuses(string why, Action spoil)
        {
            spoil();
            var fault = Assert.Throws<CaptureException>(() => new HepTls(_options.Tls, TimeProvider.System, _log));
            Assert.Equal(CaptureFaults.CertificateUnreadable, fault.Code);
            Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Settings_without_an_address_or_a_certificate_are_named()
    {
        var options = new HepOptions();
        options.Tls.Key = "key.pem";
        Assert.StartsWith("Hep:Tls:Endpoint: ", Assert.Single(options.Validate()), StringComparison.Ordinal);
        options.Tls.Endpoint = "anywhere";
        Assert.Equal(["Hep:Tls:Endpoint", "Hep:Tls:Certificate"], options.Validate().Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]));
    }

    private static async Task<Socket> DialAsync(HepTcpReceiver receiver)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(receiver.Endpoint, Stop);
        return socket;
    }

    private static async Task<SslStream> ConnectAsync(HepTcpReceiver receiver, string? certificate = null, SslProtocols protocol = SslProtocols.None)
    {
        var stream = new SslStream(new NetworkStream(await DialAsync(receiver), ownsSocket: true));
        var options = new SslClientAuthenticationOptions { TargetHost = "collector", EnabledSslProtocols = protocol };
        // What the server shows is looked at by the test that is about it.
        options.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null;
        if (certificate is not null) options.ClientCertificates = [X509Certificate2.CreateFromPem(certificate, certificate)];
        await stream.AuthenticateAsClientAsync(options, Stop);
        return stream;
    }

    private static async Task<string> SubjectAsync(HepTcpReceiver receiver)
    {
        await using var agent = await ConnectAsync(receiver);
        return agent.RemoteCertificate!.Subject;
    }

    /// <summary>With TLS 1.3 the agent learns of its refusal only after it has begun to send.</summary>
    private static async Task SendAsStrangerAsync(HepTcpReceiver receiver, string? certificate)
    {
        try
        {
            await using var agent = await ConnectAsync(receiver, certificate);
            await agent.WriteAsync(InvitePacket.Make(7), Stop);
            Assert.Equal(0, await agent.ReadAsync(new byte[1], Stop));
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // The other way to learn of it.
        }
    }

    private HepTcpReceiver Start(SlowSink sink, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var tls = new HepTls(_options.Tls, clock, _log);
        var receiver = new HepTcpReceiver(IPEndPoint.Parse(_options.Tls.Endpoint), _options, HepAdmission.Of(_options), sink, _counters, clock, _log, tls: tls);
        receiver.Start();
        return receiver;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}

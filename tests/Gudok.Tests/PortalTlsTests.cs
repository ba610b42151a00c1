using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Gudok.Tests;

/// <summary>The portal over TLS: a whole server in this process.</summary>
public sealed class PortalTlsTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Address_that_others_reach_is_served_over_TLS_only()
    {
        var refused = await _installation.RunAsync("serve", "--http", "0.0.0.0:0");
        Assert.Equal(1, refused.Code);
        Assert.Contains("--https", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_1_3_is_spoken_and_1_2_is_not()
    {
        await using var server = await StartAsync(_ => { });
        Assert.Equal(SslProtocols.Tls13, await HandshakeAsync(server.Https, SslProtocols.Tls13));
        await Assert.ThrowsAsync<AuthenticationException>(() => HandshakeAsync(server.Https, SslProtocols.Tls12));
    }

    [Fact]
    public async Task Who_came_over_TLS_once_is_told_to_come_over_TLS()
    {
        await using var server = await StartAsync(_ => { });
        using var client = Client(server.Https, null);
        using var encrypted = await client.GetAsync("/healthz/live", Stop);
        Assert.Equal("max-age=31536000", encrypted.Headers.GetValues("Strict-Transport-Security").Single());
        using var bare = new HttpClient { BaseAddress = new Uri($"http://localhost:{server.System.Http.Port}") };
        using var plain = await bare.GetAsync("/healthz/live", Stop);
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Certificate_for_development_is_kept_private_and_used_again()
    {
        await using (await StartAsync(_ => { }))
        {
        }

        var file = Path.Combine(_installation.Data, "tls", "development.pem");
        var made = await File.ReadAllTextAsync(file, Stop);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await using (await StartAsync(_ => { }))
        {
        }

        Assert.Equal(made, await File.ReadAllTextAsync(file, Stop));
    }

    [Fact]
    public async Task Certificate_that_cannot_be_read_is_told_with_its_setting()
    {
        var fault = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(settings => settings.Tls.Certificate = "nowhere.pem"));
        Assert.Contains("Tls:Certificate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_that_shows_its_certificate_gets_a_token_that_opens_nothing_without_it()
    {
        using var certificate = Certificates.Make("reports");
        var file = _installation.PathOf("reports.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), Stop);
        Assert.Equal(0, (await _installation.RunAsync("client", "add", "reports", "--scope", "calls.search", "--certificate", file)).Code);
        await using var server = await StartAsync(settings => settings.Tls.ClientCertificates = true);
        using var own = Client(server.Https, certificate);
        using var bare = Client(server.Https, null);
        using var answer = await own.PostAsync("/oauth/token", Form(), Stop);
        var token = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("access_token").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await SearchAsync(own, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await SearchAsync(bare, token));
        using var refused = await bare.PostAsync("/oauth/token", Form(), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static FormUrlEncodedContent Form() => new([new("grant_type", "client_credentials"), new("client_id", "reports")]);

    private static async Task<HttpStatusCode> SearchAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/calls/search") { Content = new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private HttpClient Client(IPEndPoint endpoint, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => IsOfTheServer(shown) } };
        if (certificate is not null) handler.SslOptions.ClientCertificates = [certificate];
        return new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{endpoint.Port}") };
    }

    private async Task<SslProtocols> HandshakeAsync(IPEndPoint endpoint, SslProtocols protocol)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(endpoint, Stop);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = protocol, RemoteCertificateValidationCallback = (_, shown, _, _) => IsOfTheServer(shown) }, Stop);
        return tls.SslProtocol;
    }

    /// <summary>No authority signed the certificate for development: it is known by its file.</summary>
    private bool IsOfTheServer(X509Certificate? shown)
    {
        using var own = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(_installation.Data, "tls", "development.pem")));
        return shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(own.RawData);
    }

    private async Task<Serving> StartAsync(Action<GudokSettings> adjust)
    {
        var https = FreePort();
        var folder = await DataFolder.OpenAsync(_installation.Data, TimeProvider.System, Stop, settings =>
        {
            (settings.Https, settings.Hep.Endpoint) = (https.ToString(), "127.0.0.1:0");
            adjust(settings);
        });
        try
        {
            return new Serving(folder, await LiveSystem.StartAsync(folder, FreePort(), TimeProvider.System, Stop), https);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    private static IPEndPoint FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return (IPEndPoint)probe.LocalEndpoint;
    }

    private sealed record Serving(DataFolder Folder, LiveSystem System, IPEndPoint Https) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await System.DisposeAsync();
            await Folder.DisposeAsync();
        }
    }
}

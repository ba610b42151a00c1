using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gudok.Tests;

/// <summary>Clients that open connections and send next to nothing, to keep others out.</summary>
public sealed class SlowStrangersTests
{
    private const int Strangers = 500;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Heads_that_never_end_keep_nobody_out_and_are_hung_up_on()
    {
        using var installation = new TestInstallation();
        await using var portal = await ServedPortal.StartAsync(installation.Data);
        var strangers = new List<TcpClient>();
        try
        {
            for (var i = 0; i < Strangers; i++) strangers.Add(await BeginAsync(portal.Address));
            using var client = new HttpClient { BaseAddress = portal.Address };
            using var answer = await client.GetAsync(new Uri("/healthz/live", UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            limit.CancelAfter(PortalServer.HeadTimeout * 6);
            foreach (var stranger in strangers) await UntilHungUpAsync(stranger, limit.Token);
        }
        finally
        {
            foreach (var stranger in strangers) stranger.Dispose();
        }
    }

    private static async Task<TcpClient> BeginAsync(Uri address)
    {
        var stranger = new TcpClient();
        await stranger.ConnectAsync(address.Host, address.Port, Stop);
        await stranger.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {address.Authority}\r\nX-Slow: a"), Stop);
        return stranger;
    }

    // An answer that says so may come first; a reset is a hanging up too.
    private static async Task UntilHungUpAsync(TcpClient stranger, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        try
        {
            while (await stranger.GetStream().ReadAsync(buffer, cancellationToken) > 0)
            {
            }
        }
        catch (IOException reset) when (reset.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Gudok.Capture;
using Gudok.Portal;

namespace Gudok;

/// <summary>The web server: portal, REST, metrics.</summary>
internal static class PortalServer
{
    /// <summary>Builds the server on a data folder.</summary>
    /// <param name="folder">What it shows.</param>
    /// <param name="endpoint">Where it listens; loopback only, until there is a sign-in.</param>
    /// <param name="metrics">What <c>/metrics</c> answers.</param>
    /// <param name="clock">The clock.</param>
    public static WebApplication Build(DataFolder folder, IPEndPoint endpoint, PrometheusExposition metrics, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(endpoint);
        });
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddJsonConsole();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(folder.Reader);
        builder.Services.AddSingleton(folder.Intake);
        builder.Services.AddSingleton(folder.Parties);
        builder.Services.AddPortal(folder.Settings.BindPortal);
        var app = builder.Build();
        app.MapPortal();
        app.MapGet("/metrics", () => Results.Text(metrics.Write(), PrometheusExposition.ContentType)).ExcludeFromDescription();
        return app;
    }

    /// <summary>Starts the server; says in one line why it cannot.</summary>
    public static async Task StartAsync(WebApplication app, IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException busy)
        {
            throw new CaptureException(
                CaptureFaults.CannotListen, $"cannot serve the portal on {endpoint}: {busy.Message} Choose another address with --http HOST:PORT");
        }
    }

    /// <summary>Reads an address to serve on.</summary>
    /// <exception cref="CaptureException">It is no address, or not loopback.</exception>
    public static IPEndPoint ReadEndpoint(string text)
    {
        var given = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1:" + text["localhost:".Length..] : text;
        if (!IPEndPoint.TryParse(given, out var endpoint))
            throw new CaptureException(CaptureFaults.CannotListen, $"\"{text}\" is no address to serve on: give one such as 127.0.0.1:8080");
        if (!IPAddress.IsLoopback(endpoint.Address))
        {
            throw new CaptureException(
                CaptureFaults.CannotListen,
                $"{text} can be reached from other machines, and there is no sign-in yet: serve on 127.0.0.1 or [::1] and reach it through an SSH tunnel");
        }

        return endpoint;
    }

    /// <summary>Whether something listens there already.</summary>
    public static bool IsTaken(IPEndPoint endpoint)
    {
        try
        {
            using var probe = new TcpListener(endpoint);
            probe.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}

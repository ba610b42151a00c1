using System.Net;
using System.Net.Sockets;
using Gudok.Access;
using Gudok.Capture;
using Gudok.Portal;
using Microsoft.Extensions.Logging.Console;

namespace Gudok;

/// <summary>The web server: portal, REST, metrics.</summary>
internal static class PortalServer
{
    /// <summary>Connections served at the same time: many times what a contact centre opens, few enough to hold in memory.</summary>
    public const int MaxConnections = 4_096;

    /// <summary>How long a request's head may take to arrive: who sends it slower holds a connection for nothing.</summary>
    public static readonly TimeSpan HeadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Builds the server on a data folder.</summary>
    /// <param name="folder">What it shows.</param>
    /// <param name="endpoint">Where it listens; loopback only, until the way there is encrypted.</param>
    /// <param name="metrics">What <c>/metrics</c> answers.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="demo">Whom anybody at this machine may enter as: in the demo only.</param>
    /// <param name="talks">Who talks at this moment; null where nothing is captured, and nobody is then in a call.</param>
    /// <param name="sources">How live capture fares; null where nothing is captured.</param>
    public static WebApplication Build(
        DataFolder folder, IPEndPoint endpoint, PrometheusExposition metrics, TimeProvider clock, IReadOnlyList<PersonView>? demo = null, TalksNow? talks = null,
        ISourcesNow? sources = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        if (folder.Settings.Https.Length > 0) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeadTimeout;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Listen(endpoint);
            if (folder.Settings.Https.Length > 0) PortalTls.Listen(kestrel, folder, clock);
        });
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter(LedgerTrail.Category, LogLevel.Information);
        builder.Logging.AddConsole(console => console.FormatterName = EcsFormatter.FormatterName).AddConsoleFormatter<EcsFormatter, ConsoleFormatterOptions>();
        OtlpExport.AddLogs(builder.Logging, folder.Settings.Telemetry);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(PolicyFile.Open(folder.Path, folder.Settings.Access.Policy, clock));
        builder.Services.AddSingleton(folder.Reader);
        builder.Services.AddSingleton(folder.Self);
        builder.Services.AddSingleton(folder.Amender);
        builder.Services.AddSingleton(folder.Holds);
        builder.Services.AddSingleton(folder.Desk);
        builder.Services.AddSingleton(folder.Retention);
        builder.Services.AddSingleton(folder.Intake);
        builder.Services.AddSingleton(folder.Evidence);
        builder.Services.AddSingleton(folder.Parties);
        builder.Services.AddSingleton<IJournal>(folder.Journal);
        builder.Services.AddSingleton<IJournalReader>(folder.Journal);
        builder.Services.AddSingleton(new WeeklyReview(folder.Journal, folder.Journal, folder.Alerts.Rules));
        builder.Services.AddSingleton(_ => folder.Reviews);
        builder.Services.AddSingleton(folder.Alerts.Book);
        builder.Services.AddSingleton<INumberUse>(new JournaledUse(folder.Journal));
        builder.Services.AddSingleton<IContactTimes>(new LedgerContacts(folder.Ledger));
        if (talks is not null) builder.Services.AddSingleton<ICallsNow>(new LiveCallsNow(talks, folder));
        if (sources is not null) builder.Services.AddSingleton(sources);
        builder.Services.AddSingleton(folder.Settings.Access.Reveal);
        builder.Services.AddSingleton<ITeamMembers>(folder.People);
        var desk = new SignInDesk(folder.People);
        builder.Services.AddSingleton(desk);
        // Here and not when the first asks for it: what cannot be read of keys is said before the server starts.
        var external = new ExternalDesk(desk);
        builder.Services.AddSingleton(_ => external);
        builder.Services.AddSingleton(folder.Settings.Access.Tokens);
        builder.Services.AddSingleton(folder.Tokens);
        builder.Services.AddSingleton(folder.Exports);
        if (demo is not null) builder.Services.AddSingleton(new DemoDoor(desk, demo));
        builder.Services.AddPortal(folder.Settings.BindPortal);
        var app = builder.Build();
        OtlpExport.NameRequests(app, folder.Settings.Telemetry);
        app.MapPortal();
        // Whoever gathers metrics has no account: it has to stand on the same machine.
        app.MapGet("/metrics", (HttpContext context) => ProxyTrust.IsOfThisMachine(context) ? Results.Text(metrics.Write(), PrometheusExposition.ContentType) : Results.NotFound())
            .ExcludeFromDescription().AllowAnonymous();
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
                $"{text} can be reached from other machines, and the way there is not encrypted: give that address to --https, and --http one of 127.0.0.1 or [::1]");
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

using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok serve</c>: live capture and the portal.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Http = new("--http")
    {
        Description = "Address of portal, REST and metrics; loopback only until there is a sign-in. [default: 127.0.0.1:8080]",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<string?> Hep = new("--hep")
    {
        Description = "Address on which HEP is received, UDP and TCP. [default: 127.0.0.1:9060]",
        HelpName = "HOST:PORT",
    };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("serve", """
            Receives SIP traffic as HEP (mirrored by Kamailio, OpenSIPS, Asterisk, FreeSWITCH), records calls and serves the
            portal. Other commands on the same data folder go on working meanwhile. Ctrl-C stops in order: calls in progress
            are kept and taken up again at the next start.
            """)
        { Http, Hep };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = environment.DataPath(parsed);
        try
        {
            await using var folder = await DataFolder.OpenAsync(path, environment.Clock, cancellationToken, settings =>
            {
                if (parsed.GetValue(Http) is { } http) settings.Http = http;
                if (parsed.GetValue(Hep) is { } hep) settings.Hep.Endpoint = hep;
            }).ConfigureAwait(false);
            var http = PortalServer.ReadEndpoint(folder.Settings.Http);
            await using var system = await LiveSystem.StartAsync(folder, http, environment.Clock, cancellationToken).ConfigureAwait(false);
            environment.Terminal.Output.WriteLine($"Portal: http://{Show(http)}   HEP: {system.Hep} (UDP and TCP)   data: {path}");
            await environment.Terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            var ended = await Task.WhenAny(Waiting.ForAsync(cancellationToken), system.Failed).ConfigureAwait(false);
            if (ended == system.Failed) throw await system.Failed.ConfigureAwait(false);
            environment.Terminal.Error.WriteLine("Stopping…");
            return ExitCode.Done;
        }
        catch (DataFolderOwnedException)
        {
            return environment.Terminal.Refuse($"{Ledger.LedgerFaults.FolderOwned}: another process serves {path} already; stop it first, or choose another folder with --data DIR");
        }
        catch (Exception fault) when (FaultText.TryDescribe(fault, out var line))
        {
            return environment.Terminal.Refuse(line);
        }
    }

    /// <summary>An address as a person types it: the loopback address is called localhost.</summary>
    internal static string Show(System.Net.IPEndPoint endpoint) =>
        endpoint.Address.Equals(System.Net.IPAddress.Loopback) ? $"localhost:{endpoint.Port}" : endpoint.ToString();
}

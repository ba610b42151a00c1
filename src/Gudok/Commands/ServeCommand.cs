using System.CommandLine;
using Gudok.Capture;

namespace Gudok;

/// <summary><c>gudok serve</c>: live capture and the portal.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Http = new("--http")
    {
        Description = "Address of portal, REST and metrics; loopback only, as the way there is not encrypted. [default: 127.0.0.1:8080]",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<string?> Https = new("--https")
    {
        Description = "Address of the same over TLS, for other machines too; Portal:Hosts names what they call it. Without Tls:Certificate a certificate for development is made.",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<string?> Hep = new("--hep")
    {
        Description = "Address on which HEP is received, UDP and TCP. [default: 127.0.0.1:9060]",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<string[]> Interface = new("--interface")
    {
        Description = "Network interface to capture SIP from besides, any for all; may be repeated. Needs the right CAP_NET_RAW; Interface:Ports names the ports. [default: none]",
        HelpName = "NAME",
    };

    private static readonly Option<bool> DemoData = new("--demo-data") { Description = "Serve a folder that gudok demo made, whose people and calls are invented and whose keys lie beside them." };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("serve", """
            Receives SIP traffic as HEP (mirrored by Kamailio, OpenSIPS, Asterisk, FreeSWITCH), or captures it from a network
            interface, records calls and serves the portal. Other commands on the same data folder go on working meanwhile. Ctrl-C stops in order: calls in progress
            are kept and taken up again at the next start.
            """)
        { Http, Https, Hep, Interface, DemoData };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = environment.DataPath(parsed);
        if (DemoFolder.Is(path) && !parsed.GetValue(DemoData))
            return environment.Terminal.Refuse($"{DemoFolder.Mixed}: gudok demo made {path}: people and calls there are invented, and its keys lie beside them; name another folder with --data DIR, or say --demo-data if you mean this one");
        try
        {
            await using var folder = await DataFolder.OpenAsync(path, environment.Clock, cancellationToken, settings =>
            {
                if (parsed.GetValue(Http) is { } http) settings.Http = http;
                if (parsed.GetValue(Https) is { } https) settings.Https = https;
                if (parsed.GetValue(Hep) is { } hep) settings.Hep.Endpoint = hep;
                if (parsed.GetValue(Interface) is { Length: > 0 } interfaces) Replace(settings.Interface.Names, interfaces);
            }).ConfigureAwait(false);
            var http = PortalServer.ReadEndpoint(folder.Settings.Http);
            var system = await LiveSystem.StartAsync(folder, http, environment.Clock, cancellationToken).ConfigureAwait(false);
            await using (system.ConfigureAwait(false))
            {
                environment.Terminal.Output.WriteLine($"Portal: http://{Show(http)}{(folder.Settings.Https.Length > 0 ? $"  https://{folder.Settings.Https}" : "")}   HEP: {system.Hep} (UDP and TCP){Heard(folder.Settings.Interface.Names)}   data: {path}");
                await environment.Terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                var ended = await Task.WhenAny(Waiting.ForAsync(cancellationToken), system.Failed).ConfigureAwait(false);
                if (ended == system.Failed) throw await system.Failed.ConfigureAwait(false);
                environment.Terminal.Error.WriteLine("Stopping…");
            }

            return WhatIsMissing(system) is { } missing ? environment.Terminal.Refuse($"{CaptureFaults.CannotRecord}: {missing}; the log says what stood in the way") : ExitCode.Done;
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

    private static string Heard(IList<string> interfaces) => interfaces.Count == 0 ? "" : "   captured: " + string.Join(", ", interfaces);

    private static void Replace(IList<string> names, string[] given)
    {
        names.Clear();
        foreach (var name in given) names.Add(name);
    }

    private static string? WhatIsMissing(LiveSystem system) => system switch
    {
        { Unrecorded: > 0 } => $"{system.Unrecorded} calls that had ended could not be recorded before the end, and calls in progress are taken up from the last state saved",
        { IsUnsaved: true } => "calls in progress could not be saved before the end; the next start takes them up from the last state saved, and what came after it is a gap",
        _ => null,
    };

    /// <summary>An address as a person types it: the loopback address is called localhost.</summary>
    internal static string Show(System.Net.IPEndPoint endpoint) =>
        endpoint.Address.Equals(System.Net.IPAddress.Loopback) ? $"localhost:{endpoint.Port}" : endpoint.ToString();
}

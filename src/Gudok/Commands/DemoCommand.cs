using System.CommandLine;
using System.Globalization;
using System.Net;
using Gudok.Access;
using Gudok.Capture;
using Gudok.Sip;

namespace Gudok;

/// <summary><c>gudok demo</c>: a data folder with a real capture in it, a simulated contact centre, and the portal.</summary>
internal static class DemoCommand
{
    private const double CallsPerSecond = 2;
    private const int PortsTried = 20;

    private const string Settings = """
        {
          "Keys": { "Kind": "DataFolder" },
          "Numbers": { "OwnNumbers": [ "+78001007070", "+78003007070", "+74957000700", "+78127000700", "+74955550101..+74955550108" ] },
          "Assembly": { "TrustAllIdentitySources": true },
          "Ledger": { "MessageDays": 1826 }
        }

        """;

    private static readonly Option<string?> Http = new("--http") { Description = "Address of the portal. [default: 127.0.0.1:8080, or the next free port]", HelpName = "HOST:PORT" };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("demo", """
            Shows Gudok at work: makes a data folder, imports a recorded capture, starts a simulated contact centre that sends
            HEP to it, and serves the portal. Ctrl-C ends it; the data stays and is used again next time. It takes no folder
            that it did not make.
            """)
        { Http };
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var path = environment.DataPath(parsed);
        try
        {
            if (!DemoFolder.Is(path) && !DemoFolder.IsFree(path))
                return terminal.Refuse($"{DemoFolder.Mixed}: gudok demo did not make {path}, and its invented people have no place there; name a new folder: gudok demo --data DIR");
            var isNew = !DataFolder.Exists(path);
            if (isNew) await WriteSettingsAsync(path, cancellationToken).ConfigureAwait(false);
            await using var folder = await DataFolder.OpenAsync(
                path, environment.Clock, cancellationToken, settings => settings.Hep.Endpoint = "127.0.0.1:0").ConfigureAwait(false);
            if (isNew) await PrepareAsync(environment, folder, cancellationToken).ConfigureAwait(false);
            else terminal.Output.WriteLine($"Going on with the data in {path} (delete the folder to begin anew).");
            var people = await DemoPeople.MakeAsync(folder.People, DateOnly.FromDateTime(environment.Clock.GetUtcNow().UtcDateTime), cancellationToken).ConfigureAwait(false);
            var http = ChoosePort(PortalServer.ReadEndpoint(parsed.GetValue(Http) ?? folder.Settings.Http), terminal);
            await using var system = await LiveSystem.StartAsync(folder, http, environment.Clock, cancellationToken, people).ConfigureAwait(false);
            terminal.Output.WriteLine($"A simulated contact centre makes {CallsPerSecond:0} calls a second (HEP to {system.Hep}).");
            terminal.Output.WriteLine($"Signing in takes one click here: {people.Count} invented people, one for each role.");
            terminal.Output.WriteLine($"The portal is on  http://{ServeCommand.Show(http)}  — Ctrl-C ends the demo.");
            await terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await SimulateAsync(system.Hep, environment.Clock, cancellationToken).ConfigureAwait(false);
            terminal.Output.WriteLine("Stopped. The data stays for next time.");
            return ExitCode.Done;
        }
        catch (DataFolderOwnedException)
        {
            return terminal.Refuse($"{Ledger.LedgerFaults.FolderOwned}: the demo, or another Gudok, runs on {path} already; stop it first, or use --data DIR");
        }
        catch (Exception fault) when (FaultText.TryDescribe(fault, out var line))
        {
            return terminal.Refuse(line);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return terminal.Refuse("stopped before the demo began; start it again to go on");
        }
    }

    /// <summary>The demo may run beside a real installation, so it keeps its keys in its own folder. The numbers are those of the invented centre.</summary>
    private static async Task WriteSettingsAsync(string path, CancellationToken cancellationToken)
    {
        await DemoFolder.MarkAsync(path, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(path, GudokSettings.FileName), Settings, cancellationToken).ConfigureAwait(false);
        // Most calls of the recording and of the simulation are taken by the number of a service: of a team's calls there would be few.
        var policy = "// The demo's: supervisors reach all calls, as most have no operator.\n" + System.Text.Encoding.UTF8.GetString(PolicyFile.Starting())
            .Replace("\"supervisor\": { \"scope\": \"team\"", "\"supervisor\": { \"scope\": \"all\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(path, PolicyFile.Name), policy, cancellationToken).ConfigureAwait(false);
    }

    private static async Task PrepareAsync(CommandEnvironment environment, DataFolder folder, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        terminal.Output.WriteLine($"New data folder {folder.Path}. Its keys lie inside it, which is right for a demo only.");
        var progress = new ProgressLine(terminal, environment.Clock);
        var capture = Path.Combine(AppContext.BaseDirectory, "Demo", "kamailio-sipp.pcap");
        var import = new CaptureImport(folder.Settings.Assembly, folder.Parties)
        {
            // Played as if it ended now, so that its messages are within their term and its calls on the first page.
            EndsAt = Instant.Now(environment.Clock),
        };
        var reading = CaptureReading.Begin(
            [capture], () => Stream.Null, state => progress.Show(state.Share, "importing a recorded capture"), environment.Clock, cancellationToken);
        var report = await import.RunAsync(folder.Intake, reading).ConfigureAwait(false);
        progress.Clear();
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Imported a recording of Kamailio and sipp: {report.SipMessages:n0} SIP messages, {report.Added:n0} calls."));
    }

    private static IPEndPoint ChoosePort(IPEndPoint wanted, CommandTerminal terminal)
    {
        for (var port = wanted.Port; port < wanted.Port + PortsTried; port++)
        {
            var endpoint = new IPEndPoint(wanted.Address, port);
            if (PortalServer.IsTaken(endpoint)) continue;
            if (port != wanted.Port) terminal.Output.WriteLine($"Port {wanted.Port} is busy: taking {port}.");
            return endpoint;
        }

        return wanted;
    }

    private static async Task SimulateAsync(IPEndPoint hep, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = Instant.Now(clock);
        var options = new SimulationOptions { Calls = 0, Rate = CallsPerSecond, Seed = (ulong)now.UnixMilliseconds, MeanTalk = TimeSpan.FromSeconds(15) };
        try
        {
            await HepSimulation.RunAsync(hep, options, clock, null, null, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }
}

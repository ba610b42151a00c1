using System.CommandLine;
using System.Globalization;
using System.Net;
using Gudok.Capture;

namespace Gudok;

/// <summary><c>gudok simulate</c>: synthetic traffic of a contact centre, as a capture file or as HEP.</summary>
internal static class SimulateCommand
{
    private static readonly Option<long> Calls = new("--calls") { Description = "How many calls; 0 with --hep: until Ctrl-C.", HelpName = "N", DefaultValueFactory = _ => 1000 };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "The same seed gives the same traffic.", HelpName = "S", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Out = new("--out") { Description = "Write a pcap file.", HelpName = "FILE" };
    private static readonly Option<string?> Hep = new("--hep") { Description = "Send HEP3 over UDP, in real time.", HelpName = "HOST:PORT" };
    private static readonly Option<double> Rate = new("--rate") { Description = "Calls a second.", HelpName = "R", DefaultValueFactory = _ => 5 };
    private static readonly Option<bool> AllNew = new("--all-new") { Description = "Every number is new (else one in eight)." };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("simulate", """
            Makes the traffic of an invented contact centre: answered, busy, cancelled and unanswered calls, challenges, forks,
            transfers. Numbers are invented.

            Examples:  gudok simulate --calls 100000 --seed 1 --out big.pcap
                       gudok simulate --hep 127.0.0.1:9060 --rate 5 --calls 0
            """)
        { Calls, Seed, Out, Hep, Rate, AllNew };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Out) is null == result.GetValue(Hep) is null) result.AddError("give either --out FILE or --hep HOST:PORT");
            if (result.GetResult(Calls) is not null && result.GetValue(Calls) < 0) result.AddError("--calls is 0 or more");
            if (result.GetResult(Rate) is not null && result.GetValue(Rate) <= 0) result.AddError("--rate is above 0");
            if (result.GetValue(Out) is not null && result.GetResult(Calls) is not null && result.GetValue(Calls) == 0)
                result.AddError("--out needs a number of calls: --calls N");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var options = new SimulationOptions
        {
            Calls = parsed.GetValue(Calls),
            Seed = parsed.GetValue(Seed),
            Rate = parsed.GetValue(Rate),
            NewNumberShare = parsed.GetValue(AllNew) ? 1 : 0.125,
        };
        try
        {
            return parsed.GetValue(Out) is { } file
                ? await WriteAsync(terminal.Resolve(file), options, environment, cancellationToken).ConfigureAwait(false)
                : await SendAsync(parsed.GetValue(Hep)!, options, environment, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(fault.Message);
        }
    }

    private static async Task<int> WriteAsync(string path, SimulationOptions options, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var line = new ProgressLine(environment.Terminal, environment.Clock);
        await using var file = File.Create(path, 1 << 20);
        var progress = new ImmediateProgress<SimulationProgress>(state => line.Show((double)state.Calls / options.Calls, Text(state)));
        await PcapSimulation.WriteAsync(file, options, null, progress, cancellationToken).ConfigureAwait(false);
        line.Clear();
        return ExitCode.Done;
    }

    private static async Task<int> SendAsync(string endpoint, SimulationOptions options, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(endpoint, out var target) || target.Port == 0)
            return environment.Terminal.Refuse($"\"{endpoint}\" is no address to send to: give one such as 127.0.0.1:9060");
        var line = new ProgressLine(environment.Terminal, environment.Clock);
        var progress = new ImmediateProgress<SimulationProgress>(state => line.Show(-1, Text(state)));
        try
        {
            await HepSimulation.RunAsync(
                target, options, environment.Clock, null, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            line.Clear();
            return ExitCode.Done;
        }

        line.Clear();
        return ExitCode.Done;
    }

    private static string Text(SimulationProgress state) => string.Create(
        CultureInfo.InvariantCulture, $"{state.Calls:n0} calls, {state.Messages:n0} messages");
}

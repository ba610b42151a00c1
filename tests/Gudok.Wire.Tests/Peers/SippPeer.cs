using System.Globalization;

namespace Gudok.Wire.Tests;

/// <summary>sipp as a callee, and as a caller with numbers of our choice.</summary>
internal static class SippPeer
{
    public static async Task<ForeignProcess> StartCalleeAsync(string folder, string scenario, int port, CancellationToken cancellationToken)
    {
        var callee = ForeignProcess.Start(WireTools.Sipp, folder, Arguments(scenario, port));
        await LoopbackPorts.WaitTakenAsync(port, callee, cancellationToken);
        return callee;
    }

    /// <summary>Plays all calls of a load; fails the test if one of them does not go as its scenario says.</summary>
    public static async Task CallAsync(string folder, WireLoad load, int port, int relayPort, CancellationToken cancellationToken)
    {
        var numbers = Path.Combine(folder, $"{load.Outcome}.csv");
        var lines = Enumerable.Range(0, load.Calls).Select(at => $"{load.Caller(at)};{load.Dialled}");
        await File.WriteAllLinesAsync(numbers, lines.Prepend("SEQUENTIAL"), cancellationToken);
        await ForeignProcess.RunAsync(
            WireTools.Sipp,
            folder,
            [
                .. Arguments(load.Scenario, port), "-inf", numbers, "-m", Text(load.Calls), "-r", Text(load.Rate),
                "127.0.0.1:" + Text(relayPort),
            ],
            cancellationToken);
    }

    private static string[] Arguments(string scenario, int port) =>
    [
        "-sf", Path.Combine(AppContext.BaseDirectory, "Scenarios", scenario + ".xml"), "-i", "127.0.0.1", "-p", Text(port),
        "-nostdin",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

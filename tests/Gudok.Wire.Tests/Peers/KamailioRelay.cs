using System.Globalization;

namespace Gudok.Wire.Tests;

/// <summary>A Kamailio that passes calls on to callees by the number dialled and mirrors everything as HEP3.</summary>
internal static class KamailioRelay
{
    // The callees behind it: what the configuration calls them, and their part in sipp's words.
    public static IReadOnlyList<(string Name, string Scenario)> Callees { get; } =
    [
        ("answered", "uas-answered"), ("hangsUp", "uas-hangs-up"), ("busy", "uas-busy"), ("noAnswer", "uas-no-answer"),
        ("ringing", "uas-ringing"), ("ringingToo", "uas-ringing"), ("declined", "uas-declined"),
    ];

    private static readonly string[] ModuleFolders = ["/usr/lib/x86_64-linux-gnu/kamailio/modules/", "/usr/lib/aarch64-linux-gnu/kamailio/modules/"];

    public static async Task<ForeignProcess> StartAsync(
        string folder, int port, int hepPort, IReadOnlyDictionary<string, int> callees, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "kamailio.cfg"), cancellationToken);
        text = text.Replace("{modules}", ModuleFolders.First(Directory.Exists), StringComparison.Ordinal);
        foreach (var (name, value) in callees.Append(new("sip", port)).Append(new("hep", hepPort)))
            text = text.Replace($"{{{name}}}", value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var file = Path.Combine(folder, "kamailio.cfg");
        await File.WriteAllTextAsync(file, text, cancellationToken);
        var relay = ForeignProcess.Start(
            WireTools.Kamailio, folder, ["-DD", "-E", "-f", file, "-Y", folder, "-P", Path.Combine(folder, "kamailio.pid")]);
        await LoopbackPorts.WaitTakenAsync(port, relay, cancellationToken);
        return relay;
    }
}

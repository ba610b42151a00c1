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
        var values = callees.Append(new("sip", port)).Append(new("hep", hepPort)).Select(pair => (pair.Key, pair.Value.ToString(CultureInfo.InvariantCulture)));
        var file = await ConfigureAsync(folder, "kamailio.cfg", values, cancellationToken);
        var relay = ForeignProcess.Start(WireTools.Kamailio, folder, Arguments(folder, file));
        await LoopbackPorts.WaitTakenAsync(port, relay, cancellationToken);
        return relay;
    }

    /// <summary>Fills in a configuration of these tests and gives its path.</summary>
    public static async Task<string> ConfigureAsync(string folder, string name, IEnumerable<(string Name, string Value)> values, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, name), cancellationToken);
        foreach (var (key, value) in values.Append(("modules", ModuleFolders.First(Directory.Exists)))) text = text.Replace($"{{{key}}}", value, StringComparison.Ordinal);
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, text, cancellationToken);
        return file;
    }

    /// <summary>How it is started on a configuration.</summary>
    public static string[] Arguments(string folder, string file) => ["-DD", "-E", "-f", file, "-Y", folder, "-P", Path.Combine(folder, "kamailio.pid")];
}

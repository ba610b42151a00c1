using System.Globalization;

namespace Gudok.Capture;

/// <summary>Capture from network interfaces of this machine. Section <c>Interface</c> of the settings.</summary>
public sealed class InterfaceOptions
{
    /// <summary>The most interfaces.</summary>
    internal const int MostNames = 16;

    /// <summary>The most ports and ranges.</summary>
    internal const int MostPorts = 32;

    /// <summary>Names of interfaces, such as <c>eth0</c>; <c>any</c> for all. Default none: nothing is captured but what is mirrored as HEP. At most 16.</summary>
    public IList<string> Names { get; } = [];

    /// <summary>Ports of either end whose packets are taken, each alone or as a range: <c>5060</c>, <c>10000-20000</c>. Default, where none is named: 5060 and 5061. At most 32.</summary>
    public IList<string> Ports { get; } = [];

    /// <summary>Threads an interface: each takes whole conversations of its own. Default 1; 1 to 16.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>Octets of a thread's ring, in which packets wait to be worked on; what does not fit is dropped and counted (<c>place="interface"</c>). Default 64 MiB; 4 MiB to 1 GiB.</summary>
    public int RingBytes { get; set; } = 64 << 20;

    /// <summary>Whether frames to other machines are taken too, as a mirror port gives them. Default yes.</summary>
    public bool Promiscuous { get; set; } = true;

    /// <summary>Whether tunnels are taken whole, whatever ports are in them: GRE, IP in IP, GTP-U, VXLAN, Geneve. Default no.</summary>
    public bool Tunnels { get; set; }

    /// <summary>The ports as ranges.</summary>
    internal IReadOnlyList<PortRange> Ranges =>
        Ports.Count == 0 ? [new PortRange(5060, 5061)] : [.. Ports.Select(text => TryRead(text, out var range) ? range : throw new InvalidOperationException("The settings were not validated."))];

    /// <summary>What is wrong with the lists, each with the setting's name.</summary>
    public IEnumerable<string> Validate()
    {
        if (Names.Count > MostNames) yield return $"Interface:Names: at most {MostNames}";
        for (var i = 0; i < Names.Count; i++)
        {
            // IFNAMSIZ of Linux, the ending zero left out.
            if (Names[i].Length is 0 or > 15 || Names[i].AsSpan().IndexOfAny('/', ' ') >= 0) yield return $"Interface:Names:{i}: the name of an interface, such as eth0";
        }

        if (Ports.Count > MostPorts) yield return $"Interface:Ports: at most {MostPorts}";
        for (var i = 0; i < Ports.Count; i++)
        {
            if (!TryRead(Ports[i], out _)) yield return $"Interface:Ports:{i}: a port or a range of ports, such as 5060 or 10000-20000";
        }
    }

    private static bool TryRead(string text, out PortRange range)
    {
        range = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var first = dash < 0 ? text : text[..dash];
        var last = dash < 0 ? text : text[(dash + 1)..];
        if (!TryPort(first, out var from) || !TryPort(last, out var to) || to < from) return false;
        range = new PortRange(from, to);
        return true;
    }

    private static bool TryPort(string text, out ushort port) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;
}

using System.Globalization;

namespace Gudok.Capture;

/// <summary>What the system says of a network interface.</summary>
/// <param name="Name">Its name; <c>any</c> for all.</param>
/// <param name="Index">Its number; 0 for all.</param>
/// <param name="HasLinkLayer">Whether its packets begin with an Ethernet header.</param>
/// <param name="IsLoopback">Whether each packet passes by twice, going out and coming in.</param>
internal sealed record NetworkDevice(string Name, int Index, bool HasLinkLayer, bool IsLoopback)
{
    /// <summary>The name of all interfaces together.</summary>
    public const string Any = "any";

    private const int Ethernet = 1;
    private const int Loopback = 772;
    private const string Folder = "/sys/class/net";

    /// <summary>Looks an interface up; null if there is none of this name.</summary>
    public static NetworkDevice? Find(string name)
    {
        if (name == Any) return new NetworkDevice(name, 0, false, false);
        try
        {
            var kind = Number(name, "type");
            return new NetworkDevice(name, Number(name, "ifindex"), kind is Ethernet or Loopback, kind == Loopback);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The names of all, for the one who named another.</summary>
    public static string Known() => Directory.Exists(Folder) ? string.Join(", ", Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)) : "none";

    private static int Number(string name, string what) => int.Parse(File.ReadAllText($"{Folder}/{name}/{what}"), NumberStyles.Integer, CultureInfo.InvariantCulture);
}

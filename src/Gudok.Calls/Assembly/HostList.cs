using System.Net;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads lists of addresses of the settings.</summary>
internal static class HostList
{
    /// <summary>The addresses in the form of <see cref="NetworkEndpoint.Address"/>; what is no address is passed over.</summary>
    public static IEnumerable<HostAddress> Read(IEnumerable<string> hosts)
    {
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address)) yield return NetworkEndpoint.From(new IPEndPoint(address, 0)).Address;
        }
    }
}

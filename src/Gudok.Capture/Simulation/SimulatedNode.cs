using System.Text;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>A host of the simulated network with its texts ready to be written. Addresses are those of documents (RFC 5737) and private ones.</summary>
internal sealed class SimulatedNode
{
    private const ushort SipPort = 5060;

    private SimulatedNode(uint address, string agent)
    {
        Endpoint = NetworkEndpoint.FromIPv4(address, SipPort);
        Host = Encoding.ASCII.GetBytes(Endpoint.ToIPAddress().ToString());
        HostPort = Encoding.ASCII.GetBytes(Endpoint.ToString());
        Agent = Encoding.ASCII.GetBytes(agent);
    }

    /// <summary>Session border controllers of three carriers.</summary>
    public static SimulatedNode[] Carriers { get; } =
    [
        new(0xc000020a, "Carrier-SBC/7.4"),
        new(0xc6336414, "Transit SBC 12.1"),
        new(0xcb00711e, "MVTS-SBC 4.4"),
    ];

    /// <summary>The contact centre's proxy.</summary>
    public static SimulatedNode Proxy { get; } = new(0x0a140005, "ContactCentre-Proxy");

    /// <summary>The operators' telephones, by the place of their extension.</summary>
    public static SimulatedNode[] Phones { get; } =
        [.. Enumerable.Range(0, NumberPool.Extensions).Select(place => new SimulatedNode(0x0a140100u + (uint)place + 10, "Workplace 3.2"))];

    public NetworkEndpoint Endpoint { get; }

    public byte[] Host { get; }

    public byte[] HostPort { get; }

    public byte[] Agent { get; }
}

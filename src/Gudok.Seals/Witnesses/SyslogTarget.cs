using System.Net;
using System.Net.Sockets;

namespace Gudok.Seals;

/// <summary>Where syslog messages go.</summary>
/// <param name="EndPoint">The address.</param>
/// <param name="Protocol">TCP, UDP, or unspecified for a local socket of datagrams.</param>
internal sealed record SyslogTarget(EndPoint EndPoint, ProtocolType Protocol)
{
    public bool IsStream => Protocol == ProtocolType.Tcp;

    public Socket Open() => Protocol switch
    {
        ProtocolType.Tcp => new Socket(SocketType.Stream, ProtocolType.Tcp),
        ProtocolType.Udp => new Socket(SocketType.Dgram, ProtocolType.Udp),
        _ => new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified),
    };
}

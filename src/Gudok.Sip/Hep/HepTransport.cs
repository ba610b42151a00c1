namespace Gudok.Sip;

/// <summary>Protocol chunk and transport. Kamailio gives hops over TLS and WebSocket two IP protocol numbers that no one else uses.</summary>
internal static class HepTransport
{
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const byte KamailioTls = 22;
    private const byte KamailioWebSocket = 50;
    private const byte Sctp = 132;

    public static TransportKind FromProtocol(byte protocol) => protocol switch
    {
        Udp => TransportKind.Udp,
        Tcp => TransportKind.Tcp,
        KamailioTls => TransportKind.Tls,
        KamailioWebSocket => TransportKind.WebSocket,
        Sctp => TransportKind.Sctp,
        _ => TransportKind.Unknown,
    };

    public static byte ToProtocol(TransportKind transport) => transport switch
    {
        TransportKind.Unknown => 0,
        TransportKind.Udp => Udp,
        TransportKind.Tcp => Tcp,
        TransportKind.Tls => KamailioTls,
        TransportKind.WebSocket => KamailioWebSocket,
        TransportKind.Sctp => Sctp,
    };
}

using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gudok.Wire.Tests;

/// <summary>An interface taken hold of by its frames (AF_PACKET): what comes in is read, what is sent goes out.</summary>
internal static class CableEnd
{
    private const int PacketLevel = 263;
    private const int IgnoreOutgoing = 23;

    /// <summary>Takes hold of an interface of a host.</summary>
    public static async Task<Socket> OpenAsync(OwnNetwork network, string host, string name)
    {
        var told = await network.RunAsync(host, "-oneline", "link", "show", "dev", name);
        var index = int.Parse(told.AsSpan(0, told.IndexOf(':', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        return network.On(host, () =>
        {
            var socket = new Socket(AddressFamily.Packet, SocketType.Raw, 0);
            socket.SetRawSocketOption(PacketLevel, IgnoreOutgoing, BitConverter.GetBytes(1));
            socket.Bind(new Address(index));
            return socket;
        });
    }

    // struct sockaddr_ll of Linux.
    private sealed class Address(int index) : EndPoint
    {
        private const int Length = 20;
        private const ushort EveryProtocol = 3;

        public override AddressFamily AddressFamily => AddressFamily.Packet;

        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(AddressFamily.Packet, Length);
            BinaryPrimitives.WriteUInt16BigEndian(address.Buffer.Span[2..], EveryProtocol);
            BitConverter.TryWriteBytes(address.Buffer.Span[4..], index);
            return address;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Receives HEP datagrams on a thread of its own: the synchronous call with a reused address costs a third of the asynchronous one.</summary>
internal sealed class HepUdpReceiver : IDisposable
{
    private const int SocketLevel = 1;
    private const int ReceiveBufferForce = 33;

    private readonly Socket _socket;
    private readonly HepDecoder _decoder;
    private readonly CaptureCounters _counters;
    private readonly TimeProvider _clock;
    private readonly Thread _thread;
    private volatile bool _isStopping;

    public HepUdpReceiver(IPEndPoint endpoint, HepOptions options, ILiveSink sink, CaptureCounters counters, TimeProvider clock)
    {
        _decoder = new HepDecoder(sink, counters, options);
        _counters = counters;
        _clock = clock;
        _socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(endpoint);
        Enlarge(options.ReceiveBufferBytes);
        _thread = new Thread(Receive) { IsBackground = true, Name = "hep-udp" };
    }

    /// <summary>The address that is listened on.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    public void Start() => _thread.Start();

    /// <summary>Stops after the datagram in hand.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _socket.Dispose();
        if (_thread.IsAlive) _thread.Join();
    }

    private void Receive()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(ushort.MaxValue, pinned: true);
        var sender = new SocketAddress(_socket.AddressFamily);
        while (!_isStopping)
        {
            int length;
            try
            {
                length = _socket.ReceiveFrom(buffer, SocketFlags.None, sender);
            }
            catch (SocketException) when (_isStopping)
            {
                return;
            }
            catch (ObjectDisposedException) when (_isStopping)
            {
                return;
            }
            catch (SocketException)
            {
                // An ICMP error that an earlier datagram of ours provoked; the socket itself is sound.
                _counters.CountIgnored(IgnoreReason.PacketIcmp);
                continue;
            }

            Accept(buffer.AsSpan(0, length));
        }
    }

    private void Accept(ReadOnlySpan<byte> datagram)
    {
        if (HepPacket.TryRead(datagram, out var packet, out _, out _) == HepReadStatus.Complete) _decoder.Accept(packet, Instant.Now(_clock));
        else _decoder.Refuse();
    }

    /// <summary>The kernel caps a plain request at net.core.rmem_max; who may administer the network may go over it.</summary>
    private void Enlarge(int bytes)
    {
        _socket.ReceiveBufferSize = bytes;
        try
        {
            if (OperatingSystem.IsLinux()) _socket.SetRawSocketOption(SocketLevel, ReceiveBufferForce, BitConverter.GetBytes(bytes));
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied or SocketError.OperationNotSupported)
        {
            _socket.ReceiveBufferSize = bytes;
        }
    }
}

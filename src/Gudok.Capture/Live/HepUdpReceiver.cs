using System.Net;
using System.Net.Sockets;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Receives HEP datagrams on a thread of its own, which does nothing but take them from the kernel, and works on them on another.</summary>
/// <remarks>So a pause of what comes behind fills a queue that is ours before it fills the kernel's. Each datagram that reached the
/// socket is counted once: as a packet, as dropped from our queue, or as dropped by the kernel.</remarks>
internal sealed class HepUdpReceiver : ILiveInput, IDisposable
{
    private const int SocketLevel = 1;
    private const int ReceiveBufferForce = 33;

    // A thread that is woken for each datagram spends its time waking: while there is traffic it looks once a millisecond.
    private static readonly TimeSpan GatherPause = TimeSpan.FromMilliseconds(1);

    // More than any buffer holds takes less; only a flood that does not end could take longer.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    // In silence the receiving thread looks up this often, to be able to say that there was silence.
    private static readonly TimeSpan SilencePause = TimeSpan.FromMilliseconds(20);

    private readonly Socket _socket;
    private readonly HepDecoder _decoder;
    private readonly HepAdmission _admission;
    private readonly CaptureCounters _counters;
    private readonly TimeProvider _clock;
    private readonly DatagramRing _ring;
    private readonly KernelDrops _kernel;
    private readonly SocketAddress _peer;
    private readonly Thread _receiving;
    private readonly Thread _working;
    private readonly ManualResetEventSlim _came = new(initialState: false, spinCount: 0);
    private readonly ManualResetEventSlim _ended = new(initialState: false, spinCount: 0);
    private long _lookedAt;
    private long _takenUpTo;
    private long _workedUpTo;
    private volatile bool _isStopping;
    private volatile bool _isWaiting;

    public HepUdpReceiver(IPEndPoint endpoint, HepOptions options, HepAdmission admission, ILiveSink sink, CaptureCounters counters, TimeProvider clock, HepRelay? relay = null)
    {
        _decoder = new HepDecoder(sink, counters, options, admission, relay: relay);
        _admission = admission;
        _counters = counters;
        _clock = clock;
        _ring = new DatagramRing(options.QueueBytes);
        _socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)SilencePause.TotalMilliseconds };
        _takenUpTo = _workedUpTo = Instant.Now(clock).Micros;
        _kernel = new KernelDrops(_socket);
        _socket.Bind(endpoint);
        Endpoint = (IPEndPoint)_socket.LocalEndPoint!;
        _peer = new SocketAddress(endpoint.AddressFamily);
        Enlarge(options.ReceiveBufferBytes);
        _receiving = new Thread(Receive) { IsBackground = true, Name = "hep-udp" };
        _working = new Thread(Work) { IsBackground = true, Name = "hep-work" };
    }

    /// <summary>The address that is listened on.</summary>
    public IPEndPoint Endpoint { get; }

    public void Start()
    {
        _receiving.Start();
        _working.Start();
    }

    /// <inheritdoc />
    public Instant WorkedUpTo(Instant now)
    {
        // In this order: what was taken by that moment is in the ring, or was worked on.
        var taken = Volatile.Read(ref _takenUpTo);
        return new Instant(Math.Min(now.Micros, _ring.IsEmpty ? taken : Volatile.Read(ref _workedUpTo)));
    }

    /// <summary>Brings the count of what the kernel dropped up to date.</summary>
    public void CountKernelDrops()
    {
        if (_kernel.Read() is { } drops) _counters.SetDropped(DropPlace.Kernel, drops);
    }

    /// <summary>Takes what the kernel still holds, works it off, and closes.</summary>
    public void Dispose()
    {
        if (_receiving.IsAlive)
        {
            _isStopping = true;
            _receiving.Join();
            CountKernelDrops();
            _ended.Set();
            _came.Set();
            _working.Join();
        }

        _socket.Dispose();
        _came.Dispose();
        _ended.Dispose();
    }

    private void Receive()
    {
        var unkept = GC.AllocateUninitializedArray<byte>(DatagramRing.MaxDatagram);
        while (!_isStopping) TryReceive(unkept);
        // A socket with a peer takes in nothing from others: what the kernel holds now is all that is still taken.
        try
        {
            _socket.Connect(Nobody());
        }
        catch (SocketException)
        {
            // Our own address is gone: then nothing comes to it any more.
        }

        var began = _clock.GetTimestamp();
        while (TryReceive(unkept) && _clock.GetElapsedTime(began) < LongestEnd)
        {
        }
    }

    /// <summary>Takes the next datagram. False if none came for a while.</summary>
    private bool TryReceive(byte[] unkept)
    {
        var room = _ring.Reserve();
        LookUp();
        var length = Receive(room.IsEmpty ? unkept : room, out var fault);
        if (fault is SocketError.TimedOut or SocketError.WouldBlock) return false;
        if (fault != SocketError.Success)
        {
            // An ICMP error that an earlier datagram of ours provoked; the socket itself is sound.
            _counters.CountIgnored(IgnoreReason.PacketIcmp);
        }
        else if (!_admission.Admits(_peer))
        {
            _counters.CountPacket();
            _counters.CountIgnored(IgnoreReason.HepRefused);
        }
        else if (room.IsEmpty)
        {
            _counters.CountDropped(DropPlace.Queue);
        }
        else
        {
            _ring.Commit(length);
            // Whoever waits has said so before it looked a last time: one of the two sees the other.
            Interlocked.MemoryBarrier();
            if (_isWaiting) _came.Set();
        }

        return true;
    }

    /// <summary>Receives, and learns from whom if that decides: the form that tells it throws in silence.</summary>
    private int Receive(Span<byte> room, out SocketError fault)
    {
        if (!_admission.ChecksAddress) return _socket.Receive(room, SocketFlags.None, out fault);
        fault = SocketError.TimedOut;
        if (!_socket.Poll(SilencePause, SelectMode.SelectRead)) return 0;
        try
        {
            var length = _socket.ReceiveFrom(room, SocketFlags.None, _peer);
            fault = SocketError.Success;
            return length;
        }
        catch (SocketException refused)
        {
            fault = refused.SocketErrorCode;
            return 0;
        }
    }

    /// <summary>Notes that all is taken, once a millisecond while there is traffic: to ask the kernel costs a tenth of a datagram.</summary>
    private void LookUp()
    {
        // By the clock that is never set.
        var at = _clock.GetTimestamp();
        if (_clock.GetElapsedTime(_lookedAt, at) < GatherPause) return;
        _lookedAt = at;
        var now = Instant.Now(_clock).Micros;
        if (_socket.Available == 0) Volatile.Write(ref _takenUpTo, now);
    }

    private void Work()
    {
        while (!_ended.IsSet || !_ring.IsEmpty)
        {
            if (WorkOff()) _ended.Wait(GatherPause);
            else WaitForMore();
        }
    }

    private bool WorkOff()
    {
        var any = false;
        var arrival = Instant.Now(_clock);
        var taken = Volatile.Read(ref _takenUpTo);
        var end = _ring.Written;
        while (_ring.TryPeek(end, out var datagram))
        {
            any = true;
            var length = datagram.Length;
            if (HepPacket.TryRead(datagram, out var packet, out _, out _) == HepReadStatus.Complete) _decoder.Accept(packet, arrival);
            else _decoder.Refuse();
            _ring.Release(length);
        }

        Volatile.Write(ref _workedUpTo, taken);
        return any;
    }

    private void WaitForMore()
    {
        _came.Reset();
        _isWaiting = true;
        Interlocked.MemoryBarrier();
        if (_ring.IsEmpty && !_ended.IsSet) _came.Wait();
        _isWaiting = false;
    }

    /// <summary>Our own address, as the peer of a socket that shall hear nobody any more: nothing is sent from there.</summary>
    private IPEndPoint Nobody()
    {
        var any = Endpoint.Address.Equals(IPAddress.Any) || Endpoint.Address.Equals(IPAddress.IPv6Any);
        var own = !any ? Endpoint.Address : Endpoint.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        return new IPEndPoint(own, Endpoint.Port);
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

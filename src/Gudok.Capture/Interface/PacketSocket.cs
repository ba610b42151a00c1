using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gudok.Capture;

/// <summary>A socket that hears an interface (AF_PACKET of Linux), with its ring (TPACKET_V3).</summary>
internal sealed class PacketSocket : IDisposable
{
    /// <summary>Octets of a block of the ring: packets are given out by the block.</summary>
    public const int BlockBytes = 1 << 20;

    /// <summary>After this time a block is given out that is not full.</summary>
    public static readonly TimeSpan BlockPause = TimeSpan.FromMilliseconds(20);

    private const int PacketLevel = 263;
    private const int AddMembership = 1;
    private const int ReceiveRing = 5;
    private const int Statistics = 6;
    private const int Version = 10;
    private const int Fanout = 18;
    private const int IgnoreOutgoing = 23;
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;
    private const int FrameBytes = 2048;
    private const int Version3 = 2;
    private const int PromiscuousMembership = 1;
    private const ushort EveryProtocol = 3;

    // By the hash of the conversation, fragments put together before.
    private const int FanoutByHash = 0x8000;
    private const int FanoutWithoutOutgoing = 0x4000;

    private readonly Socket _socket;
    private FanoutGroup? _joined;

    /// <summary>Opens the socket; packets come from then on, and none before its filter stands.</summary>
    /// <param name="device">The interface.</param>
    /// <param name="options">How.</param>
    /// <param name="group">The threads that share the interface.</param>
    /// <exception cref="SocketException">The system refuses.</exception>
    public PacketSocket(NetworkDevice device, InterfaceOptions options, FanoutGroup group)
    {
        // Of protocol 0 nothing comes before it is bound.
        _socket = new Socket(AddressFamily.Packet, device.HasLinkLayer ? SocketType.Raw : SocketType.Dgram, 0);
        try
        {
            Filter(PortFilter.Make(options.Ranges, options.Tunnels));
            SetOption(Version, Version3);
            if (device.IsLoopback) SetOption(IgnoreOutgoing, 1);
            Blocks = options.RingBytes / BlockBytes;
            SetOption(ReceiveRing, BlockBytes, Blocks, FrameBytes, BlockBytes / FrameBytes * Blocks, (int)BlockPause.TotalMilliseconds, 0, 0);
            Ring = new RingMapping(_socket.SafeHandle, BlockBytes * Blocks);
            _socket.Bind(new Address(device.Index));
            // One of the whole, where there is no one interface, is none.
            if (options.Promiscuous && device.Index > 0 && !device.IsLoopback) SetOption(AddMembership, device.Index, PromiscuousMembership, 0, 0);
            if (options.Threads > 1) Join(group, device);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Blocks of the ring.</summary>
    public int Blocks { get; }

    /// <summary>The ring.</summary>
    public RingMapping Ring { get; } = null!;

    /// <summary>Waits until there is a block, or something is wrong with the interface.</summary>
    public bool Wait(TimeSpan longest) => _socket.Poll(longest, SelectMode.SelectRead);

    /// <summary>Takes nothing from now on; what was taken can still be read.</summary>
    public void Refuse() => Filter([new(FilterInstruction.Return, 0, 0, 0)]);

    /// <summary>What is wrong with the interface since the last time; null if nothing is.</summary>
    public SocketException? TakeError()
    {
        var error = (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        return error == 0 ? null : new SocketException(error);
    }

    /// <summary>Packets that did not fit into the ring since the last time.</summary>
    public uint TakeDrops()
    {
        Span<byte> counts = stackalloc byte[3 * sizeof(uint)];
        _socket.GetRawSocketOption(PacketLevel, Statistics, counts);
        return BitConverter.ToUInt32(counts[sizeof(uint)..]);
    }

    public void Dispose()
    {
        Ring?.Dispose();
        _socket.Dispose();
        _joined?.Leave();
        _joined = null;
    }

    private void Join(FanoutGroup group, NetworkDevice device)
    {
        group.Join(FanoutByHash | (device.IsLoopback ? FanoutWithoutOutgoing : 0), value => SetOption(Fanout, value), ReadFanout);
        _joined = group;
    }

    private int ReadFanout()
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        _socket.GetRawSocketOption(PacketLevel, Fanout, value);
        return BitConverter.ToInt32(value);
    }

    private void SetOption(int name, params ReadOnlySpan<int> values) => _socket.SetRawSocketOption(PacketLevel, name, MemoryMarshal.AsBytes(values));

    private void Filter(FilterInstruction[] program)
    {
        var octets = new byte[program.Length * FilterInstruction.Length];
        for (var at = 0; at < program.Length; at++)
        {
            var place = octets.AsSpan(at * FilterInstruction.Length);
            BitConverter.TryWriteBytes(place, program[at].Code);
            (place[2], place[3]) = (program[at].IfTrue, program[at].IfFalse);
            BitConverter.TryWriteBytes(place[4..], program[at].Value);
        }

        var pinned = GCHandle.Alloc(octets, GCHandleType.Pinned);
        try
        {
            // struct sock_fprog: how many, then where, at the next place for an address.
            Span<byte> where = stackalloc byte[2 * IntPtr.Size];
            where.Clear();
            BitConverter.TryWriteBytes(where, (ushort)program.Length);
            BitConverter.TryWriteBytes(where[IntPtr.Size..], (long)pinned.AddrOfPinnedObject());
            _socket.SetRawSocketOption(SocketLevel, AttachFilter, where);
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>Where a packet socket is bound (<c>struct sockaddr_ll</c>).</summary>
    private sealed class Address(int index) : EndPoint
    {
        private const int Length = 20;

        /// <inheritdoc />
        public override AddressFamily AddressFamily => AddressFamily.Packet;

        /// <inheritdoc />
        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(AddressFamily.Packet, Length);
            BinaryPrimitives.WriteUInt16BigEndian(address.Buffer.Span[2..], EveryProtocol);
            BitConverter.TryWriteBytes(address.Buffer.Span[4..], index);
            return address;
        }
    }
}

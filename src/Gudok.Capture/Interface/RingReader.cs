using System.Buffers.Binary;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Reads the packets out of a ring (TPACKET_V3), block by block, and gives each block back to the kernel.</summary>
/// <param name="ring">The shared memory.</param>
/// <param name="blocks">How many blocks it has.</param>
/// <param name="hasLinkLayer">Whether packets begin with an Ethernet header.</param>
internal sealed class RingReader(RingMapping ring, int blocks, bool hasLinkLayer)
{
    private const uint OfUser = 1;
    private const int StatusAt = 8;
    private const int CountAt = 12;
    private const int FirstAt = 16;
    private const int HeadLength = 64;
    private const int ProtocolAt = 50;
    private const int DeviceKindAt = 56;
    private const int DirectionAt = 58;
    private const ushort Loopback = 772;
    private const byte Outgoing = 4;

    private readonly byte[] _packet = new byte[PacketSocket.BlockBytes];
    private readonly byte[] _head = new byte[HeadLength];
    private int _block;
    private long _number;

    /// <summary>Whether the next block waits to be read.</summary>
    public bool HasBlock => ReadWord(StatusAt) is var status && (status & OfUser) != 0;

    /// <summary>Reads the block that waits. Gives how many packets it held, how many of them were no IP, and when the last one passed.</summary>
    /// <param name="take">Takes each packet.</param>
    public (int Packets, int Foreign, Instant LastAt) Read(PacketTaker take)
    {
        // What stands behind the status was written before it.
        Interlocked.MemoryBarrier();
        var count = (int)ReadWord(CountAt);
        var at = ReadWord(FirstAt);
        var (copies, foreign) = (0, 0);
        var last = default(Instant);
        for (var left = count; left > 0; left--)
        {
            ring.ReadSpan(Start + at, _head.AsSpan());
            last = TimeOf(_head);
            if (hasLinkLayer) Take(at, last, take);
            else if (IsLoopbackCopy) copies++;
            else if (IsIp) Take(at, last, take);
            else foreign++;
            at += BitConverter.ToUInt32(_head);
        }

        Interlocked.MemoryBarrier();
        ring.Write(Start + StatusAt, 0u);
        _block = (_block + 1) % blocks;
        return (count - copies, foreign, last);
    }

    private bool IsIp => BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(ProtocolAt)) is 0x0800 or 0x86dd;

    // Where all interfaces are heard together, what passes the loopback would come twice.
    private bool IsLoopbackCopy => _head[DirectionAt] == Outgoing && BitConverter.ToUInt16(_head, DeviceKindAt) == Loopback;

    private ulong Start => (ulong)_block * PacketSocket.BlockBytes;

    private void Take(uint at, Instant time, PacketTaker take)
    {
        const int lengthAt = 12;
        const int wholeAt = 16;
        const int linkAt = 24;
        var length = Math.Min(BitConverter.ToInt32(_head, lengthAt), _packet.Length);
        var data = _packet.AsSpan(0, length);
        ring.ReadSpan(Start + at + BitConverter.ToUInt16(_head, linkAt), data);
        take(new CapturedPacket
        {
            Number = ++_number,
            Time = time,
            Link = hasLinkLayer ? LinkType.Ethernet : LinkType.RawIp,
            Data = data,
            OriginalLength = Math.Max(length, BitConverter.ToInt32(_head, wholeAt)),
        });
    }

    private uint ReadWord(int offset) => ring.Read<uint>(Start + (ulong)offset);

    private static Instant TimeOf(byte[] head)
    {
        const int secondsAt = 4;
        const int nanosecondsAt = 8;
        return new Instant((BitConverter.ToUInt32(head, secondsAt) * 1_000_000L) + (BitConverter.ToUInt32(head, nanosecondsAt) / 1000));
    }
}

/// <summary>Takes a packet; its octets are gone afterwards.</summary>
/// <param name="packet">The packet.</param>
internal delegate void PacketTaker(in CapturedPacket packet);

using System.Net.Sockets;

namespace Gudok.Capture;

/// <summary>Counts the datagrams that the kernel threw away because a socket's buffer was full (Linux, SO_MEMINFO).</summary>
internal sealed class KernelDrops(Socket socket)
{
    private const int SocketLevel = 1;
    private const int MemoryInfo = 55;
    private const int DropsAt = 8 * sizeof(uint);

    private readonly Lock _turn = new();
    private uint _last;
    private long _total;

    /// <summary>How many so far; null where the system does not tell.</summary>
    public long? Read()
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> info = stackalloc byte[DropsAt + sizeof(uint)];
        lock (_turn)
        {
            if (socket.GetRawSocketOption(SocketLevel, MemoryInfo, info) < info.Length) return null;
            // The kernel counts in 32 bits and begins anew after the last.
            var drops = BitConverter.ToUInt32(info[DropsAt..]);
            _total += unchecked(drops - _last);
            _last = drops;
            return _total;
        }
    }
}

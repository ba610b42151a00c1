using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gudok.Capture;

/// <summary>The memory that the kernel and we share: the kernel writes packets into it, we read them.</summary>
internal sealed class RingMapping : SafeBuffer
{
    private const int ReadAndWrite = 3;
    private const int Shared = 1;
    private const nint Failed = -1;

    private readonly nuint _length;

    /// <summary>Maps the ring of a socket.</summary>
    /// <exception cref="SocketException">The system refuses.</exception>
    public RingMapping(SafeSocketHandle socket, int length)
        : base(ownsHandle: true)
    {
        _length = (nuint)length;
        var at = Libc.Map(0, _length, ReadAndWrite, Shared, (int)socket.DangerousGetHandle(), 0);
        if (at == Failed) throw new SocketException(Marshal.GetLastPInvokeError());
        SetHandle(at);
        Initialize((ulong)length);
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle() => Libc.Unmap(handle, _length) == 0;

    private static class Libc
    {
        [DllImport("libc", EntryPoint = "mmap", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern nint Map(nint at, nuint length, int protection, int flags, int file, nint offset);

        [DllImport("libc", EntryPoint = "munmap", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Unmap(nint at, nuint length);
    }
}

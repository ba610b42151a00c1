using System.IO.Compression;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>Builds capture files of every kind, well formed and not, from packets.</summary>
public static class CaptureBytes
{
    /// <summary>A packet of a file.</summary>
    /// <param name="Micros">Microseconds since 1970.</param>
    /// <param name="Octets">What was captured.</param>
    /// <param name="OriginalLength">What there was; as captured if null.</param>
    public sealed record Packet(long Micros, byte[] Octets, int? OriginalLength = null);

    public const long Noon = 1_700_000_000_000_000;

    public static byte[] Pcap(params Packet[] packets) => Pcap(1, packets);

    public static byte[] Pcap(int link, Packet[] packets, bool isBig = false, bool isNano = false, bool isModified = false)
    {
        var magic = isModified ? 0xa1b2cd34 : isNano ? 0xa1b23c4d : 0xa1b2c3d4;
        using var file = new MemoryStream();
        file.Write(PacketBytes.Join(U32(magic, isBig), U16(2, isBig), U16(4, isBig), U32(0, isBig), U32(0, isBig), U32(65535, isBig), U32((uint)link, isBig)));
        foreach (var packet in packets) file.Write(Record(packet, isBig, isNano, isModified));
        return file.ToArray();
    }

    public static byte[] Record(Packet packet, bool isBig = false, bool isNano = false, bool isModified = false)
    {
        var (seconds, part) = Math.DivRem(packet.Micros, 1_000_000);
        return PacketBytes.Join(
            U32((uint)seconds, isBig),
            U32((uint)(isNano ? part * 1000 + 999 : part), isBig),
            U32((uint)packet.Octets.Length, isBig),
            U32((uint)(packet.OriginalLength ?? packet.Octets.Length), isBig),
            isModified ? new byte[8] : [],
            packet.Octets);
    }

    public static byte[] Section(bool isBig = false) =>
        Block(0x0a0d0d0a, PacketBytes.Join(U32(0x1a2b3c4d, isBig), U16(1, isBig), U16(0, isBig), U32(uint.MaxValue, isBig), U32(uint.MaxValue, isBig)), isBig);

    public static byte[] Interface(int link, bool isBig = false, uint snapLength = 0, byte[]? options = null) =>
        Block(1, PacketBytes.Join(U16(link, isBig), U16(0, isBig), U32(snapLength, isBig), options ?? []), isBig);

    public static byte[] Option(int code, byte[] value, bool isBig = false) =>
        PacketBytes.Join(U16(code, isBig), U16(value.Length, isBig), value, new byte[-value.Length & 3]);

    public static byte[] Enhanced(int number, ulong stamp, byte[] octets, bool isBig = false, int? originalLength = null) =>
        Block(6, PacketBytes.Join(U32((uint)number, isBig), Stamped(stamp, octets, originalLength, isBig)), isBig);

    public static byte[] Obsolete(int number, ulong stamp, byte[] octets, bool isBig = false) =>
        Block(2, PacketBytes.Join(U16(number, isBig), U16(0, isBig), Stamped(stamp, octets, null, isBig)), isBig);

    public static byte[] Simple(byte[] octets, bool isBig = false, int? originalLength = null) =>
        Block(3, PacketBytes.Join(U32((uint)(originalLength ?? octets.Length), isBig), Padded(octets)), isBig);

    public static byte[] Block(uint type, byte[] body, bool isBig = false)
    {
        var length = U32((uint)(body.Length + 12), isBig);
        return PacketBytes.Join(U32(type, isBig), length, body, length);
    }

    public static byte[] Gzip(byte[] octets)
    {
        using var file = new MemoryStream();
        using (var packer = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true)) packer.Write(octets);
        return file.ToArray();
    }

    /// <summary>Opens octets as a file that can be sought, or as a pipe that gives them in small pieces.</summary>
    public static CaptureFile Open(byte[] octets, bool isPipe = false, CaptureLimits? limits = null) =>
        CaptureFile.Open(isPipe ? new Pipe(octets) : new MemoryStream(octets), "test", limits);

    /// <summary>The messages and counts of a file.</summary>
    public static FrameCollector Read(byte[] octets, CaptureLimits? limits = null)
    {
        using var file = Open(octets, limits: limits);
        return FrameCollector.Read(file, limits);
    }

    /// <summary>The messages and counts of Ethernet frames, a millisecond apart.</summary>
    public static FrameCollector ReadFrames(IEnumerable<byte[]> frames, CaptureLimits? limits = null) =>
        Read(Pcap([.. frames.Select((frame, n) => new Packet(Noon + n * 1000, frame))]), limits);

    public static byte[] U16(int value, bool isBig) => isBig ? PacketBytes.U16(value) : [(byte)value, (byte)(value >> 8)];

    public static byte[] U32(uint value, bool isBig) => isBig ? PacketBytes.U32(value) : [.. PacketBytes.U32(value).Reverse()];

    private static byte[] Stamped(ulong stamp, byte[] octets, int? originalLength, bool isBig) => PacketBytes.Join(
        U32((uint)(stamp >> 32), isBig),
        U32((uint)stamp, isBig),
        U32((uint)octets.Length, isBig),
        U32((uint)(originalLength ?? octets.Length), isBig),
        Padded(octets));

    private static byte[] Padded(byte[] octets) => PacketBytes.Join(octets, new byte[-octets.Length & 3]);

    private sealed class Pipe(byte[] octets) : MemoryStream(octets)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));
    }
}

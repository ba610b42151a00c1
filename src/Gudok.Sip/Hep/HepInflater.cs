using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Gudok.Sip;

/// <summary>Unpacks the compressed payload of a HEP packet: gzip (RFC 1952), zlib (RFC 1950) or raw deflate (RFC 1951), told apart by the first octets.</summary>
/// <remarks>Agents disagree on which of the three chunk 0x10 holds. The framework inflates streams only, so this path allocates.</remarks>
internal static class HepInflater
{
    private const int StepLength = 4096;
    private const byte GzipFirst = 0x1f;
    private const byte GzipSecond = 0x8b;
    private const int GzipFrameLength = 18;

    public static bool TryInflate(ReadOnlySpan<byte> packed, IBufferWriter<byte> destination, int limit, out HepFault fault)
    {
        if (packed.IsEmpty) return Fail(HepFaultKind.NotCompressed, out fault);
        var copy = ArrayPool<byte>.Shared.Rent(packed.Length);
        try
        {
            packed.CopyTo(copy);
            using var source = new PackedSource(copy, packed.Length);
            using var inflated = Open(source, packed);
            var kind = Copy(inflated, destination, limit, out var total);
            if (kind == HepFaultKind.None && !IsWhole(packed, total, source)) kind = HepFaultKind.CompressionCorrupt;
            fault = new HepFault(kind, 0);
            return fault.Kind == HepFaultKind.None;
        }
        catch (InvalidDataException)
        {
            return Fail(HepFaultKind.CompressionCorrupt, out fault);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy, clearArray: true);
        }
    }

    public static bool TryInflate(ReadOnlySpan<byte> packed, Span<byte> destination, out int written, out HepFault fault)
    {
        var writer = new ArrayBufferWriter<byte>(StepLength);
        var done = TryInflate(packed, writer, destination.Length, out fault);
        written = done ? writer.WrittenCount : 0;
        if (done) writer.WrittenSpan.CopyTo(destination);
        return done;
    }

    private static Stream Open(MemoryStream source, ReadOnlySpan<byte> packed) => packed switch
    {
        [GzipFirst, GzipSecond, ..] => new GZipStream(source, CompressionMode.Decompress),
        // RFC 1950 §2.2: method 8 in the low nibble, and the first two octets are a multiple of 31.
        [var method, var flags, ..] when (method & 0x0f) == 8 && (method << 8 | flags) % 31 == 0 =>
            new ZLibStream(source, CompressionMode.Decompress),
        _ => new DeflateStream(source, CompressionMode.Decompress),
    };

    private static HepFaultKind Copy(Stream inflated, IBufferWriter<byte> destination, int limit, out int total)
    {
        for (total = 0; ;)
        {
            var buffer = destination.GetSpan(StepLength);
            var read = inflated.Read(buffer);
            if (read == 0) return HepFaultKind.None;
            if (read > limit - total) return HepFaultKind.InflatedLimit;
            destination.Advance(read);
            total += read;
        }
    }

    // The framework's inflaters end quietly where the data is cut short. A gzip member ends with its length (RFC 1952 §2.3.1);
    // of the other two, only one that is cut short makes the inflater ask for more than there is.
    private static bool IsWhole(ReadOnlySpan<byte> packed, int total, PackedSource source) => packed is [GzipFirst, GzipSecond, ..]
        ? packed.Length > GzipFrameLength && BinaryPrimitives.ReadUInt32LittleEndian(packed[^sizeof(uint)..]) == (uint)total
        : !source.RanDry;

    private static bool Fail(HepFaultKind kind, out HepFault fault)
    {
        fault = new HepFault(kind, 0);
        return false;
    }

    private sealed class PackedSource(byte[] packed, int length) : MemoryStream(packed, 0, length, writable: false)
    {
        public bool RanDry { get; private set; }

        public override int Read(Span<byte> buffer) => Note(base.Read(buffer));

        public override int Read(byte[] buffer, int offset, int count) => Note(base.Read(buffer, offset, count));

        private int Note(int read)
        {
            RanDry |= read == 0;
            return read;
        }
    }
}

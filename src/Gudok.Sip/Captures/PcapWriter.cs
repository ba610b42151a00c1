using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Writes a classic pcap file (little-endian, microseconds, link type Ethernet) packet by packet, headers and checksums
/// made from the two ends and the payload.</summary>
/// <remarks>The same calls give the same bytes. Not safe for two threads at once. Faults of the stream are its exceptions.</remarks>
public sealed class PcapWriter : IDisposable
{
    private const int FileHeaderLength = 24;
    private const int RecordHeaderLength = 16;
    private const int MaxRecord = RecordHeaderLength + FrameBuilder.MaxOverhead + FrameBuilder.MaxPayload;
    private const int BufferLength = 4 * MaxRecord;
    private const uint SnapLength = 262144;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _used;

    /// <summary>Begins a file on a stream; the file header goes out with the first flush.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="leaveOpen">Whether disposing the writer leaves the stream open.</param>
    public PcapWriter(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
        var header = _buffer.AsSpan(0, FileHeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header, PcapMagic.Microseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], SnapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], (uint)LinkType.Ethernet);
        _used = FileHeaderLength;
    }

    /// <summary>How many packets were written.</summary>
    public long Packets { get; private set; }

    /// <summary>Writes a UDP datagram.</summary>
    /// <param name="time">When it passed; must lie from 1970 to 2106, all that the format can say.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="destination">To whom.</param>
    /// <param name="payload">At most 65,475 octets, what fits into one IP packet of either version.</param>
    public void WriteUdp(Instant time, NetworkEndpoint source, NetworkEndpoint destination, ReadOnlySpan<byte> payload)
    {
        var frame = BeginRecord(payload.Length);
        EndRecord(time, FrameBuilder.BuildUdp(frame, source, destination, payload));
    }

    /// <summary>Writes a TCP segment.</summary>
    /// <param name="time">When it passed; must lie from 1970 to 2106.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="destination">To whom.</param>
    /// <param name="sequence">Number of the first octet of the payload, or of the SYN.</param>
    /// <param name="acknowledgement">The next octet the sender awaits.</param>
    /// <param name="flags">Control bits.</param>
    /// <param name="payload">At most 65,475 octets; may be empty.</param>
    public void WriteTcp(
        Instant time,
        NetworkEndpoint source,
        NetworkEndpoint destination,
        uint sequence,
        uint acknowledgement,
        TcpFlags flags,
        ReadOnlySpan<byte> payload)
    {
        var frame = BeginRecord(payload.Length);
        EndRecord(time, FrameBuilder.BuildTcp(frame, source, destination, sequence, acknowledgement, flags, payload));
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush()
    {
        FlushBuffer();
        _stream.Flush();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Flush();
        if (!_leaveOpen) _stream.Dispose();
    }

    private Span<byte> BeginRecord(int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, FrameBuilder.MaxPayload);
        if (_used + MaxRecord > BufferLength) FlushBuffer();
        return _buffer.AsSpan(_used + RecordHeaderLength);
    }

    private void EndRecord(Instant time, int length)
    {
        var (seconds, micros) = Math.DivRem(time.Micros, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfNegative(time.Micros, nameof(time));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, uint.MaxValue, nameof(time));
        var record = _buffer.AsSpan(_used, RecordHeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)micros);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], (uint)length);
        _used += RecordHeaderLength + length;
        Packets++;
    }

    private void FlushBuffer()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}

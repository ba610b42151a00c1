using System.Buffers.Binary;
using System.IO.Compression;

namespace Gudok.Sip;

/// <summary>Reads the packets of one capture in the order of their times: pcap (micro- and nanoseconds, both octet orders), pcapng,
/// a file of HEP3 packets, and any of them packed with gzip; told by content, from files and pipes alike.</summary>
/// <remarks>Content never throws: a file that is no capture or is broken ends early and says so in <see cref="Fault"/>.
/// Faults of the disk are exceptions. Not safe for two threads at once.</remarks>
public sealed class CaptureFile : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly CaptureLimits _limits;
    private readonly BlockReader _raw;
    private readonly List<IDisposable> _owned = [];
    private PacketReader? _reader;
    private CaptureFault? _fault;
    private bool _isPacked;
    private bool _isBegun;

    private CaptureFile(Stream stream, string name, CaptureLimits? limits, bool leaveOpen)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _limits = limits ?? CaptureLimits.Default;
        Name = name;
        _raw = new BlockReader(stream);
    }

    /// <summary>The name given on opening, for messages.</summary>
    public string Name { get; }

    /// <summary>What kind of file it is; known after the first read.</summary>
    public CaptureFormat Format { get; private set; }

    /// <summary>Why reading ended before the end of the file; null as long as it did not.</summary>
    public CaptureFault? Fault => _fault ?? _reader?.Fault;

    /// <summary>How many packets were read.</summary>
    public long Packets { get; private set; }

    /// <summary>How many packets bore a time that cannot be (a part of a second over one second, a year beyond 2106, none in HEP);
    /// they got the time of the packet before them.</summary>
    public long OddTimes => _reader?.OddTimes ?? 0;

    /// <summary>How many packets came too late to be given their place in time and were passed after later ones.</summary>
    public long Late => _reader?.Late ?? 0;

    /// <summary>Octets of the file passed so far, packed ones if it is packed: for showing progress.</summary>
    public long Position => _raw.Offset;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="limits">How much to keep in memory; the defaults if null.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static CaptureFile Open(string path, CaptureLimits? limits = null)
    {
        // The block reader has its own buffer; a second one would only copy.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        return new CaptureFile(stream, path, limits, leaveOpen: false);
    }

    /// <summary>Opens a stream, which need not be able to seek.</summary>
    /// <param name="stream">The stream, read from where it stands.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="limits">How much to keep in memory; the defaults if null.</param>
    /// <param name="leaveOpen">Whether disposing leaves the stream open.</param>
    public static CaptureFile Open(Stream stream, string name, CaptureLimits? limits = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new CaptureFile(stream, name, limits, leaveOpen);
    }

    /// <summary>Reads the next packet by time; false at the end or at a fault.</summary>
    public bool TryReadPacket(out CapturedPacket packet)
    {
        if (MoveNext())
        {
            packet = Current;
            return true;
        }

        packet = default;
        return false;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _reader?.Dispose();
        foreach (var owned in _owned) owned.Dispose();
        _raw.Dispose();
        if (!_leaveOpen) _stream.Dispose();
    }

    /// <summary>The packet read last.</summary>
    internal CapturedPacket Current
    {
        get
        {
            ref readonly var head = ref _reader!.Head;
            return new CapturedPacket
            {
                Number = head.Number,
                Time = head.Time,
                Link = head.Link,
                Data = _reader.Data,
                OriginalLength = head.OriginalLength,
            };
        }
    }

    /// <summary>Reads the next packet by time into <see cref="Current"/>.</summary>
    internal bool MoveNext()
    {
        if (!_isBegun) Begin();
        if (_reader is null || !_reader.MoveNext()) return false;
        Packets++;
        return true;
    }

    private void Begin()
    {
        _isBegun = true;
        var start = _stream.CanSeek ? _stream.Position : 0;
        if (OpenReader() is not { } reader) return;
        var canLookThrough = _stream.CanSeek && !_isPacked && _stream.Length - start <= _limits.IndexedFileBytes;
        if (_limits.WindowPackets == 0) _reader = reader;
        else if (canLookThrough) _reader = LookThrough(reader, start);
        else _reader = new WindowReader(reader, _limits);
    }

    // Nearly every file is in order, and then looking through it once costs less than copying each packet into a window.
    private PacketReader LookThrough(PacketReader reader, long start)
    {
        var isInOrder = true;
        var last = new Instant(long.MinValue);
        while (isInOrder && reader.MoveNext())
        {
            isInOrder = reader.Head.Time >= last;
            last = reader.Head.Time;
        }

        _raw.Seek(start);
        var again = OpenReader()!;
        if (isInOrder) return again;
        if (IndexReader.Build(again, _limits.IndexedPackets) is { } index)
            return new IndexReader(_raw, index, again.Fault, again.OddTimes);

        _raw.Seek(start);
        return new WindowReader(OpenReader()!, _limits);
    }

    private FileReader? OpenReader()
    {
        var blocks = _raw;
        if (IsGzip(blocks))
        {
            _isPacked = true;
            var unpacker = new GZipStream(new BlockReaderStream(_raw), CompressionMode.Decompress);
            blocks = new BlockReader(unpacker);
            _owned.Add(unpacker);
            _owned.Add(blocks);
        }

        const int magicLength = 4;
        var magic = blocks.Ensure(magicLength) ? BinaryPrimitives.ReadUInt32LittleEndian(blocks.Ready) : 0;
        FileReader? reader = null;
        if (PcapReader.IsMagic(magic)) (Format, reader) = (CaptureFormat.Pcap, new PcapReader(blocks, _limits));
        else if (magic == PcapMagic.SectionHeader) (Format, reader) = (CaptureFormat.Pcapng, new PcapngReader(blocks, _limits));
        else if (HepStreamReader.IsMagic(magic)) (Format, reader) = (CaptureFormat.HepStream, new HepStreamReader(blocks, _limits));
        else _fault = NotACapture(blocks);
        return reader;
    }

    private static bool IsGzip(BlockReader blocks) =>
        blocks.Ensure(sizeof(ushort)) && BinaryPrimitives.ReadUInt16LittleEndian(blocks.Ready) == PcapMagic.Gzip;

    private static CaptureFault NotACapture(BlockReader blocks)
    {
        var what = blocks.IsCorrupt ? "The gzip data are damaged from the first octet on"
            : blocks.Ready.IsEmpty ? "The file is empty"
            : "The file begins like no capture";
        return new CaptureFault(
            SipFaults.NotACapture, what + "; pcap, pcapng and HEP3 streams can be read, also packed with gzip.", 0, 0);
    }
}

using System.Buffers.Binary;
using System.Globalization;

namespace Gudok.Capture;

/// <summary>A file of the spool: blocks one behind the other, each as length (4) ‖ packets (4) ‖ sequence (8) ‖ sealed octets. Not thread-safe.</summary>
internal sealed class SpoolSegment : IDisposable
{
    /// <summary>The ending of such files.</summary>
    public const string Ending = ".spool";

    /// <summary>Octets after which the next file begins.</summary>
    public const int FullBytes = 4 << 20;

    private const int HeadLength = (2 * sizeof(int)) + sizeof(long);
    private const int MostBlock = RelayBlock.Bytes + 64;

    private readonly string _path;
    private readonly StateSeal _seal;
    private readonly byte[] _head = new byte[HeadLength];
    private readonly Dictionary<long, long> _spoiled = [];
    private FileStream? _open;
    private long _readAt;
    private long _arrivedAt;

    private SpoolSegment(string path, StateSeal seal, long first) => (_path, _seal, First, Last) = (path, seal, first, first);

    /// <summary>Number of its first block: segments lie in the order of it.</summary>
    public long First { get; }

    /// <summary>Octets of the file.</summary>
    public long Length { get; private set; }

    /// <summary>Packets that were not read since the file was opened, or since <see cref="Rewind"/>.</summary>
    public long Waiting { get; private set; }

    /// <summary>Packets at its end that were cut off when it was taken up, as far as their head says how many: a kill, or somebody else, had cut them short.</summary>
    public long Torn { get; private set; }

    /// <summary>Number of its last block.</summary>
    public long Last { get; private set; }

    /// <summary>Whether blocks wait to be read.</summary>
    public bool HasWaiting => _readAt < Length;

    /// <summary>Whether all of it has arrived.</summary>
    public bool IsDone => _arrivedAt >= Length;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static SpoolSegment Create(string folder, long first, StateSeal seal)
    {
        var path = Path.Combine(folder, first.ToString("D19", CultureInfo.InvariantCulture) + Ending);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new SpoolSegment(path, seal, first) { _open = new FileStream(path, options) };
    }

    /// <summary>Takes up a file of an earlier run; what was torn at its end is cut off.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static SpoolSegment Open(string path, StateSeal seal)
    {
        var first = long.Parse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture);
        var segment = new SpoolSegment(path, seal, first);
        var end = segment.File.Length;
        while (segment.TryReadHead(segment.Length, end, out var length, out var packets, out var sequence))
        {
            segment.Length += HeadLength + length;
            segment.Waiting += packets;
            segment.Last = sequence;
        }

        if (segment.Length < end)
        {
            segment.Torn = Math.Max(1, segment.PacketsAt(segment.Length, end));
            segment.File.SetLength(segment.Length);
        }

        segment.Rest();
        return segment;
    }

    /// <summary>Adds a block.</summary>
    /// <exception cref="IOException">The disk refuses; the file is as before.</exception>
    public void Append(RelayBlock block)
    {
        var sealedOctets = _seal.Seal(StateSeal.Place.Relayed, block.Sequence, block.Packets, block.Octets.Span);
        BinaryPrimitives.WriteInt32BigEndian(_head, sealedOctets.Length);
        BinaryPrimitives.WriteInt32BigEndian(_head.AsSpan(sizeof(int)), block.Packets);
        BinaryPrimitives.WriteInt64BigEndian(_head.AsSpan(2 * sizeof(int)), block.Sequence);
        File.Position = Length;
        File.Write(_head);
        File.Write(sealedOctets);
        Length += HeadLength + sealedOctets.Length;
        Waiting += block.Packets;
        Last = block.Sequence;
    }

    /// <summary>Reads the next block; null if it was changed, and then it is passed over.</summary>
    /// <param name="lost">Packets of a block that was changed, as its head says; 1 if that says nothing that can be.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public RelayBlock? Read(out long lost)
    {
        lost = 0;
        var waiting = Waiting;
        if (!TryReadHead(_readAt, Length, out var length, out var packets, out var sequence))
        {
            // Its head was changed meanwhile: where the next block begins is not known any more.
            lost = Math.Max(1, waiting);
            PassOver(Length);
            Waiting = 0;
            return null;
        }

        var octets = new byte[length];
        File.Position = _readAt + HeadLength;
        File.ReadExactly(octets);
        Waiting = Math.Max(0, waiting - packets);
        var end = _readAt + HeadLength + length;
        if (_seal.Open(StateSeal.Place.Relayed, sequence, packets, octets) is { } plain)
        {
            _readAt = end;
            return new RelayBlock(sequence, packets, plain, this, end);
        }

        lost = packets;
        PassOver(end);
        return null;
    }

    /// <summary>Notes that all up to a place has arrived.</summary>
    public void NoteArrived(long upTo)
    {
        _arrivedAt = Math.Max(_arrivedAt, upTo);
        // What could not be read has nothing left that could arrive.
        while (_spoiled.Remove(_arrivedAt, out var end)) _arrivedAt = end;
    }

    /// <summary>Goes back to what is not known to have arrived.</summary>
    public void Rewind()
    {
        if (_readAt == _arrivedAt) return;
        (_readAt, Waiting) = (_arrivedAt, 0);
        for (var at = _readAt; TryReadHead(at, Length, out var length, out var packets, out _); at += HeadLength + length) Waiting += packets;
    }

    /// <summary>Brings what was added onto the disk.</summary>
    public void Flush() => File.Flush(flushToDisk: true);

    /// <summary>Closes and removes the file.</summary>
    public void Delete()
    {
        Rest();
        System.IO.File.Delete(_path);
    }

    /// <inheritdoc />
    public void Dispose() => Rest();

    /// <summary>Lets go of the file until it is needed again: a long absence makes many.</summary>
    public void Rest()
    {
        _open?.Dispose();
        _open = null;
    }

    private FileStream File => _open ??= new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private int PacketsAt(long at, long end)
    {
        if (at + HeadLength > end) return 0;
        File.Position = at;
        File.ReadExactly(_head);
        return BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(sizeof(int))) is var packets and <= RelayBlock.Bytes ? packets : 0;
    }

    private void PassOver(long end)
    {
        _spoiled[_readAt] = end;
        _readAt = end;
        NoteArrived(_arrivedAt);
    }

    private bool TryReadHead(long at, long end, out int length, out int packets, out long sequence)
    {
        (length, packets, sequence) = (0, 0, 0);
        if (at + HeadLength > end) return false;
        File.Position = at;
        File.ReadExactly(_head);
        length = BinaryPrimitives.ReadInt32BigEndian(_head);
        packets = BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(sizeof(int)));
        sequence = BinaryPrimitives.ReadInt64BigEndian(_head.AsSpan(2 * sizeof(int)));
        return length is > 0 and <= MostBlock && packets is > 0 and <= RelayBlock.Bytes && at + HeadLength + length <= end;
    }
}

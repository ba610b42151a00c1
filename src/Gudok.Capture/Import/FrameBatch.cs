using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Frames on their way from the task that reads files to the one that assembles calls, their messages copied one behind the
/// other. Used again and again.</summary>
internal sealed class FrameBatch
{
    private const int FullAtFrames = 1_000;
    private const int FullAtOctets = 448 << 10;

    private Entry[] _entries = new Entry[FullAtFrames + 24];
    private byte[] _octets = new byte[FullAtOctets + (64 << 10)];
    private int _count;
    private int _used;

    /// <summary>Whether it is to be passed on. What still comes of the same packet finds room all the same.</summary>
    public bool IsFull => _count >= FullAtFrames || _used >= FullAtOctets;

    /// <summary>Copies a frame.</summary>
    public void Add(in SipFrame frame)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        var end = _used + frame.Message.Length;
        if (end > _octets.Length) Array.Resize(ref _octets, Math.Max(end, _octets.Length * 2));
        frame.Message.CopyTo(_octets.AsSpan(_used));
        _entries[_count++] = new Entry
        {
            Time = frame.Time,
            Source = frame.Source,
            Destination = frame.Destination,
            CaptureAgent = frame.CaptureAgent,
            End = end,
            Transport = frame.Transport,
            IsTruncated = frame.IsTruncated,
        };
        _used = end;
    }

    /// <summary>Gives all frames to a sink in their order and empties the batch.</summary>
    public void MoveTo(ISipFrameSink sink)
    {
        var start = 0;
        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            sink.OnFrame(new SipFrame
            {
                Time = entry.Time,
                Source = entry.Source,
                Destination = entry.Destination,
                Transport = entry.Transport,
                CaptureAgent = entry.CaptureAgent,
                Message = _octets.AsSpan(start, entry.End - start),
                IsTruncated = entry.IsTruncated,
            });
            start = entry.End;
        }

        (_count, _used) = (0, 0);
    }

    private struct Entry
    {
        public Instant Time;
        public NetworkEndpoint Source;
        public NetworkEndpoint Destination;
        public uint CaptureAgent;
        public int End;
        public TransportKind Transport;
        public bool IsTruncated;
    }
}

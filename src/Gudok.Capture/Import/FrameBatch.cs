using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Frames on their way from the task that reads files to the one that assembles calls, their messages copied one behind the
/// other. Used again and again.</summary>
internal sealed class FrameBatch
{
    private const int FullAtFrames = 1_000;
    private const int FullAtMedia = 8_192;
    private const int FullAtOctets = 448 << 10;

    private Entry[] _entries = new Entry[FullAtFrames + 24];

    // Most captures hold no media, or far more of them than messages: in a list of their own, with their place among the frames.
    private MediaEntry[] _media = [];
    private int _mediaCount;
    private byte[] _octets = new byte[FullAtOctets + (64 << 10)];
    private int _count;
    private int _used;

    /// <summary>Whether it is to be passed on. What still comes of the same packet finds room all the same.</summary>
    public bool IsFull => _count >= FullAtFrames || _used >= FullAtOctets || _mediaCount >= FullAtMedia;

    /// <summary>Copies a frame.</summary>
    public void Add(in SipFrame frame)
    {
        Copy(frame.Message);
        Add(new Entry
        {
            Time = frame.Time,
            Source = frame.Source,
            Destination = frame.Destination,
            CaptureAgent = frame.CaptureAgent,
            End = _used,
            Transport = frame.Transport,
            IsTruncated = frame.IsTruncated,
        });
    }

    /// <summary>Copies a report of how media came.</summary>
    public void Add(in MediaReport report)
    {
        Copy(report.CorrelationId);
        Copy(report.Payload);
        Add(new Entry
        {
            Time = report.Time,
            Source = report.Source,
            Destination = report.Destination,
            End = _used,
            Report = report.Kind,
            IdLength = report.CorrelationId.Length,
        });
    }

    /// <summary>Takes a packet of media.</summary>
    public void Add(in RtpSample sample)
    {
        if (_mediaCount == _media.Length) Array.Resize(ref _media, Math.Max(FullAtMedia + 64, _mediaCount * 2));
        _media[_mediaCount++] = new MediaEntry { Before = _count, Sample = sample };
    }

    /// <summary>Gives all frames and media to a sink in their order and empties the batch.</summary>
    public void MoveTo(ISipFrameSink sink)
    {
        var (start, index, given) = (0, 0, 0);
        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            if (given < _mediaCount) GiveMedia(sink, index, ref given);
            index++;
            var octets = _octets.AsSpan(start, entry.End - start);
            if (entry.Report is { } kind) sink.OnReport(entry.ToReport(kind, octets));
            else sink.OnFrame(entry.ToFrame(octets));
            start = entry.End;
        }

        GiveMedia(sink, index, ref given);
        (_count, _used, _mediaCount) = (0, 0, 0);
    }

    /// <summary>Gives the media that came before a frame.</summary>
    private void GiveMedia(ISipFrameSink sink, int frame, ref int given)
    {
        for (; given < _mediaCount && _media[given].Before <= frame; given++) sink.OnMedia(_media[given].Sample);
    }

    private void Add(in Entry entry)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        _entries[_count++] = entry;
    }

    private void Copy(ReadOnlySpan<byte> octets)
    {
        var end = _used + octets.Length;
        if (end > _octets.Length) Array.Resize(ref _octets, Math.Max(end, _octets.Length * 2));
        octets.CopyTo(_octets.AsSpan(_used));
        _used = end;
    }

    private struct MediaEntry
    {
        public int Before;
        public RtpSample Sample;
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
        public MediaReportKind? Report;
        public int IdLength;

        public readonly SipFrame ToFrame(ReadOnlySpan<byte> octets) => new()
        {
            Time = Time,
            Source = Source,
            Destination = Destination,
            Transport = Transport,
            CaptureAgent = CaptureAgent,
            Message = octets,
            IsTruncated = IsTruncated,
        };

        public readonly MediaReport ToReport(MediaReportKind kind, ReadOnlySpan<byte> octets) => new()
        {
            Time = Time,
            Source = Source,
            Destination = Destination,
            Kind = kind,
            CorrelationId = octets[..IdLength],
            Payload = octets[IdLength..],
        };
    }
}

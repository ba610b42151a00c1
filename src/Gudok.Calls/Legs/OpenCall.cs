using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What is kept of one Call-ID while its calls are open, and for a while after they were given out: the log of what was
/// seen, and the few facts of headers that the log has no room for.</summary>
internal sealed class OpenCall(byte[] callId, long clockOffset, string source) : IDeadline
{
    /// <summary>The most tags and points an index of one octet can name.</summary>
    public const int MaxIndex = 64;

    private Sighting[] _sightings = new Sighting[8];
    private ObservationPoint[] _points = new ObservationPoint[1];
    private byte[][] _tags = [[], []];

    /// <summary>Call-ID as on the wire.</summary>
    public byte[] CallId { get; } = callId;

    /// <summary>Offset of the stage's clock when the call began: its times stay in the clock of its beginning.</summary>
    public long ClockOffset { get; } = clockOffset;

    /// <summary>The input that first saw it.</summary>
    public string Source { get; } = source;

    /// <inheritdoc />
    public long Deadline { get; set; }

    /// <inheritdoc />
    public int Place { get; set; } = -1;

    /// <summary>The log.</summary>
    public Span<Sighting> Sightings => _sightings.AsSpan(0, SightingCount);

    /// <summary>Lines of the log.</summary>
    public int SightingCount { get; private set; }

    /// <summary>Points where something was seen.</summary>
    public ReadOnlySpan<ObservationPoint> Points => _points.AsSpan(0, PointCount);

    /// <summary>How many points.</summary>
    public int PointCount { get; private set; }

    /// <summary>Tags seen; the first one is the empty tag.</summary>
    public ReadOnlySpan<byte[]> Tags => _tags.AsSpan(0, TagCount);

    /// <summary>How many tags, the empty one counted.</summary>
    public int TagCount { get; private set; } = 1;

    /// <summary>The dialog-forming INVITEs, hop by hop.</summary>
    public List<InviteFacts> Invites { get; } = new(1);

    /// <summary>Party of the From of the first message, where that was no INVITE.</summary>
    public Party FirstFrom { get; set; }

    /// <summary>Party of the To of the first message, where that was no INVITE.</summary>
    public Party FirstTo { get; set; }

    /// <summary>Time of the last message of any kind, in microseconds of the call's clock.</summary>
    public long LastSeen { get; set; } = long.MinValue;

    /// <summary>The session timer last agreed (RFC 4028), in seconds; 0 if none.</summary>
    public uint SessionExpires { get; set; }

    /// <summary>Messages counted for this Call-ID, repeated ones too.</summary>
    public int MessageCount { get; set; }

    /// <summary>What may join it to other legs; null for most calls.</summary>
    public JoinTokens? Tokens { get; set; }

    /// <summary>Its messages, null where they are not kept.</summary>
    public KeptMessages? Kept { get; set; }

    /// <summary>What was last given out; null while open.</summary>
    public ObservedCall? Given { get; set; }

    /// <summary>Whether it was given out and nothing new has come since: its deadline is that of forgetting.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Index of a tag.</summary>
    /// <returns>False if there are too many.</returns>
    public bool TryFindTag(ReadOnlySpan<byte> tag, out byte index)
    {
        index = 0;
        if (tag.IsEmpty) return true;
        for (index = 1; index < TagCount; index++)
        {
            if (tag.SequenceEqual(_tags[index])) return true;
        }

        if (TagCount == MaxIndex) return false;
        if (TagCount == _tags.Length) Array.Resize(ref _tags, TagCount * 2);
        _tags[TagCount++] = tag.ToArray();
        return true;
    }

    /// <summary>Index of the point where a frame was seen.</summary>
    /// <returns>False if there are too many.</returns>
    public bool TryFindPoint(in SipFrame frame, out byte index, out bool isBackwards)
    {
        for (index = 0; index < PointCount; index++)
        {
            if (_points[index].Saw(frame, out isBackwards)) return true;
        }

        isBackwards = false;
        return TryAddPoint(new ObservationPoint(frame.Source, frame.Destination, frame.Transport, frame.CaptureAgent));
    }

    /// <summary>Adds a tag that is known to be new.</summary>
    public void AddTag(byte[] tag)
    {
        if (TagCount == _tags.Length) Array.Resize(ref _tags, TagCount * 2);
        _tags[TagCount++] = tag;
    }

    /// <summary>Adds a point that is known to be new.</summary>
    public bool TryAddPoint(ObservationPoint point)
    {
        if (PointCount == MaxIndex) return false;
        if (PointCount == _points.Length) Array.Resize(ref _points, PointCount * 2);
        _points[PointCount++] = point;
        return true;
    }

    /// <summary>Adds a line to the log.</summary>
    public void Add(in Sighting sighting)
    {
        if (SightingCount == _sightings.Length) Array.Resize(ref _sightings, SightingCount * 2);
        _sightings[SightingCount++] = sighting;
    }

    /// <summary>Takes a line out of the log.</summary>
    public void RemoveAt(int index)
    {
        _sightings.AsSpan((index + 1)..SightingCount).CopyTo(_sightings.AsSpan(index));
        SightingCount--;
    }

    /// <summary>Puts the log in order of time; lines of one moment keep the order in which they came.</summary>
    public void Sort()
    {
        for (var next = 1; next < SightingCount; next++)
        {
            var line = _sightings[next];
            var place = next;
            for (; place > 0 && _sightings[place - 1].Time > line.Time; place--) _sightings[place] = _sightings[place - 1];
            _sightings[place] = line;
        }
    }
}

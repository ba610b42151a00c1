using System.Buffers.Binary;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What is kept of one Call-ID while its calls are open, and for a while after they were given out: the log of what was
/// seen, and the few facts of headers that the log has no room for.</summary>
internal sealed class OpenCall : TimedPiece
{
    /// <summary>The most tags and points an index of one octet can name.</summary>
    public const int MaxIndex = 64;

    private const int FirstSightings = 8;
    private const int TagHead = sizeof(ushort);
    private const int LargeTags = 512;
    private const int LargeLists = 4;

    // A million calls may be open: what is kept of each is in few objects, which grow by little.
    private Sighting[] _sightings = new Sighting[FirstSightings];
    private ObservationPoint[] _points = new ObservationPoint[1];
    private InviteFacts[] _invites = [];
    private int _inviteCount;
    private byte[] _tags = [];
    private int _tagOctets;

    /// <summary>Call-ID as on the wire.</summary>
    public byte[] CallId { get; private set; } = [];

    /// <summary>Offset of the stage's clock when the call began: its times stay in the clock of its beginning.</summary>
    public long ClockOffset { get; private set; }

    /// <summary>The input that first saw it.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The log.</summary>
    public Span<Sighting> Sightings => _sightings.AsSpan(0, SightingCount);

    /// <summary>Lines of the log.</summary>
    public int SightingCount { get; private set; }

    /// <summary>Points where something was seen.</summary>
    public ReadOnlySpan<ObservationPoint> Points => _points.AsSpan(0, PointCount);

    /// <summary>How many points.</summary>
    public int PointCount { get; private set; }

    /// <summary>How many tags, the empty one counted.</summary>
    public int TagCount { get; private set; } = 1;

    /// <summary>The dialog-forming INVITEs, hop by hop.</summary>
    public ReadOnlySpan<InviteFacts> Invites => _invites.AsSpan(0, _inviteCount);

    /// <summary>Who the first message was from and to, where that was no INVITE; else null.</summary>
    public FirstParties? FirstParties { get; set; }

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

    /// <summary>What is known of its media; null for calls that announced none, or while no input brings any. Not saved: after a restart what was
    /// measured of a call in progress is lost.</summary>
    public CallMedia? Media { get; set; }

    /// <summary>How often it was given out: 0 while open.</summary>
    public int GivenCount { get; private set; }

    /// <summary>What the call last given out said, as <see cref="CallFacts"/> sums it up; 0 where <see cref="Given"/> is kept.</summary>
    public ulong GivenFacts { get; private set; }

    /// <summary>The call last given out, without its messages; null before, and where calls are saved.</summary>
    public ObservedCall? Given { get; private set; }

    /// <summary>Whether it was given out and nothing new has come since.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Whether somebody watches that it is talked on, and is to be told its end. Not saved: it follows from the log.</summary>
    public bool IsWatched { get; set; }

    /// <summary>Until when a settled call is remembered.</summary>
    public long ForgetAt { get; set; }

    /// <summary>Whether it has grown so much that its room is better given up with it.</summary>
    public bool IsLarge => _sightings.Length > 2 * FirstSightings || _tags.Length > LargeTags || _points.Length > LargeLists || _invites.Length > LargeLists;

    /// <inheritdoc />
    public override StatePieceKind Kind => StatePieceKind.Call;

    /// <summary>Begins the call of a Call-ID.</summary>
    /// <param name="callId">Call-ID as on the wire.</param>
    /// <param name="clockOffset">Offset of the stage's clock.</param>
    /// <param name="source">The input that first saw it.</param>
    public void Begin(byte[] callId, long clockOffset, string source) => (CallId, ClockOffset, Source) = (callId, clockOffset, source);

    /// <summary>Becomes what a new one is, in the room that it has: for a call that is forgotten and waits in no queue.</summary>
    public void Clear()
    {
        (SightingCount, PointCount, TagCount, _tagOctets) = (0, 0, 1, 0);
        Array.Clear(_points);
        Array.Clear(_invites);
        _inviteCount = 0;
        (FirstParties, Tokens, Kept, Given, Media) = (null, null, null, null, null);
        (LastSeen, SessionExpires, MessageCount) = (long.MinValue, 0, 0);
        (GivenCount, GivenFacts, IsSettled, IsWatched, ForgetAt) = (0, 0, false, false, 0);
        Begin([], 0, "");
    }

    /// <inheritdoc />
    public override void Write(StateWriter writer) => OpenCallState.Write(writer, this);

    /// <summary>Index of a tag.</summary>
    /// <returns>False if there are too many.</returns>
    public bool TryFindTag(ReadOnlySpan<byte> tag, out byte index)
    {
        index = 0;
        if (tag.IsEmpty) return true;
        ReadOnlySpan<byte> rest = _tags;
        for (index = 1; index < TagCount; index++)
        {
            if (tag.SequenceEqual(FirstTag(rest))) return true;
            rest = AfterFirstTag(rest);
        }

        if (TagCount == MaxIndex) return false;
        AddTag(tag);
        return true;
    }

    /// <summary>A tag by its index; the first one is the empty tag.</summary>
    public ReadOnlySpan<byte> TagAt(int index)
    {
        ReadOnlySpan<byte> rest = _tags;
        if (index == 0) return default;
        for (; index > 1; index--) rest = AfterFirstTag(rest);
        return FirstTag(rest);
    }

    /// <summary>Index of the point where a frame was seen.</summary>
    /// <returns>False if there are too many.</returns>
    public bool TryFindPoint(in SipFrame frame, ObservationPoints known, out byte index, out bool isBackwards)
    {
        for (index = 0; index < PointCount; index++)
        {
            if (_points[index].Saw(frame, out isBackwards)) return true;
        }

        isBackwards = false;
        return TryAddPoint(known.Of(frame));
    }

    /// <summary>Adds a tag that is known to be new.</summary>
    public void AddTag(ReadOnlySpan<byte> tag)
    {
        var taken = TagHead + tag.Length;
        // Most calls have two tags of like length.
        if (_tags.Length == 0) _tags = new byte[2 * taken];
        else if (_tags.Length < _tagOctets + taken) Array.Resize(ref _tags, _tagOctets + taken);
        BinaryPrimitives.WriteUInt16LittleEndian(_tags.AsSpan(_tagOctets), (ushort)tag.Length);
        tag.CopyTo(_tags.AsSpan(_tagOctets + TagHead));
        _tagOctets += taken;
        TagCount++;
    }

    /// <summary>Adds a point that is known to be new.</summary>
    public bool TryAddPoint(ObservationPoint point)
    {
        if (PointCount == MaxIndex) return false;
        if (PointCount == _points.Length) Array.Resize(ref _points, PointCount * 2);
        _points[PointCount++] = point;
        return true;
    }

    /// <summary>Adds a hop of a dialog-forming INVITE.</summary>
    public void AddInvite(InviteFacts invite)
    {
        if (_inviteCount == _invites.Length) Array.Resize(ref _invites, _inviteCount + 1);
        _invites[_inviteCount++] = invite;
    }

    /// <summary>Notes what was given out: from now on a message is compared with that, and its own messages are not needed again.</summary>
    /// <param name="count">How often it was given out, this time included.</param>
    /// <param name="facts">What was said.</param>
    public void NoteGiven(int count, ulong facts)
    {
        (GivenCount, GivenFacts) = (count, facts);
        Kept = null;
    }

    /// <summary>Notes the call that was given out itself: what is never saved needs no sum.</summary>
    public void NoteGiven(ObservedCall read)
    {
        NoteGiven(GivenCount + 1, 0);
        Given = read.Messages.Count == 0 ? read : read with { Messages = [] };
    }

    /// <summary>Adds a line to the log.</summary>
    public void Add(in Sighting sighting)
    {
        if (SightingCount == _sightings.Length) Array.Resize(ref _sightings, SightingCount + (SightingCount / 2));
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

    private static ReadOnlySpan<byte> FirstTag(ReadOnlySpan<byte> tags) => tags.Slice(TagHead, BinaryPrimitives.ReadUInt16LittleEndian(tags));

    private static ReadOnlySpan<byte> AfterFirstTag(ReadOnlySpan<byte> tags) => tags[(TagHead + FirstTag(tags).Length)..];
}

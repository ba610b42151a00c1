using System.Buffers.Text;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What is known of the media of one Call-ID: announced addresses and codecs, and the streams measured.</summary>
/// <param name="call">The call.</param>
internal sealed class CallMedia(OpenCall call)
{
    /// <summary>Addresses of one call; further ones are left out.</summary>
    public const int MostEnds = 32;

    /// <summary>Payload types of one call; further ones go by their static meaning.</summary>
    private const int MostFormats = 64;

    // A shorter talk, or less heard of one side, says nothing of the other.
    private static readonly TimeSpan LeastTalk = TimeSpan.FromSeconds(5);

    private readonly List<(byte Type, bool IsCallers, RtpFormat Format)> _formats = [];
    private readonly List<MeasuredStream> _streams = [];
    private ToldMedia? _told;
    private SdpDirection? _callersWay;
    private SdpDirection? _calleesWay;

    /// <summary>The call.</summary>
    public OpenCall Call { get; } = call;

    /// <summary>The announced addresses.</summary>
    public List<MediaEnd> Ends { get; } = [];

    /// <summary>The streams measured.</summary>
    public IReadOnlyList<MeasuredStream> Streams => _streams;

    /// <summary>Whether anything was measured or told, which a call that is put away would lose.</summary>
    public bool HasFigures => _streams.Count > 0 || _told is not null;

    /// <summary>What ends and agents tell.</summary>
    public ToldMedia Told => _told ??= new ToldMedia(this);

    /// <summary>The codec that the sides agreed on: the first of the last answer; nameless if not known.</summary>
    public RtpFormat Agreed { get; private set; } = new("", 0);

    /// <summary>Whether both sides once agreed to send and to receive.</summary>
    public bool WasTwoWay { get; private set; }

    /// <summary>Whether one side has put the other on hold, so that silence says nothing.</summary>
    public bool IsHeld => _callersWay is SdpDirection.Inactive or SdpDirection.SendOnly || _calleesWay is SdpDirection.Inactive or SdpDirection.SendOnly;

    /// <summary>Whether its media are encrypted, so that nothing tells how loud they are.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>The last packet, in microseconds of the call's clock; <see cref="long.MinValue"/> before the first.</summary>
    public long LastAt { get; private set; } = long.MinValue;

    /// <summary>Notes which way a side is willing to send.</summary>
    public void TakeWay(bool isCallers, SdpDirection way)
    {
        if (isCallers) _callersWay = way;
        else _calleesWay = way;
        WasTwoWay |= (_callersWay, _calleesWay) is (SdpDirection.SendRecv, SdpDirection.SendRecv);
    }

    /// <summary>Notes which codecs a side's payload types stand for.</summary>
    public void TakeFormats(scoped in SdpMedia medium, bool isCallers)
    {
        IsEncrypted |= medium.Protocol.IndexOf("SAVP"u8) >= 0;
        AddFormats(medium, isCallers);
        if (TryReadFirst(medium.Formats, out var type) && FormatOf(type, !isCallers) is { IsEvents: false } first) Agreed = first;
    }

    private static bool TryReadFirst(ReadOnlySpan<byte> formats, out byte type)
    {
        var end = formats.IndexOf((byte)' ');
        return Utf8Parser.TryParse(end < 0 ? formats : formats[..end], out type, out _);
    }

    private void AddFormats(scoped in SdpMedia medium, bool isCallers)
    {
        foreach (var map in medium.RtpMaps)
        {
            if (_formats.Count == MostFormats) return;
            var format = RtpFormat.Of(map);
            var type = (byte)map.PayloadType;
            _formats.RemoveAll(known => known.Type == type && known.IsCallers == isCallers);
            _formats.Add((type, isCallers, format));
        }
    }

    /// <summary>Takes a packet of this call; false if it is of one stream too many.</summary>
    /// <param name="sample">The packet.</param>
    /// <param name="hit">How it was found.</param>
    /// <param name="time">When, by the call's clock.</param>
    public bool Take(in RtpSample sample, in MediaHit hit, long time)
    {
        LastAt = Math.Max(LastAt, time);
        var format = FormatOf(sample.PayloadType, hit.IsFromCaller);
        foreach (var stream in _streams)
        {
            if (!stream.Carries(sample)) continue;
            stream.Take(sample, format, hit.End);
            return true;
        }

        if (_streams.Count == MediaStream.MostOfCall) return false;
        var begun = new MeasuredStream(sample, hit.IsFromCaller);
        begun.Take(sample, format, hit.End);
        _streams.Add(begun);
        return true;
    }

    /// <summary>What was measured, in order of time.</summary>
    /// <param name="legOf">Index of the leg to which a message with these tags belongs.</param>
    public IReadOnlyList<MediaStream> Read(Func<byte, byte, int> legOf)
    {
        if (!HasFigures) return [];
        return
        [
            .. _streams.Where(stream => stream.IsSound || !_streams.Exists(other => other.IsSound && other.SharesPathWith(stream)))
                .Select(stream => stream.Read(legOf, IsEncrypted, EventsBeside(stream), _told?.RoundTripOf(stream.Source, stream.Destination)))
                .OrderBy(stream => stream.StartedAt).ThenBy(stream => stream.Direction).ThenByDescending(stream => stream.Packets)
                .Concat(_told?.Read(legOf) ?? [])
                .Take(MediaStream.MostOfCall),
        ];
    }

    /// <summary>The stream of a source; null if none is measured, or several are.</summary>
    public MeasuredStream? StreamOf(uint ssrc)
    {
        MeasuredStream? found = null;
        foreach (var stream in _streams)
        {
            if (stream.Ssrc != ssrc) continue;
            if (found is not null && found.IsFromCaller != stream.IsFromCaller) return null;
            found = stream;
        }

        return found;
    }

    /// <summary>The end at an address, that of a host where the port is not told and the host has one side of the call only; null if there is none.</summary>
    public MediaEnd? EndAt(in NetworkEndpoint at)
    {
        MediaEnd? found = null;
        foreach (var end in Ends)
        {
            if (end.At == at) return end;
            if (at.Port != 0 || end.At.Address != at.Address) continue;
            if (found is not null && found.IsCallers != end.IsCallers) return null;
            found = end;
        }

        return found;
    }

    /// <summary>Whether a side announced an address.</summary>
    public bool Announced(NetworkEndpoint at, bool byCaller)
    {
        foreach (var end in Ends)
        {
            if (end.IsCallers == byCaller && end.At == at) return true;
        }

        return false;
    }

    // Some send telephone events under a source of their own: they are counted with the sound beside which they came, the longest of that path.
    private int EventsBeside(MeasuredStream stream)
    {
        if (!stream.IsSound || _streams.Exists(other => other.IsSound && other.SharesPathWith(stream) && other.Packets > stream.Packets)) return 0;
        return _streams.Where(other => !other.IsSound && other.SharesPathWith(stream)).Sum(other => other.Events);
    }

    /// <summary>Whose voice did not come through, as far as this Call-ID tells.</summary>
    /// <param name="answeredAt">The answer.</param>
    /// <param name="endedAt">The end.</param>
    public OneWayAudio ReadUnheard(long answeredAt, long endedAt)
    {
        if (!WasTwoWay || answeredAt == Moment.Never || endedAt - answeredAt < LeastTalk.InMicros) return OneWayAudio.None;
        var (fromCaller, fromCallee) = (false, false);
        var isLong = false;
        foreach (var stream in _streams)
        {
            fromCaller |= stream.IsFromCaller;
            fromCallee |= !stream.IsFromCaller;
            isLong |= stream.Length >= LeastTalk;
        }

        // Who reports of media was sent them, even where they passed by another point.
        if (_told is not null) (fromCaller, fromCallee) = (fromCaller || _told.Heard(fromCaller: true), fromCallee || _told.Heard(fromCaller: false));
        if (!isLong || fromCaller == fromCallee) return OneWayAudio.None;
        return fromCaller ? OneWayAudio.CalleeUnheard : OneWayAudio.CallerUnheard;
    }

    // A side writes which numbers it wants to be sent, and as a rule sends by the same.
    private RtpFormat FormatOf(byte type, bool isFromCaller)
    {
        RtpFormat? other = null;
        foreach (var (known, isCallers, format) in _formats)
        {
            if (known != type) continue;
            if (isCallers != isFromCaller) return format;
            other = format;
        }

        return other ?? RtpFormat.OfStatic(type);
    }
}

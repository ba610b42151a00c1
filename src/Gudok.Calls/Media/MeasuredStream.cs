using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>A stream of a call that is being measured: packets of one source between two ends.</summary>
internal sealed class MeasuredStream
{
    private readonly RtpStreamMeter _meter = new();
    private readonly Instant _first;
    private Instant _last;

    /// <summary>Begins with a packet.</summary>
    /// <param name="first">The packet; to be taken too.</param>
    /// <param name="isFromCaller">Whether it comes from the side that called.</param>
    public MeasuredStream(in RtpSample first, bool isFromCaller)
    {
        (Source, Destination, Ssrc) = (first.Source, first.Destination, first.Ssrc);
        (_first, _last) = (first.Time, first.Time);
        IsFromCaller = isFromCaller;
    }

    /// <summary>From where it comes.</summary>
    public NetworkEndpoint Source { get; }

    /// <summary>Where it goes to.</summary>
    public NetworkEndpoint Destination { get; }

    /// <summary>Its synchronisation source.</summary>
    public uint Ssrc { get; }

    /// <summary>The end by which it was found.</summary>
    public MediaEnd? End { get; private set; }

    /// <summary>Whether it comes from the side that called.</summary>
    public bool IsFromCaller { get; }

    /// <summary>Whether any of it was sound, and not telephone events alone.</summary>
    public bool IsSound { get; private set; }

    /// <summary>Packets so far.</summary>
    public long Packets => _meter.Packets;

    /// <summary>Telephone events so far.</summary>
    public int Events => _meter.Events;

    /// <summary>Whether another stream goes from and to the same addresses.</summary>
    public bool SharesPathWith(MeasuredStream other) => other.Source == Source && other.Destination == Destination;

    /// <summary>From the first packet to the last.</summary>
    public TimeSpan Length => _last - _first;

    /// <summary>Whether a packet is of this stream.</summary>
    public bool Carries(in RtpSample sample) => sample.Ssrc == Ssrc && sample.Destination == Destination && sample.Source == Source;

    /// <summary>Takes a packet.</summary>
    public void Take(in RtpSample sample, in RtpFormat format, MediaEnd end)
    {
        // The answer names the branch, the offer does not: the end that was announced last with both tags is the better one.
        if (End is null || end.To != 0) End = end;
        if (sample.Time > _last) _last = sample.Time;
        IsSound |= !format.IsEvents;
        _meter.Take(sample, format);
    }

    /// <summary>What was measured.</summary>
    /// <param name="legOf">Index of the leg to which a message with these tags belongs.</param>
    /// <param name="isEncrypted">Whether nothing tells how loud it was.</param>
    /// <param name="eventsBeside">Telephone events that came in streams of their own beside it.</param>
    /// <param name="roundTripMs">Round trip between its ends, milliseconds; null if not known.</param>
    public MediaStream Read(Func<byte, byte, int> legOf, bool isEncrypted, int eventsBeside, double? roundTripMs)
    {
        var quality = _meter.Read(roundTripMs);
        return new MediaStream
        {
            Leg = End is { } end ? legOf(end.From, end.To) : 0,
            Direction = IsFromCaller ? MediaDirection.CallerToCallee : MediaDirection.CalleeToCaller,
            Origin = MediaOrigin.Measured,
            Codec = quality.Codec.Length == 0 ? null : quality.Codec,
            Packets = quality.Packets,
            Lost = quality.Lost,
            LossPercent = quality.LossPercent,
            JitterMs = quality.JitterMs,
            JitterMaxMs = quality.JitterMaxMs,
            RttMs = roundTripMs,
            Mos = quality.Mos,
            StartedAt = quality.StartedAt,
            EndedAt = quality.EndedAt,
            Worst = quality.Worst is { } worst
                ? new MediaWindow(worst.OffsetMs) { LossPercent = worst.LossPercent, JitterMs = worst.JitterMs, Mos = worst.Mos }
                : null,
            SilentPercent = isEncrypted ? null : quality.SilentPercent,
            DtmfEvents = quality.DtmfEvents + eventsBeside,
        };
    }
}

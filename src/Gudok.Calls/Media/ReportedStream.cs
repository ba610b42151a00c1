using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What was told of the media of one leg in one direction, from one kind of source.</summary>
/// <param name="origin">Who tells.</param>
/// <param name="isFromCaller">Whether the media come from the side that called; null if nothing tells.</param>
/// <param name="from">Index of the From-tag of the leg.</param>
/// <param name="to">Index of its To-tag.</param>
internal sealed class ReportedStream(MediaOrigin origin, bool? isFromCaller, byte from, byte to)
{
    private RtcpReport _last;
    private QualityReport _whole = new();
    private double _expected;
    private double _lostShare;
    private double _jitterSum;
    private double _jitterMax;
    private int _jitters;
    private double? _roundTripMs;
    private double? _mos;

    /// <summary>Whether media of this direction came to whoever told.</summary>
    public bool IsHeard { get; private set; }

    /// <summary>Whether the media come from the side that called; null if nothing tells.</summary>
    public bool? IsFromCaller => isFromCaller;

    /// <summary>Whether a report from the same kind of source is of this leg and direction.</summary>
    public bool IsOf(MediaOrigin by, bool? way, byte tag, byte otherTag) => by == origin && way == isFromCaller && tag == from && otherTag == to;

    /// <summary>Takes a report block. One that was seen before, by another mirror or on another section of the way, says nothing new.</summary>
    /// <param name="block">The block.</param>
    /// <param name="clockRate">Clock of the codec in hertz; 0 if not known.</param>
    public void Take(in RtcpReport block, int clockRate)
    {
        if (block.Source == _last.Source && block.HighestSequence == _last.HighestSequence && block.Jitter == _last.Jitter && block.LastSr == _last.LastSr) return;
        // The share is that of the packets since the report before; of the first one nobody knows how many those were.
        var step = block.Source == _last.Source ? (double)unchecked(block.HighestSequence - _last.HighestSequence) : 0;
        TakeInterval(block.LossPercent, step is > 0 and < ushort.MaxValue ? step : 1, block.JitterMs(clockRate));
        IsHeard = true;
        _whole = _whole with { Lost = Math.Max(0, block.CumulativeLost) };
        _last = block;
    }

    /// <summary>Takes what a telephone says of the voice it hears.</summary>
    public void Take(in VoipMetrics told)
    {
        _roundTripMs = told.RoundTripMs ?? _roundTripMs;
        _mos = told.ConversationMos ?? told.ListeningMos ?? _mos;
    }

    /// <summary>Takes a report of the time since the one before.</summary>
    public void TakeInterval(QualityReport told)
    {
        TakeInterval(told.LossPercent, 1, told.JitterMs);
        _whole = _whole with { Lost = told.Lost ?? _whole.Lost };
        _roundTripMs = told.RoundTripMs ?? _roundTripMs;
        IsHeard = true;
    }

    /// <summary>Takes a report of the whole stream; what an earlier one told and this one does not still holds.</summary>
    public void TakeWhole(QualityReport told)
    {
        _whole = new QualityReport
        {
            Codec = told.Codec ?? _whole.Codec,
            Packets = told.Packets ?? _whole.Packets,
            Lost = told.Lost ?? _whole.Lost,
            LossPercent = told.LossPercent ?? _whole.LossPercent,
            JitterMs = told.JitterMs ?? _whole.JitterMs,
            JitterMaxMs = told.JitterMaxMs ?? _whole.JitterMaxMs,
        };
        _roundTripMs = told.RoundTripMs ?? _roundTripMs;
        _mos = told.Mos ?? _mos;
    }

    /// <summary>What was told.</summary>
    /// <param name="legOf">Index of the leg to which a message with these tags belongs.</param>
    /// <param name="codec">The codec, where the reports do not name it; null if not known.</param>
    /// <param name="roundTripMs">Round trip as measured by RTCP; null if not.</param>
    public MediaStream Read(Func<byte, byte, int> legOf, string? codec, double? roundTripMs)
    {
        var loss = _expected > 0 ? _lostShare / _expected : _whole.LossPercent;
        var jitter = _jitters > 0 ? _jitterSum / _jitters : _whole.JitterMs;
        var trip = roundTripMs ?? _roundTripMs;
        codec = _whole.Codec ?? codec;
        return new MediaStream
        {
            Leg = legOf(from, to),
            Direction = isFromCaller switch
            {
                true => MediaDirection.CallerToCallee,
                false => MediaDirection.CalleeToCaller,
                null => MediaDirection.Unknown,
            },
            Origin = origin,
            Codec = codec,
            Packets = _whole.Packets,
            Lost = _whole.Lost,
            LossPercent = loss,
            JitterMs = jitter,
            JitterMaxMs = _jitters > 0 ? _jitterMax : _whole.JitterMaxMs,
            RttMs = trip,
            Mos = _mos ?? (codec is not null && loss is { } share ? Scores.Of(codec, share, jitter, trip) : null),
        };
    }

    private void TakeInterval(double? lossPercent, double expected, double? jitterMs)
    {
        if (lossPercent is { } loss) (_expected, _lostShare) = (_expected + expected, _lostShare + (loss * expected));
        if (jitterMs is not { } jitter) return;
        _jitterSum += jitter;
        _jitterMax = Math.Max(_jitterMax, jitter);
        _jitters++;
    }
}

using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What ends and agents tell of the media of one call.</summary>
/// <param name="media">The media of the call.</param>
internal sealed class ToldMedia(CallMedia media)
{
    /// <summary>Legs, directions and kinds of sources of one call; reports of further ones are left out.</summary>
    private const int MostStreams = 8;

    private readonly List<ReportedStream> _streams = [];
    private readonly RoundTrips _trips = new();

    /// <summary>Takes RTCP that passed between two ends of the call.</summary>
    /// <param name="report">The packet.</param>
    /// <param name="hit">How it was found.</param>
    /// <param name="source">The media address of who sent it.</param>
    /// <param name="destination">The media address of to whom.</param>
    /// <returns>False if there is no more room.</returns>
    public bool Take(in MediaReport report, in MediaHit hit, in NetworkEndpoint source, in NetworkEndpoint destination)
    {
        if (!RtcpReader.TryOpen(report.Payload, out var reader)) return true;
        var isRoom = true;
        var trip = _trips.MeterOf(source, destination);
        while (reader.MoveNext())
        {
            switch (reader.Item)
            {
                case RtcpItem.SenderTime or RtcpItem.ReceiverTime:
                    trip?.TakeTime(reader.Sender, reader.NtpMiddle, report.Time);
                    break;
                case RtcpItem.Delay:
                    trip?.Take(reader.Delay, report.Time);
                    break;
                case RtcpItem.Report:
                    trip?.Take(reader.Report, report.Time);
                    isRoom &= Take(reader.Report, hit);
                    break;
                case RtcpItem.VoipMetrics:
                    var told = StreamOf(MediaOrigin.Rtcp, !hit.IsFromCaller, hit.End.From, hit.End.To);
                    told?.Take(reader.VoipMetrics);
                    isRoom &= told is not null;
                    break;
                case RtcpItem.None:
                    break;
            }
        }

        return isRoom;
    }

    /// <summary>Takes what was told by other means.</summary>
    /// <param name="origin">Who tells.</param>
    /// <param name="report">What is told.</param>
    /// <param name="isFromCaller">Whether the media come from the side that called; null if the report has to tell.</param>
    /// <param name="from">Index of the From-tag of the leg; 0 if not known.</param>
    /// <param name="to">Index of its To-tag.</param>
    /// <returns>False if there is no more room.</returns>
    public bool Take(MediaOrigin origin, QualityReport report, bool? isFromCaller, byte from, byte to)
    {
        if (isFromCaller is null) (isFromCaller, from, to) = SideOf(report);
        if (StreamOf(origin, isFromCaller, from, to) is not { } stream) return false;
        if (origin == MediaOrigin.Rtcp) stream.TakeInterval(report);
        else stream.TakeWhole(report);
        return true;
    }

    /// <summary>Whether an end tells that it was sent media from this side.</summary>
    public bool Heard(bool fromCaller) => _streams.Exists(stream => stream.IsHeard && stream.IsFromCaller == fromCaller);

    /// <summary>Round trip of the section that a stream passes, milliseconds; null if not known.</summary>
    public double? RoundTripOf(in NetworkEndpoint source, in NetworkEndpoint destination) => _trips.Of(source, destination);

    /// <summary>What was told.</summary>
    /// <param name="legOf">Index of the leg to which a message with these tags belongs.</param>
    public IEnumerable<MediaStream> Read(Func<byte, byte, int> legOf)
    {
        var codec = media.Agreed.Name.Length == 0 ? null : media.Agreed.Name;
        return _streams.Select(stream => stream.Read(legOf, codec, _trips.Longest)).OrderBy(stream => stream.Leg).ThenBy(stream => stream.Direction);
    }

    private bool Take(in RtcpReport block, in MediaHit hit)
    {
        // Telephone events under a source of their own have reports of their own, which tell nothing of the voice.
        var source = media.StreamOf(block.Source);
        if (source is { IsSound: false }) return true;
        if (StreamOf(MediaOrigin.Rtcp, !hit.IsFromCaller, hit.End.From, hit.End.To) is not { } stream) return false;
        stream.Take(block, media.Agreed.ClockRate);
        return true;
    }

    // By the stream that is told of, else by the addresses that are told.
    private (bool? IsFromCaller, byte From, byte To) SideOf(QualityReport report)
    {
        if (report.Ssrc is { } ssrc && media.StreamOf(ssrc) is { End: { } end } stream) return (stream.IsFromCaller, end.From, end.To);
        if (report.Receiver is { } receiver && media.EndAt(receiver) is { } toEnd) return (!toEnd.IsCallers, toEnd.From, toEnd.To);
        if (report.Sender is { } sender && media.EndAt(sender) is { } fromEnd) return (fromEnd.IsCallers, fromEnd.From, fromEnd.To);
        return (null, 0, 0);
    }

    private ReportedStream? StreamOf(MediaOrigin origin, bool? isFromCaller, byte from, byte to)
    {
        if (_streams.Find(known => known.IsOf(origin, isFromCaller, from, to)) is { } stream) return stream;
        if (_streams.Count == MostStreams) return null;
        var begun = new ReportedStream(origin, isFromCaller, from, to);
        _streams.Add(begun);
        return begun;
    }
}

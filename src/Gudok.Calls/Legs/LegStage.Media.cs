using System.Text;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Media and what is told of them.</summary>
public sealed partial class LegStage
{
    /// <summary>How often a call that was given out is corrected for reports; what further ones tell is left out and counted. Whoever sends reports could else write
    /// corrections without end.</summary>
    public const int MostGivenForReports = 8;

    /// <summary>Takes a packet of media: of several stages each is given all, as nothing tells whose it is but the addresses that they know.</summary>
    /// <param name="sample">What was read of it.</param>
    /// <param name="source">The input that saw it.</param>
    /// <returns>False if it belongs to no call that the stage knows.</returns>
    public bool AcceptMedia(in RtpSample sample, string source)
    {
        var moment = _clock.Take(source, sample.Time);
        var isOfCall = false;
        foreach (var hit in _media.Find(sample.Source, sample.Destination)) isOfCall |= Measure(sample, hit, moment);
        return isOfCall;
    }

    /// <summary>Takes a report of how media came: RTCP by the addresses between which it passed, another one by the Call-ID that it names.</summary>
    /// <param name="report">The report.</param>
    /// <param name="source">The input that saw it.</param>
    /// <returns>False if it cannot be read, or belongs to no call that the stage knows.</returns>
    public bool AcceptReport(in MediaReport report, string source)
    {
        var moment = _clock.Take(source, report.Time);
        return report.Kind switch
        {
            MediaReportKind.Rtcp => TakeRtcp(report, moment),
            MediaReportKind.RtcpJson => TakeRtcpJson(report, moment),
            MediaReportKind.Agent => AgentReport.TryRead(report.Payload, out var told) && FindNamed(told.CallId, report.CorrelationId, moment) is { } call
                && TakeReport(call, MediaOrigin.Report, WithEnds(told, report), moment),
        };
    }

    private bool Measure(in RtpSample sample, in MediaHit hit, long moment)
    {
        // What still comes after the end is the call's, and no part of it.
        var call = hit.End.Media.Call;
        if (IsOpen(hit.End.Media, moment)) _media.Take(sample, hit, moment - call.ClockOffset);
        else if (!ReferenceEquals(call.Media, hit.End.Media)) return false;
        return true;
    }

    private bool TakeRtcp(in MediaReport report, long moment)
    {
        var (from, to) = (report.Source, report.Destination);
        var isOfCall = false;
        foreach (var hit in _media.FindControl(ref from, ref to))
        {
            if (!IsOpen(hit.End.Media, moment)) continue;
            isOfCall = true;
            if (!hit.End.Media.Told.Take(report, hit, from, to)) _media.CountUnmeasured();
        }

        return isOfCall;
    }

    private bool TakeRtcpJson(in MediaReport report, long moment)
    {
        var call = FindNamed(null, report.CorrelationId, moment);
        if (call is null)
        {
            var (from, to) = (report.Source, report.Destination);
            foreach (var hit in _media.FindControl(ref from, ref to)) call ??= IsOpen(hit.End.Media, moment) ? hit.End.Media.Call : null;
        }

        if (call is null || call.IsSettled || !RtcpJson.TryRead(report.Payload, _media.Of(call).Agreed.ClockRate, out var told)) return false;
        // Whoever sends the report was sent the media that it is about.
        return TakeReport(call, MediaOrigin.Rtcp, told with { Sender = MediaAddress(report.Destination), Receiver = MediaAddress(report.Source) }, moment);
    }

    /// <summary>Takes the report that a PUBLISH or a NOTIFY carries (RFC 6035).</summary>
    private bool TakeVqReport(in SipFrame frame, in SipMessage message, string source)
    {
        if (!VqReport.TryRead(message.Body, out var local, out var remote) || local.CallId is not { } callId) return false;
        var moment = _clock.Take(source, frame.Time);
        if (Find(Encoding.UTF8.GetBytes(callId), moment) is not { } call) return false;
        TakeReport(call, MediaOrigin.Report, local, moment);
        if (remote is not null) TakeReport(call, MediaOrigin.Report, remote, moment);
        return true;
    }

    /// <summary>Takes the header in which a telephone tells at the end of a call how the media were that came to it.</summary>
    private void TakeStat(OpenCall call, ReadOnlySpan<byte> value, in Sighting line)
    {
        if (!RtpStatHeader.TryRead(value, out var told)) return;
        var isCallers = Announcement.Of(call, line.IsRequest, line.From, line.To).IsCallers;
        call.Media ??= new CallMedia(call);
        if (!call.Media.Told.Take(MediaOrigin.Report, told, !isCallers, line.From, line.To)) _media.CountUnmeasured();
    }

    /// <summary>Takes what was told of a call. Of one that was given out it is a correction.</summary>
    private bool TakeReport(OpenCall call, MediaOrigin origin, QualityReport told, long moment)
    {
        if ((call.IsSettled && call.GivenCount >= MostGivenForReports) || !_media.Of(call).Told.Take(origin, told, null, 0, 0))
        {
            _media.CountUnmeasured();
            return true;
        }

        if (!call.IsSettled) return true;
        _journal?.MarkChanged(call);
        Settle(call, false);
        _deadlines.SetNoLaterThan(call, moment + _options.SettleTime.InMicros);
        return true;
    }

    private OpenCall? FindNamed(string? callId, ReadOnlySpan<byte> correlationId, long moment)
    {
        if (callId is not null && Find(Encoding.UTF8.GetBytes(callId), moment) is { } named) return named;
        return correlationId.IsEmpty ? null : Find(correlationId, moment);
    }

    private static QualityReport WithEnds(QualityReport told, in MediaReport report) => told.Sender is not null || told.Receiver is not null
        ? told
        : told with { Sender = report.Source, Receiver = report.Destination };

    // Agents tell the ports of RTCP, of the media, or none.
    private static NetworkEndpoint MediaAddress(in NetworkEndpoint at) => at.Port % 2 == 0 ? at : at with { Port = (ushort)(at.Port - 1) };

    private bool IsOpen(CallMedia media, long moment)
    {
        var call = media.Call;
        while (call.Deadline <= moment)
        {
            Look(call);
            if (!ReferenceEquals(call.Media, media)) return false;
        }

        return !call.IsSettled;
    }
}

using System.Buffers;

namespace Gudok.Sip;

/// <summary>Takes SIP messages out of HEP packets found in captures; ends, transport and time are those that HEP tells.</summary>
internal sealed class HepUnwrapper(ISipFrameSink sink, CaptureLimits limits)
{
    private readonly ArrayBufferWriter<byte> _inflated = new();

    /// <summary>How many times in packets were not believed.</summary>
    public long TimesReplaced { get; private set; }

    /// <summary>Takes one whole packet.</summary>
    public void Take(ReadOnlySpan<byte> octets, Instant time)
    {
        if (HepPacket.TryRead(octets, out var packet, out _, out _) != HepReadStatus.Complete)
        {
            sink.OnIgnored(IgnoreReason.HepMalformed);
            return;
        }

        var payload = packet.Payload;
        if (packet.IsCompressed)
        {
            _inflated.ResetWrittenCount();
            if (!packet.TryInflate(_inflated, out _))
            {
                sink.OnIgnored(IgnoreReason.HepMalformed);
                return;
            }

            payload = _inflated.WrittenSpan;
        }

        if (!IsSip(packet, payload))
        {
            TakeMedia(packet, payload, time);
            return;
        }

        if (Payloads.IsKeepAlive(payload))
        {
            sink.OnIgnored(IgnoreReason.PayloadEmpty);
            return;
        }

        sink.OnFrame(new SipFrame
        {
            Time = TimeOf(packet, time),
            Source = packet.Source,
            Destination = packet.Destination,
            Transport = packet.Transport,
            CaptureAgent = packet.CaptureAgent,
            Message = payload,
        });
    }

    private void TakeMedia(scoped in HepPacket packet, ReadOnlySpan<byte> payload, Instant time)
    {
        if (packet.PayloadKind == HepPayloadKind.Rtp && RtpPacket.TryRead(payload, TimeOf(packet, time), packet.Source, packet.Destination, out var sample)) sink.OnMedia(sample);
        else if (MediaReport.TryOpen(packet, payload, time, out var report)) sink.OnReport(report.At(TimeOf(packet, time)));
        else sink.OnIgnored(IgnoreReason.HepNotSip);
    }

    // Agents that do not know the field leave it at zero; there the content decides.
    private static bool IsSip(scoped in HepPacket packet, ReadOnlySpan<byte> payload) =>
        packet.PayloadKind == HepPayloadKind.Sip
        || (packet.PayloadKind == HepPayloadKind.Unspecified && SipMessage.LooksLikeSip(payload));

    private Instant TimeOf(scoped in HepPacket packet, Instant time)
    {
        // An agent that replays a capture sends times long past, which are the right ones; a time to come is a clock that was never set.
        var isBelieved = packet.Time >= limits.HepEarliest && packet.Time - time <= limits.HepSkew;
        if (!isBelieved) TimesReplaced++;
        return isBelieved ? packet.Time : time;
    }
}

namespace Gudok.Sip;

/// <summary>Tells what a UDP payload is.</summary>
internal sealed class DatagramReader(ISipFrameSink sink, HepUnwrapper hep)
{
    /// <summary>Takes a payload.</summary>
    public void Take(ReadOnlySpan<byte> payload, bool isCut, Instant time, NetworkEndpoint source, NetworkEndpoint destination)
    {
        if (Payloads.IsKeepAlive(payload))
        {
            sink.OnIgnored(IgnoreReason.PayloadEmpty);
            return;
        }

        if (Payloads.IsHep3(payload) || HepLegacyReader.IsSip(payload))
        {
            hep.Take(payload, time);
            return;
        }

        if (SipMessage.LooksLikeSip(payload))
        {
            sink.OnFrame(new SipFrame
            {
                Time = time,
                Source = source,
                Destination = destination,
                Transport = TransportKind.Udp,
                Message = payload,
                IsTruncated = isCut,
            });
            return;
        }

        if (RtpPacket.TryRead(payload, time, source, destination, out var sample))
        {
            sink.OnMedia(sample);
            return;
        }

        if (RtcpReader.TryOpen(payload, out _))
        {
            sink.OnReport(new MediaReport { Time = time, Source = source, Destination = destination, Payload = payload });
            return;
        }

        sink.OnIgnored(Payloads.IsTls(payload) || Payloads.IsDtls(payload) ? IgnoreReason.PayloadTls : IgnoreReason.PayloadNotSip);
    }
}

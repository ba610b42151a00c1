namespace Gudok.Sip;

/// <summary>A report of how media came, as it passed: RTCP between the ends, or what an agent tells in HEP. Its octets are those of the packet.</summary>
public readonly ref struct MediaReport
{
    /// <summary>When it passed the point of capture.</summary>
    public Instant Time { get; init; }

    /// <summary>Who sent it; of an agent's report, from where the media came.</summary>
    public NetworkEndpoint Source { get; init; }

    /// <summary>To whom.</summary>
    public NetworkEndpoint Destination { get; init; }

    /// <summary>How it is written.</summary>
    public MediaReportKind Kind { get; init; }

    /// <summary>The correlation id of HEP, which agents take from the Call-ID; empty if there is none.</summary>
    public ReadOnlySpan<byte> CorrelationId { get; init; }

    /// <summary>The report.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>As what it counts where it belongs to no call, or nobody reads it.</summary>
    public IgnoreReason UnreadAs => Kind == MediaReportKind.Rtcp ? IgnoreReason.PayloadNotSip : IgnoreReason.HepNotSip;

    /// <summary>Takes the report that a HEP packet carries. False if it carries none.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="payload">Its payload, inflated.</param>
    /// <param name="time">Its time, or another one where that is not believed.</param>
    /// <param name="report">The report.</param>
    public static bool TryOpen(scoped in HepPacket packet, ReadOnlySpan<byte> payload, Instant time, out MediaReport report)
    {
        report = default;
        if (KindOf(packet.PayloadKind, payload) is not { } kind) return false;
        report = new MediaReport
        {
            Time = time,
            Source = packet.Source,
            Destination = packet.Destination,
            Kind = kind,
            CorrelationId = packet.CorrelationId,
            Payload = payload,
        };
        return true;
    }

    /// <summary>The same report at another time.</summary>
    public MediaReport At(Instant time) => new()
    {
        Time = time,
        Source = Source,
        Destination = Destination,
        Kind = Kind,
        CorrelationId = CorrelationId,
        Payload = Payload,
    };

    // Some agents send RTCP as it is under the number of its JSON.
    private static MediaReportKind? KindOf(HepPayloadKind kind, ReadOnlySpan<byte> payload) => kind switch
    {
        HepPayloadKind.RtcpJson => RtcpReader.TryOpen(payload, out _) ? MediaReportKind.Rtcp : MediaReportKind.RtcpJson,
        HepPayloadKind.MosFull or HepPayloadKind.MosShort => MediaReportKind.Agent,
        _ => null,
    };
}

/// <summary>How a <see cref="MediaReport"/> is written.</summary>
public enum MediaReportKind : byte
{
    /// <summary>RTCP (RFC 3550 §6).</summary>
    Rtcp,

    /// <summary>RTCP that an agent put into JSON, HEP payload type 5.</summary>
    RtcpJson,

    /// <summary>What an agent measured or was told, in JSON: HEP payload types 34 and 35.</summary>
    Agent,
}

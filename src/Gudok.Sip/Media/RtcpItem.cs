namespace Gudok.Sip;

/// <summary>What a <see cref="RtcpReader"/> has come to.</summary>
public enum RtcpItem
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>A sender report, which tells its time (RFC 3550 §6.4.1).</summary>
    SenderTime,

    /// <summary>A report block of a sender or receiver report.</summary>
    Report,

    /// <summary>The time of a receiver that sends nothing (RFC 3611 §4.4).</summary>
    ReceiverTime,

    /// <summary>The answer to a receiver's time (RFC 3611 §4.5).</summary>
    Delay,

    /// <summary>What a telephone itself says of the voice it hears (RFC 3611 §4.7).</summary>
    VoipMetrics,
}

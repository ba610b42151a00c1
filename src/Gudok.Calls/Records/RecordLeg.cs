using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>One leg of a record, with PartyIds. Members mean what they mean in <see cref="ObservedLeg"/>.</summary>
public sealed record RecordLeg
{
    /// <summary>Call-ID.</summary>
    public required string CallId { get; init; }

    /// <summary>From-tag.</summary>
    public required string FromTag { get; init; }

    /// <summary>To-tag, empty if nobody gave one.</summary>
    public string ToTag { get; init; } = "";

    /// <summary>Who called on this leg.</summary>
    public PartyId Caller { get; init; }

    /// <summary>Who was called on this leg.</summary>
    public PartyId Callee { get; init; }

    /// <summary>The leg's INVITE.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>Its 2xx.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>Its BYE or final response.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>How the leg went out.</summary>
    public CallDisposition Disposition { get; init; }

    /// <summary>Its final status, 0 if none was seen.</summary>
    public int SipStatus { get; init; }

    /// <summary>Network address that the INVITE came from.</summary>
    public NetworkEndpoint From { get; init; }

    /// <summary>Network address that the INVITE went to.</summary>
    public NetworkEndpoint To { get; init; }
}

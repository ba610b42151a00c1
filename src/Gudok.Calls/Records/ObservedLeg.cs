using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>One dialog, or one branch of it, as it was seen.</summary>
public sealed record ObservedLeg
{
    /// <summary>Call-ID.</summary>
    public required string CallId { get; init; }

    /// <summary>From-tag of the INVITE.</summary>
    public required string FromTag { get; init; }

    /// <summary>To-tag of the branch; empty if nobody gave one.</summary>
    public string ToTag { get; init; } = "";

    /// <summary>Who called on this leg.</summary>
    public Party Caller { get; init; }

    /// <summary>Who was called on this leg.</summary>
    public Party Callee { get; init; }

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

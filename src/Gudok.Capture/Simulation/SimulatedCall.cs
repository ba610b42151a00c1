using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>The truth about one simulated call: what its record must say. Holds plain numbers, all invented.</summary>
public sealed record SimulatedCall
{
    /// <summary>Number of the call, from 1, in the order of their planning.</summary>
    public required long Number { get; init; }

    /// <summary>Call-ID.</summary>
    public required string CallId { get; init; }

    /// <summary>From-tag of the first INVITE.</summary>
    public required string FromTag { get; init; }

    /// <summary>Who calls: E.164 with plus, or an extension. The asserted number where the caller withholds it.</summary>
    public required string Caller { get; init; }

    /// <summary>Whether the caller asks for privacy: From is anonymous, <see cref="Caller"/> stands in P-Asserted-Identity only.</summary>
    public required bool IsWithheld { get; init; }

    /// <summary>User of the first Request-URI: E.164 with plus, or an extension.</summary>
    public required string Dialled { get; init; }

    /// <summary>Who answers or was tried last: <see cref="Dialled"/>, the target of a redirection or the operator of a fork.</summary>
    public required string Callee { get; init; }

    /// <summary>Which way it goes.</summary>
    public required CallDirection Direction { get; init; }

    /// <summary>The first INVITE.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>The first 180, else the first 18x with a To-tag; null if nothing rings.</summary>
    public required Instant? RingingAt { get; init; }

    /// <summary>The first 2xx to the INVITE, where the first INVITE passed; null if nobody answers.</summary>
    public required Instant? AnsweredAt { get; init; }

    /// <summary>The first BYE, else the final refusal; null if the BYE is lost.</summary>
    public required Instant? EndedAt { get; init; }

    /// <summary>First early media to answer or end, in milliseconds; null without.</summary>
    public required long? EarlyMediaMs { get; init; }

    /// <summary>How it goes out.</summary>
    public required CallDisposition Disposition { get; init; }

    /// <summary>The final status.</summary>
    public required int SipStatus { get; init; }

    /// <summary>Who ends it.</summary>
    public required CallEnd EndedBy { get; init; }

    /// <summary>How it comes to its last callee.</summary>
    public required CallTransfer Transfer { get; init; }

    /// <summary>Number of the call that was transferred into this one; null if none was.</summary>
    public required long? TransferredFrom { get; init; }

    /// <summary>How many messages it has, retransmissions counted.</summary>
    public required int Messages { get; init; }

    /// <summary>Number and outcome, no party.</summary>
    public override string ToString() => $"call {Number} {Direction} {Disposition} {SipStatus}";
}

using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>One request that a proxy accounted for.</summary>
internal sealed record AccRow : CallRow
{
    /// <summary>INVITE, ACK, BYE or CANCEL.</summary>
    public required string Method { get; init; }

    /// <summary>When it was accounted for, which is when it was answered; null if the row does not say.</summary>
    public Instant? Time { get; init; }

    /// <summary>From-tag of the request: that of the callee where the callee hung up.</summary>
    public required string RequestTag { get; init; }
}

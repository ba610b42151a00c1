using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What only the header of a dialog-forming INVITE tells, for one hop of it.</summary>
internal sealed class InviteFacts
{
    /// <summary>The transaction it opens.</summary>
    public ulong Transaction { get; init; }

    /// <summary>CSeq number.</summary>
    public uint CSeq { get; init; }

    /// <summary>Index of the From-tag.</summary>
    public byte From { get; init; }

    /// <summary>Index of the point of observation.</summary>
    public byte Point { get; init; }

    /// <summary>Via values on it: 1 where the caller's user agent sends, one more after each proxy.</summary>
    public byte ViaDepth { get; init; }

    /// <summary>Between whom it went on this hop.</summary>
    public required ObservationPoint Hop { get; init; }

    /// <summary>Whether it went from the hop's second end to its first.</summary>
    public bool IsBackwards { get; init; }

    /// <summary>Who sent it on this hop.</summary>
    public NetworkEndpoint Sender => IsBackwards ? Hop.Second : Hop.First;

    /// <summary>Who received it on this hop.</summary>
    public NetworkEndpoint Receiver => IsBackwards ? Hop.First : Hop.Second;

    /// <summary>User of the Request-URI.</summary>
    public Party Target { get; init; }

    /// <summary>Who calls, by From or by a trusted assertion.</summary>
    public Party Caller { get; init; }

    /// <summary>Whether a trusted source asserted the caller.</summary>
    public bool IsAsserted { get; init; }

    /// <summary>Whether privacy was asked for (RFC 3323).</summary>
    public bool IsPrivate { get; init; }
}

using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>One row of another system's records: a call, or a part of one. Plain parties, in memory only.</summary>
internal record CallRow
{
    /// <summary>What tells that rows are of one call: any one in common is enough. None: the row is a call.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The system's id of the call, Call-ID where it writes one.</summary>
    public required string SessionId { get; init; }

    /// <summary>From-tag where the system writes one; null where <see cref="SessionId"/> is an id of the system's own.</summary>
    public string? FromTag { get; init; }

    /// <summary>The other tag of a row that tells the end only.</summary>
    public string? OtherTag { get; init; }

    /// <summary>Id of the leg, <see cref="SessionId"/> if the system has none of its own.</summary>
    public string? LegId { get; init; }

    /// <summary>To-tag of the leg.</summary>
    public string ToTag { get; init; } = "";

    /// <summary>Whether the row is of the caller's own channel, so that it tells whom the caller asked for.</summary>
    public bool IsCallers { get; init; } = true;

    /// <summary>Whether somebody was rung: a row of the switch's own greeting tells less.</summary>
    public bool HasCallee { get; init; } = true;

    /// <summary>Whether the row only passes on to another row within the switch.</summary>
    public bool IsPassage { get; init; }

    /// <summary>Order among rows of one time.</summary>
    public long Sequence { get; init; }

    /// <summary>Who called.</summary>
    public Party Caller { get; init; }

    /// <summary>Who was reached or rung.</summary>
    public Party Callee { get; init; }

    /// <summary>Whom the caller asked for.</summary>
    public Party Dialled { get; init; }

    /// <summary>When it began.</summary>
    public Instant StartedAt { get; init; }

    /// <summary>When it rang.</summary>
    public Instant? RingingAt { get; init; }

    /// <summary>When somebody answered; null if nobody did.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>When it ended; null if the row does not say.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>When the switch itself began to speak, if it did before anybody answered.</summary>
    public Instant? GreetedAt { get; init; }

    /// <summary>How it went out.</summary>
    public CallDisposition Disposition { get; init; }

    /// <summary>Final SIP status, 0 if the row has none.</summary>
    public int SipStatus { get; init; }

    /// <summary>Q.850 cause.</summary>
    public int? Cause { get; init; }

    /// <summary>Who ended it.</summary>
    public CallEnd EndedBy { get; init; }

    /// <summary>How it came to its callee.</summary>
    public CallTransfer Transfer { get; init; }

    /// <summary>Trunk or channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Which way it went, where the system says.</summary>
    public CallDirection? Direction { get; init; }

    /// <summary>Where the signalling came from.</summary>
    public NetworkEndpoint From { get; init; }

    /// <summary>Where it went.</summary>
    public NetworkEndpoint To { get; init; }

    /// <summary>Whether the start is a guess.</summary>
    public bool IsStartEstimated { get; init; }

    /// <summary>Whether this row is the last of its call.</summary>
    public bool IsLast { get; init; }

    /// <summary>What else the system knows.</summary>
    public CallTags Tags { get; init; } = CallTags.None;

    /// <summary>The call itself, where the row is one already.</summary>
    public ObservedCall? Call { get; init; }
}

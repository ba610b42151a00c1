using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The fact that is kept: a call with PartyIds in place of parties. What the ledger holds and the bus carries.</summary>
/// <remarks>Members mean what they mean in <see cref="ObservedCall"/>.</remarks>
public sealed record CallRecord
{
    /// <summary>The record's id.</summary>
    public required RecordId Id { get; init; }

    /// <summary>Call-ID of the first leg.</summary>
    public required string SessionId { get; init; }

    /// <summary>The legs, the first one first.</summary>
    public required IReadOnlyList<RecordLeg> Legs { get; init; }

    /// <summary>Key of the group's first call, or null.</summary>
    public CallKey? LinkId { get; init; }

    /// <summary>Trunk or channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Which way it went.</summary>
    public CallDirection Direction { get; init; }

    /// <summary>Who called; none if withheld or not known.</summary>
    public PartyId Caller { get; init; }

    /// <summary>Who answered, or was rung last.</summary>
    public PartyId Callee { get; init; }

    /// <summary>Whom the caller asked for.</summary>
    public PartyId Dialled { get; init; }

    /// <summary>Whether the caller asked for privacy.</summary>
    public bool Withheld { get; init; }

    /// <summary>The first INVITE.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>The first ringing.</summary>
    public Instant? RingingAt { get; init; }

    /// <summary>The first 2xx.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>The end, seen or estimated.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Start to the first 18x or 2xx, in milliseconds.</summary>
    public long? SetupMs { get; init; }

    /// <summary>Answer to end in whole milliseconds, rounded down; zero if not answered; null if the end is not known.</summary>
    public long? TalkMs { get; init; }

    /// <summary>Early media in milliseconds, null if there was none.</summary>
    public long? EarlyMediaMs { get; init; }

    /// <summary>How it went out.</summary>
    public CallDisposition Disposition { get; init; }

    /// <summary>The final status that decided, 0 if none was seen.</summary>
    public int SipStatus { get; init; }

    /// <summary>Q.850 cause, null if not known.</summary>
    public int? Cause { get; init; }

    /// <summary>Who ended it.</summary>
    public CallEnd EndedBy { get; init; }

    /// <summary>Whether and how it was transferred.</summary>
    public CallTransfer Transfer { get; init; }

    /// <summary>Media figures.</summary>
    public CallQuality? Quality { get; init; }

    /// <summary>The media of its legs, stream by stream; empty if none were seen or told of.</summary>
    public IReadOnlyList<MediaStream> Media { get; init; } = [];

    /// <summary>Whose voice did not come through.</summary>
    public OneWayAudio OneWayAudio { get; init; }

    /// <summary>What is known of its handling.</summary>
    public CallTags Tags { get; init; } = CallTags.None;

    /// <summary>What people amended since, the last word on each member; null if nobody did. No part of the fact: the ledger puts it here.</summary>
    public AmendedValues? Amended { get; init; }

    /// <summary>How many amendments people made: what tells that somebody else was quicker.</summary>
    public int Version { get; init; }

    /// <summary>The input that saw it.</summary>
    public required string Source { get; init; }

    /// <summary>Whether beginning and end were both seen.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether the start is a guess.</summary>
    public bool IsStartEstimated { get; init; }

    /// <summary>Whether the end is a guess.</summary>
    public bool IsEndEstimated { get; init; }

    /// <summary>Whether messages are missing.</summary>
    public bool IsLossSuspected { get; init; }
}

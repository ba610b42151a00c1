using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>A call as it was seen, with plain parties: passes from assembly to the vault in memory and nowhere else.</summary>
/// <remarks>The words are those of <c>docs/glossary.md</c>. Times come from the point that first saw the call's INVITE.</remarks>
public sealed record ObservedCall
{
    /// <summary>Call-ID of the first leg: with <see cref="FromTag"/> the call's identity.</summary>
    public required string SessionId { get; init; }

    /// <summary>From-tag of the first INVITE; empty where RFC 2543 stacks send none.</summary>
    public required string FromTag { get; init; }

    /// <summary>The other tag of a call known by its BYE only: the From-tag may have been the other side's. Else null.</summary>
    public string? OtherTag { get; init; }

    /// <summary>How often this call was given out before: 0 the first time, more when something late changes it.</summary>
    public int Revision { get; init; }

    /// <summary>The legs, the first one first.</summary>
    public required IReadOnlyList<ObservedLeg> Legs { get; init; }

    /// <summary>What groups calls of one conversation (transfer, B2BUA): Call-ID of the group's first call, or null.</summary>
    public string? LinkSession { get; init; }

    /// <summary>From-tag that goes with <see cref="LinkSession"/>.</summary>
    public string? LinkTag { get; init; }

    /// <summary>Trunk or channel it came by, where known.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Which way it went.</summary>
    public CallDirection Direction { get; init; }

    /// <summary>Who called: P-Asserted-Identity from a trusted source, else From.</summary>
    public Party Caller { get; init; }

    /// <summary>User of the Request-URI of the answering, else the last, branch.</summary>
    public Party Callee { get; init; }

    /// <summary>User of the first Request-URI.</summary>
    public Party Dialled { get; init; }

    /// <summary>Whether the caller asked for privacy (RFC 3323); <see cref="Caller"/> may be known all the same.</summary>
    public bool Withheld { get; init; }

    /// <summary>The first INVITE.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>The first 180, else the first 18x with a To-tag.</summary>
    public Instant? RingingAt { get; init; }

    /// <summary>The first 2xx to the INVITE.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>The confirmed BYE of the last dialog, the final refusal, or the estimate.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Start to the first 18x or 2xx, in milliseconds.</summary>
    public long? SetupMs { get; init; }

    /// <summary>Early media before the answer or the end, in milliseconds; null if there was none.</summary>
    public long? EarlyMediaMs { get; init; }

    /// <summary>How it went out.</summary>
    public CallDisposition Disposition { get; init; }

    /// <summary>The final status that decided, 0 if none was seen.</summary>
    public int SipStatus { get; init; }

    /// <summary>Q.850 cause, from a Reason header (RFC 3326) or from the status by the published table.</summary>
    public int? Cause { get; init; }

    /// <summary>Who ended it.</summary>
    public CallEnd EndedBy { get; init; }

    /// <summary>Whether and how it was transferred.</summary>
    public CallTransfer Transfer { get; init; }

    /// <summary>Media figures, null if none are known.</summary>
    public CallQuality? Quality { get; init; }

    /// <summary>The media of its legs, stream by stream; empty if none were seen or told of.</summary>
    public IReadOnlyList<MediaStream> Media { get; init; } = [];

    /// <summary>Whose voice did not come through.</summary>
    public OneWayAudio OneWayAudio { get; init; }

    /// <summary>The input that saw it, such as <c>import</c> or <c>hep:77</c>; no path, no address of a person.</summary>
    public required string Source { get; init; }

    /// <summary>Whether beginning and end were both seen.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether the start is a guess: the INVITE was not seen.</summary>
    public bool IsStartEstimated { get; init; }

    /// <summary>Whether the end is a guess: no BYE and no final response was seen.</summary>
    public bool IsEndEstimated { get; init; }

    /// <summary>Whether the dialog proves that messages are missing.</summary>
    public bool IsLossSuspected { get; init; }

    /// <summary>Facts that other systems' records bring and SIP does not tell.</summary>
    public CallTags Tags { get; init; } = CallTags.None;

    /// <summary>The messages in order of time, empty where they are not kept.</summary>
    public IReadOnlyList<KeptMessage> Messages { get; init; } = [];
}

namespace Gudok.Calls;

/// <summary>Which way a call went, from the configured own numbers, ranges and trunks. Stored: the numbers never change.</summary>
public enum CallDirection : byte
{
    /// <summary>Nothing configured tells.</summary>
    Unknown = 0,

    /// <summary>From outside to us.</summary>
    Inbound = 1,

    /// <summary>From us to outside.</summary>
    Outbound = 2,

    /// <summary>Between our own.</summary>
    Internal = 3,

    /// <summary>From outside to outside through us.</summary>
    Transit = 4,
}

/// <summary>How a call went out. Stored: the numbers never change.</summary>
/// <remarks>Which status means which: <c>docs/dispositions.md</c>.</remarks>
public enum CallDisposition : byte
{
    /// <summary>Nothing final and no 18x was seen.</summary>
    Unknown = 0,

    /// <summary>A 2xx to the INVITE: once answered stays answered.</summary>
    Answered = 1,

    /// <summary>486 or 600.</summary>
    Busy = 2,

    /// <summary>A CANCEL was seen, or 487.</summary>
    Cancelled = 3,

    /// <summary>408, 480, or nothing final after an 18x.</summary>
    NoAnswer = 4,

    /// <summary>401 or 407 never tried again, 403, 433, 488, 603, 606 to 608.</summary>
    Rejected = 5,

    /// <summary>Any other final response from 300 on.</summary>
    Failed = 6,
}

/// <summary>Who ended a call. Stored: the numbers never change.</summary>
public enum CallEnd : byte
{
    /// <summary>Not seen.</summary>
    Unknown = 0,

    /// <summary>The caller: BYE or CANCEL.</summary>
    Caller = 1,

    /// <summary>The callee: BYE or a final refusal.</summary>
    Callee = 2,

    /// <summary>Something between them, or a timer.</summary>
    System = 3,
}

/// <summary>How a call came to its last callee. Stored: the numbers never change.</summary>
public enum CallTransfer : byte
{
    /// <summary>It was not transferred.</summary>
    None = 0,

    /// <summary>REFER without Replaces.</summary>
    Blind = 1,

    /// <summary>REFER with Replaces, or an INVITE with Replaces (RFC 3891).</summary>
    Attended = 2,

    /// <summary>3xx or 181: diverted before it was answered.</summary>
    Diverted = 3,
}

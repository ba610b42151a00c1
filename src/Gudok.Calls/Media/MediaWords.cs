namespace Gudok.Calls;

/// <summary>Which way media went on a leg. Stored: the numbers never change.</summary>
public enum MediaDirection : byte
{
    /// <summary>Not known: a report that names no side.</summary>
    Unknown = 0,

    /// <summary>From the side that called on the leg to the side that was called.</summary>
    CallerToCallee = 1,

    /// <summary>From the side that was called to the side that called.</summary>
    CalleeToCaller = 2,
}

/// <summary>Where figures of media come from. Stored: the numbers never change.</summary>
public enum MediaOrigin : byte
{
    /// <summary>Measured here, packet by packet.</summary>
    Measured = 0,

    /// <summary>Told by an end in RTCP (RFC 3550 §6.4).</summary>
    Rtcp = 1,

    /// <summary>Told by an end or an agent in a report of the whole call: RFC 6035, a header of its BYE, HEP.</summary>
    Report = 2,
}

/// <summary>Whose voice did not come through, of an answered call whose media were seen. Stored: the numbers never change.</summary>
public enum OneWayAudio : byte
{
    /// <summary>Both were heard, or nothing tells.</summary>
    None = 0,

    /// <summary>Nothing came from the caller.</summary>
    CallerUnheard = 1,

    /// <summary>Nothing came from the callee.</summary>
    CalleeUnheard = 2,
}

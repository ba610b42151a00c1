using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What a sighting tells beside its place in the transaction.</summary>
[Flags]
internal enum SightingFlags : byte
{
    None = 0,

    /// <summary>Sent from the second end of its point to the first.</summary>
    Backwards = 1,

    /// <summary>Carries a session description.</summary>
    Sdp = 2,

    /// <summary>A REFER or an INVITE with Replaces (RFC 3891).</summary>
    Replaces = 4,
}

/// <summary>One distinct message of a call as one observer saw it: the line of the log from which the call is read.</summary>
/// <remarks>A log of such lines, and not a running state, is what a stage keeps of an open call: whatever order the messages came in, the
/// sorted log is the same, and so is the call read from it. 32 octets.</remarks>
internal struct Sighting
{
    /// <summary>When, in microseconds of the call's clock.</summary>
    public long Time;

    /// <summary>Hash of the top Via branch; of the ends where the branch is not unique (RFC 2543).</summary>
    public ulong Transaction;

    /// <summary>CSeq number.</summary>
    public uint CSeq;

    /// <summary>Status of a response, 0 of a request.</summary>
    public ushort Status;

    /// <summary>Method of a request, CSeq method of a response.</summary>
    public SipMethod Method;

    /// <summary>Index of the From-tag.</summary>
    public byte From;

    /// <summary>Index of the To-tag.</summary>
    public byte To;

    /// <summary>Index of the point of observation.</summary>
    public byte Point;

    /// <summary>What else it tells.</summary>
    public SightingFlags Flags;

    /// <summary>Q.850 cause of a Reason header (RFC 3326), 0 if none.</summary>
    public byte Cause;

    /// <summary>Whether this is a request.</summary>
    public readonly bool IsRequest => Status == 0;

    /// <summary>Whether this is an INVITE that forms a dialog: one without a To-tag.</summary>
    public readonly bool IsFormingInvite => Method == SipMethod.Invite && Status == 0 && To == 0;

    /// <summary>Whether the two are sightings of one message at one point, so that the later is a repetition.</summary>
    public readonly bool Repeats(in Sighting other) =>
        Transaction == other.Transaction && CSeq == other.CSeq && Status == other.Status && Method == other.Method &&
        From == other.From && To == other.To && Point == other.Point &&
        ((Flags ^ other.Flags) & SightingFlags.Backwards) == 0;

    /// <summary>Whether the two are one message on its way between the same ends, whoever saw it.</summary>
    public readonly bool IsMessageOf(in Sighting other) =>
        Transaction == other.Transaction && CSeq == other.CSeq && Status == other.Status && Method == other.Method &&
        From == other.From && To == other.To;

    /// <summary>Whether the two belong to one transaction by the branch.</summary>
    public readonly bool IsTransactionOf(in Sighting other) => Transaction == other.Transaction && CSeq == other.CSeq;
}

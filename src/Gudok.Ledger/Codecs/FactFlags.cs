namespace Gudok.Ledger;

/// <summary>Which members a row's facts hold. Stored: the bits never change.</summary>
[Flags]
internal enum FactFlags
{
    None = 0,
    Withheld = 1 << 0,
    Complete = 1 << 1,
    StartEstimated = 1 << 2,
    EndEstimated = 1 << 3,
    LossSuspected = 1 << 4,
    Ringing = 1 << 5,
    Answered = 1 << 6,
    Ended = 1 << 7,
    Setup = 1 << 8,
    Talk = 1 << 9,
    EarlyMedia = 1 << 10,
    Cause = 1 << 11,
    Quality = 1 << 12,
    Link = 1 << 13,

    /// <summary>Its SIP messages were kept when it was written. Not of the record, but of its row: no leaf holds it.</summary>
    Messages = 1 << 14,
}

/// <summary>What of a leg equals its call, and what it holds. Stored: the bits never change.</summary>
[Flags]
internal enum LegFlags : byte
{
    None = 0,
    SameStart = 1 << 0,
    Answered = 1 << 1,
    Ended = 1 << 2,
    SameAnswer = 1 << 3,
    SameEnd = 1 << 4,
    SameResult = 1 << 5,
}

/// <summary>Whom a leg's party equals. Stored: the numbers never change.</summary>
internal enum LegParty : byte
{
    None = 0,
    Caller = 1,
    Callee = 2,
    Dialled = 3,
    Other = 4,
}

/// <summary>Which figures of quality are known. Stored: the bits never change.</summary>
[Flags]
internal enum QualityFlags : byte
{
    None = 0,
    Mos = 1 << 0,
    Loss = 1 << 1,
    Jitter = 1 << 2,
    Rtt = 1 << 3,
}

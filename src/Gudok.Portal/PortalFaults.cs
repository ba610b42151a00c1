namespace Gudok.Portal;

/// <summary>The fault codes of this module, GDK-6000 to GDK-6499. Codes are never reused.</summary>
public static class PortalFaults
{
    /// <summary>The Host header names a host that the portal does not answer for: it may be another site's name pointed here.</summary>
    public const string ForeignHost = "GDK-6001";

    /// <summary>A page of another site tried to send something.</summary>
    public const string ForeignOrigin = "GDK-6002";

    /// <summary>What was sent is neither JSON nor newline-delimited JSON.</summary>
    public const string NotJson = "GDK-6003";

    /// <summary>A search is not what it should be; the message names the member.</summary>
    public const string NotASearch = "GDK-6004";

    /// <summary>There is no such call.</summary>
    public const string NoSuchCall = "GDK-6005";

    /// <summary>There is no such address.</summary>
    public const string NoSuchAddress = "GDK-6006";

    /// <summary>What was sent is larger than the limit.</summary>
    public const string TooLarge = "GDK-6007";

    /// <summary>A number was put into an address, where it would stay in histories and logs.</summary>
    public const string NumberInAddress = "GDK-6008";

    /// <summary>Something of ours failed; the log says what.</summary>
    public const string Failed = "GDK-6009";

    /// <summary>A posted line is longer than the limit.</summary>
    public const string LineTooLong = "GDK-6010";

    /// <summary>More lines were posted in one request than the limit.</summary>
    public const string TooManyLines = "GDK-6011";

    /// <summary>An amendment is not what it should be; the message names the member.</summary>
    public const string NotAnAmendment = "GDK-6013";

    /// <summary>Somebody else amended the call since it was read.</summary>
    public const string AmendedMeanwhile = "GDK-6014";

    /// <summary>The call's term is over: nothing can be added to it.</summary>
    public const string CallOver = "GDK-6015";

    /// <summary>A party of the call was erased: nothing may be added about that person.</summary>
    public const string PartyErased = "GDK-6016";

    /// <summary>A hold or an erasure that was asked for is not what it should be.</summary>
    public const string NotAKeeping = "GDK-6017";

    /// <summary>There is no such call, party or hold.</summary>
    public const string NothingToHold = "GDK-6018";

    /// <summary>The storage in use keeps no holds and drops nothing.</summary>
    public const string CannotForget = "GDK-6019";

    /// <summary>The server's disk does not take what was sent.</summary>
    public const string CannotWrite = "GDK-6020";

    /// <summary>The numbers are not those of which the consequences were shown.</summary>
    public const string NotConfirmed = "GDK-6021";

    /// <summary>There is no such act of destruction, or not in this form.</summary>
    public const string NoSuchAct = "GDK-6022";

    /// <summary>Whole numbers were asked for, and what was sent does not say why.</summary>
    public const string NotAReveal = "GDK-6023";

    /// <summary>Somebody sends more requests a minute than the limit.</summary>
    public const string TooManyRequests = "GDK-6024";

    /// <summary>More readers follow live calls than the limit.</summary>
    public const string TooManyFollowers = "GDK-6012";
}

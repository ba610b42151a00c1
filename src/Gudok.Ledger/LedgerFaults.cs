namespace Gudok.Ledger;

/// <summary>The fault codes of this module, GDK-4000 to GDK-4999. Codes are never reused.</summary>
public static class LedgerFaults
{
    /// <summary>Another process owns the data folder.</summary>
    public const string FolderOwned = "GDK-4001";

    /// <summary>A file of the ledger is damaged or was changed; the message names day and record.</summary>
    public const string Damaged = "GDK-4002";

    /// <summary>The data folder was written by a newer version.</summary>
    public const string NewerFormat = "GDK-4003";

    /// <summary>The clock stands within a day that was dropped: it was set back by years, or stood in the future before.</summary>
    public const string ClockSetBack = "GDK-4005";

    /// <summary>A file of the ledger that others refer to is not there.</summary>
    public const string FileMissing = "GDK-4006";

    /// <summary>The disk is full, read-only or failing: nothing of what was to be written is there.</summary>
    public const string CannotWrite = "GDK-4007";

    /// <summary>A legal hold stands in the way; the message says who holds what, why and until when.</summary>
    public const string UnderHold = "GDK-4009";

    /// <summary>A file is no valid evidence.</summary>
    public const string NotEvidence = "GDK-4008";

    /// <summary>All numbers of classes of retention are given away.</summary>
    public const string TooManyClasses = "GDK-4010";

    /// <summary>A hold was asked for under the id of another.</summary>
    public const string HoldDiffers = "GDK-4011";

    /// <summary>An erasure stopped part-way, or its act or the copy of the erasure list could not be written.</summary>
    public const string ErasureStopped = "GDK-4012";

    /// <summary>A hold was to end at a moment that is over.</summary>
    public const string HoldOver = "GDK-4013";

    /// <summary>A part of a day is due and cannot be dropped, as it is damaged, or waits for one that is.</summary>
    public const string DueDamaged = "GDK-4014";

    /// <summary>Parties that stand in no call any more could not be forgotten.</summary>
    public const string PartyLeft = "GDK-4015";

    /// <summary>A page token is not one of ours.</summary>
    public const string NotACursor = "GDK-4004";
}

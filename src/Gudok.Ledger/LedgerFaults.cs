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

    /// <summary>A page token is not one of ours.</summary>
    public const string NotACursor = "GDK-4004";
}

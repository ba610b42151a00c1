namespace Gudok.Seals;

/// <summary>The fault codes of this module, GDK-3000 to GDK-3499. Codes are never reused.</summary>
public static class SealsFaults
{
    /// <summary>A record's leaf does not agree with the record: one of the two was changed.</summary>
    public const string LeafDiffers = "GDK-3001";

    /// <summary>What is kept as a head is none, or its signature or its link to the head before does not hold.</summary>
    public const string ChainBroken = "GDK-3002";

    /// <summary>A head of this number is there already: another process signs the same chain.</summary>
    public const string ChainTaken = "GDK-3003";

    /// <summary>A day does not hold what its signed head says: leaves were changed, removed or put in another order.</summary>
    public const string TreeDiffers = "GDK-3004";

    /// <summary>The chain is not the one that a witness was given: it was rolled back, or signed anew.</summary>
    public const string WitnessDiffers = "GDK-3005";
}

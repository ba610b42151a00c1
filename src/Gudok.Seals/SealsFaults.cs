namespace Gudok.Seals;

/// <summary>The fault codes of this module, GDK-3000 to GDK-3499. Codes are never reused.</summary>
public static class SealsFaults
{
    /// <summary>A record's leaf does not agree with the record: one of the two was changed.</summary>
    public const string LeafDiffers = "GDK-3001";
}

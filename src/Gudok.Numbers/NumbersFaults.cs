namespace Gudok.Numbers;

/// <summary>The fault codes of this module, GDK-2000 to GDK-2999. Codes are never reused.</summary>
public static class NumbersFaults
{
    /// <summary>The text is no telephone number of the region; the message tells the form it should have.</summary>
    public const string NotANumber = "GDK-2001";

    /// <summary>The vault's files are there but its key source is not: Gudok refuses to start.</summary>
    public const string KeySourceMissing = "GDK-2101";

    /// <summary>The key source is not the one that this vault was made with.</summary>
    public const string KeySourceWrong = "GDK-2102";

    /// <summary>A party is in the vault, its key is not, and the erasure list does not name it.</summary>
    public const string KeyMissing = "GDK-2103";

    /// <summary>A sealed value does not open under its key: it was changed.</summary>
    public const string SealBroken = "GDK-2104";

    /// <summary>The key source can be read by others than its owner.</summary>
    public const string KeySourceOpen = "GDK-2105";

    /// <summary>vault.db and keys.db do not belong together, or one of them is damaged.</summary>
    public const string VaultDamaged = "GDK-2106";

    /// <summary>The master key lies in an environment variable, and no variable holds the next one to move to.</summary>
    public const string NoNextRoot = "GDK-2107";

    /// <summary>The vault in use cannot rotate its keys.</summary>
    public const string NoRotation = "GDK-2108";

    /// <summary>The disk is full, read-only or failing: nothing of what was to be written to the vault is there.</summary>
    public const string CannotWrite = "GDK-2109";

    /// <summary>A copy needs a number to stand for another, and none of its kind is free.</summary>
    public const string NoRoom = "GDK-2110";
}

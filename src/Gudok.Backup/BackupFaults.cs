namespace Gudok.Backup;

/// <summary>The fault codes of this module, GDK-8000 to GDK-8499. Codes are never reused.</summary>
public static class BackupFaults
{
    /// <summary>An archive was changed, is cut short or is not there; the message names it.</summary>
    public const string ArchiveBroken = "GDK-8001";

    /// <summary>The week's key that an archive of keys was sealed under is destroyed: what it held is forgotten.</summary>
    public const string ArchiveForgotten = "GDK-8002";

    /// <summary>The backup place holds backups of another installation.</summary>
    public const string ForeignPlace = "GDK-8003";

    /// <summary>Another run, or continuous copying, writes to the backup place.</summary>
    public const string PlaceTaken = "GDK-8004";

    /// <summary>There is no backup in the place, or none of which all three archives are whole.</summary>
    public const string NothingToRestore = "GDK-8005";

    /// <summary>The folder to restore into is not empty.</summary>
    public const string FolderNotEmpty = "GDK-8006";

    /// <summary>The data folder keeps its keys within itself: a backup of it could not be opened without it.</summary>
    public const string KeysInFolder = "GDK-8007";

    /// <summary>An archive was written by a newer version.</summary>
    public const string NewerFormat = "GDK-8008";

    /// <summary>The backup place lies within the data folder, or holds it.</summary>
    public const string PlaceInside = "GDK-8009";
}

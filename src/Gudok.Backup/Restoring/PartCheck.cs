using System.Security.Cryptography;

namespace Gudok.Backup;

/// <summary>Holds a part against what its manifest says of it.</summary>
internal static class PartCheck
{
    /// <summary>Reads all of a part.</summary>
    /// <exception cref="BackupException">GDK-8001: it is missing, or not as it was written.</exception>
    public static void Require(SetFolder folder, PartRef part)
    {
        var path = folder.PathOf(part.Name);
        if (!File.Exists(path)) throw new BackupException(BackupFaults.ArchiveBroken, $"{folder.NameOf(part.Name)} is missing.");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length != part.Octets)
            throw new BackupException(BackupFaults.ArchiveBroken, $"{folder.NameOf(part.Name)} has {file.Length} octets instead of {part.Octets}: it was cut short or changed.");
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != part.Sha256)
            throw new BackupException(BackupFaults.ArchiveBroken, $"{folder.NameOf(part.Name)} was changed: it is not what its manifest names.");
    }
}

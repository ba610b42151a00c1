using System.Security.Cryptography;
using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>Gives each file in the backup place its own key: the archives of ledger and vault from the root key, that of keys from the week's.</summary>
/// <param name="ring">The installation's keys.</param>
internal sealed class ArchiveKeys(KeyRing ring)
{
    /// <summary>The week to seal keys under at an instant; its key is made, and durable, if there is none.</summary>
    public int WeekAt(DateTimeOffset now) => ring.Epochs.Ensure(EpochKeys.WeekOf(now));

    /// <summary>The cipher of a file.</summary>
    /// <param name="head">Its head.</param>
    /// <param name="name">Its name, for the fault.</param>
    /// <exception cref="BackupException">GDK-8002: the key of its week is destroyed.</exception>
    public AesGcm CipherOf(ArchiveHead head, string name)
    {
        Span<byte> key = stackalloc byte[SecretKey.Length];
        var ofSet = KeyOf(head, name);
        HKDF.Expand(HashAlgorithmName.SHA256, ofSet, key, head.ToBytes());
        CryptographicOperations.ZeroMemory(ofSet);
        var cipher = new AesGcm(key, ArchiveStream.TagLength);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private byte[] KeyOf(ArchiveHead head, string name) => head.Set switch
    {
        BackupSet.Ledger => ring.Derive(KeyPurpose.BackupLedger),
        BackupSet.Vault => ring.Derive(KeyPurpose.BackupVault),
        BackupSet.Keys => ring.Epochs.Find(head.Week)?.Derive("backup-keys") ?? throw new BackupException(
            BackupFaults.ArchiveForgotten,
            $"{name} was sealed under the key of week {Epoch.WeekIn(head.Week)}, which is destroyed or not in this key source: what it held is forgotten. Make backups at least once in three weeks."),
    };
}

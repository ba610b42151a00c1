namespace Gudok.Backup;

/// <summary>The three archives that are kept apart, in the order in which a run copies them. Stored: the numbers never change.</summary>
internal enum BackupSet : byte
{
    /// <summary>Call records, heads, holds.</summary>
    Ledger = 1,

    /// <summary>Sealed parties, people's work, settings.</summary>
    Vault = 2,

    /// <summary>Keys of parties and days; sealed under the week's key, and noise once that is destroyed.</summary>
    Keys = 3,
}

/// <summary>The archives' folders.</summary>
internal static class BackupSets
{
    public static readonly BackupSet[] All = [BackupSet.Ledger, BackupSet.Vault, BackupSet.Keys];

    /// <summary>The folder of an archive within the backup place.</summary>
    public static string FolderOf(BackupSet set) => set switch
    {
        BackupSet.Ledger => "ledger",
        BackupSet.Vault => "vault",
        BackupSet.Keys => "keys",
    };
}

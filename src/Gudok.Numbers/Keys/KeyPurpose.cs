namespace Gudok.Numbers;

/// <summary>What a key of the installation is for. Stored: the numbers never change, nor do the words that keys are derived by.</summary>
/// <remarks>A new purpose needs a number here, a word in <see cref="KeyPurposes"/> and a line in <c>docs/formats/vault.md</c>: the rotation
/// of the master key keeps exactly the keys that are named here.</remarks>
public enum KeyPurpose
{
    /// <summary>Tells whether a vault belongs to the keys.</summary>
    Check = 1,

    /// <summary>The blind index of parties; has versions.</summary>
    Index = 2,

    /// <summary>The keys of records; on it rests that a capture imported again adds nothing.</summary>
    InstallationId = 3,

    /// <summary>Seals kept SIP messages, together with the keys of their parties.</summary>
    Messages = 4,

    /// <summary>Seals notes, together with the keys of the call's parties.</summary>
    Notes = 5,

    /// <summary>Pseudonyms under which parties show outside.</summary>
    Pseudonym = 6,

    /// <summary>Seals calls in progress.</summary>
    OpenCalls = 7,

    /// <summary>Signs heads.</summary>
    HeadSigning = 8,

    /// <summary>Seals backups of the ledger.</summary>
    BackupLedger = 9,

    /// <summary>Seals backups of the vault.</summary>
    BackupVault = 10,

    /// <summary>Vouches for the list of the erased in a backup place.</summary>
    BackupErased = 11,

    /// <summary>Seals what is personal of the people who work with Gudok, and their second factors.</summary>
    AccessFields = 12,

    /// <summary>Seals what the journal of access says of people.</summary>
    Journal = 13,

    /// <summary>Seals HEP that waits for the next collector.</summary>
    Relay = 14,
}

/// <summary>The words of purposes.</summary>
internal static class KeyPurposes
{
    /// <summary>All purposes.</summary>
    public static IReadOnlyList<KeyPurpose> All { get; } = Enum.GetValues<KeyPurpose>();

    /// <summary>The word that a key is derived by.</summary>
    public static string Word(this KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Check => "check",
        KeyPurpose.Index => "index",
        KeyPurpose.InstallationId => "installation-id",
        KeyPurpose.Messages => "messages",
        KeyPurpose.Notes => "notes",
        KeyPurpose.Pseudonym => "pseudonym",
        KeyPurpose.OpenCalls => "open-calls",
        KeyPurpose.HeadSigning => "head-signing",
        KeyPurpose.BackupLedger => "backup-ledger",
        KeyPurpose.BackupVault => "backup-vault",
        KeyPurpose.BackupErased => "backup-erased",
        KeyPurpose.AccessFields => "access-fields",
        KeyPurpose.Journal => "journal",
        KeyPurpose.Relay => "relay",
    };
}

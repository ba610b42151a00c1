namespace Gudok.Ledger;

/// <summary>What a sealed value is; part of its associated data, so that none passes for another. Stored: the numbers never change.</summary>
internal enum SealKind : byte
{
    /// <summary>The details of a page of records.</summary>
    Page = 1,

    /// <summary>The details of a correction.</summary>
    Correction = 2,

    /// <summary>Whose keys open a call's messages.</summary>
    Messages = 3,

    /// <summary>What a person amended.</summary>
    Amendment = 4,

    /// <summary>A record kept apart under legal hold.</summary>
    Held = 5,
}

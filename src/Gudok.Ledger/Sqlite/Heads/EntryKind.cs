namespace Gudok.Ledger;

/// <summary>What a leaf belongs to: the table of its segment.</summary>
internal enum EntryKind
{
    /// <summary>A record.</summary>
    Record,

    /// <summary>A correction.</summary>
    Correction,

    /// <summary>An amendment.</summary>
    Amendment,
}

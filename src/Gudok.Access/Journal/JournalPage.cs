namespace Gudok.Access;

/// <summary>Some entries, the newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">What to give as <see cref="JournalSearch.Before"/> for the next page; null if there is none.</param>
public sealed record JournalPage(IReadOnlyList<KeptEntry> Entries, long? Next)
{
    /// <summary>Entries of the page that were changed behind the journal's back and do not open, the newest first. They belong where their numbers are.</summary>
    public IReadOnlyList<DamagedEntry> Damaged { get; init; } = [];

    /// <summary>How many rows of the journal the page shows.</summary>
    public int Count => Entries.Count + Damaged.Count;
}

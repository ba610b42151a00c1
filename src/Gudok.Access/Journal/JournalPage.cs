namespace Gudok.Access;

/// <summary>Some entries, the newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">What to give as <see cref="JournalSearch.Before"/> for the next page; null if there is none.</param>
public sealed record JournalPage(IReadOnlyList<KeptEntry> Entries, long? Next);

namespace Gudok.Access;

/// <summary>What follows in the journal, the oldest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Damaged">Those among them that do not open.</param>
/// <param name="Last">The greatest number of both; null if nothing follows.</param>
public sealed record JournalTail(IReadOnlyList<KeptEntry> Entries, IReadOnlyList<DamagedEntry> Damaged, long? Last);

namespace Gudok.Ledger;

/// <summary>Leaves of a day that stand side by side in one segment: rows of a page, or one correction or amendment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Kind">What they belong to.</param>
/// <param name="First">The first row, or the number.</param>
/// <param name="Count">How many; 1 but for rows.</param>
/// <param name="Position">The log position of the first.</param>
internal readonly record struct LeafStep(Segment Segment, EntryKind Kind, int First, int Count, long Position);

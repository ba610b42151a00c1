namespace Gudok.Ledger;

/// <summary>How far a segment went at one moment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Summary">What it held.</param>
/// <param name="IsClosed">Whether it was closed.</param>
/// <param name="Rollups">Its rollups if it was open, as they go on changing; null if they stand still.</param>
internal sealed record SegmentSnapshot(Segment Segment, SegmentSummary Summary, bool IsClosed, RollupDelta? Rollups);

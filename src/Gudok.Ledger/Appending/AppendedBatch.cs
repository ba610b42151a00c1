using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What an append has made durable so far.</summary>
internal sealed class AppendedBatch
{
    public List<CallRecord> Records { get; } = [];

    public List<CallCorrection> Corrections { get; } = [];

    /// <summary>For each commit: whose part it is, how many leaves the part had before, and the leaves.</summary>
    public List<(DayPart Part, long SizeBefore, byte[] Leaves)> Leaves { get; } = [];

    public bool IsEmpty => Records.Count + Corrections.Count == 0;
}

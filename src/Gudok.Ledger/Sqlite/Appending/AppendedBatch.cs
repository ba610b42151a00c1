using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>What an append has made durable so far.</summary>
internal sealed class AppendedBatch
{
    public List<CallRecord> Records { get; } = [];

    public List<CallCorrection> Corrections { get; } = [];

    public bool IsEmpty => Records.Count + Corrections.Count == 0;
}

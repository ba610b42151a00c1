using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Where the records of a segment are: by start, by key. Thread-safe.</summary>
internal interface ISegmentIndex
{
    /// <summary>Records in order of start.</summary>
    int Count { get; }

    /// <summary>How many records come before a bound.</summary>
    /// <param name="start">Start of the bound, microseconds.</param>
    /// <param name="id">Id of the bound, for equal starts.</param>
    /// <param name="reader">Reads rows where the index itself does not hold starts.</param>
    int CountBefore(long start, RecordId id, SegmentReader reader);

    /// <summary>The row at a place in order of start, and its traits.</summary>
    (int Row, byte Traits) At(int place);

    /// <summary>Adds the rows that may have a key; the caller checks them. Most keys that are asked for are new: the list is made with its
    /// first row.</summary>
    void FindKey(ulong low, ref List<int>? rows);
}

using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Sorts the new records of a batch from those that are known, in the ledger or earlier in the batch.</summary>
internal sealed class FreshRecords(KnownFinder known)
{
    private readonly Dictionary<CallKey, Instant> _first = [];
    private readonly List<(CallKey Key, Instant Start)> _further = [];
    private readonly HashSet<RecordId> _ids = [];

    public bool Contains(RecordId id) => _ids.Contains(id);

    /// <summary>Takes a record if it is new.</summary>
    public bool TryAdd(LedgerEntry entry)
    {
        var (key, start) = (entry.Record.Id.Key, entry.Record.StartedAt);
        if (_first.TryGetValue(key, out var other) && IsSame(other, start)) return false;
        if (_further.Exists(further => further.Key == key && IsSame(further.Start, start))) return false;
        if (known.Find(new CallProbe(key, start)) is not null) return false;
        if (!_first.TryAdd(key, start)) _further.Add((key, start));
        _ids.Add(entry.Record.Id);
        return true;
    }

    private static bool IsSame(Instant left, Instant right) => (left - right).Duration() <= KnownFinder.SameCall;
}

using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Sorts the new records of a batch from those that are known, in the ledger or earlier in the batch.</summary>
/// <param name="isKnown">Whether the ledger holds a record that answers a probe.</param>
/// <param name="size">How many records may come.</param>
internal sealed class FreshRecords(Func<CallProbe, bool> isKnown, int size)
{
    private readonly Dictionary<CallKey, Instant> _first = new(size);
    private readonly List<(CallKey Key, Instant Start)> _further = [];

    // Ids are made of start and key, and a batch is checked for it.
    public bool Contains(RecordId id) => _first.TryGetValue(id.Key, out var start)
        && (RecordId.Create(start, id.Key) == id || _further.Exists(further => RecordId.Create(further.Start, further.Key) == id));

    /// <summary>Takes a record if it is new.</summary>
    public bool TryAdd(LedgerEntry entry)
    {
        var (key, start) = (entry.Record.Id.Key, entry.Record.StartedAt);
        if (_first.TryGetValue(key, out var other) && IsSame(other, start)) return false;
        if (_further.Count > 0 && IsAmongFurther(key, start)) return false;
        if (isKnown(new CallProbe(key, start) { Class = entry.Class })) return false;
        if (!_first.TryAdd(key, start)) _further.Add((key, start));
        return true;
    }

    private bool IsAmongFurther(CallKey key, Instant start) => _further.Exists(further => further.Key == key && IsSame(further.Start, start));

    private static bool IsSame(Instant left, Instant right) => (left - right).Duration() <= KnownRule.SameCall;
}

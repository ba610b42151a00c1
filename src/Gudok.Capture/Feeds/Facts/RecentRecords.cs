using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>The records that were written last, found by the Call-IDs of their legs; a limited number, for a limited time. Thread-safe.</summary>
/// <param name="options">The limits.</param>
/// <param name="clock">Tells how long ago a record was written.</param>
internal sealed class RecentRecords(FeedsOptions options, TimeProvider clock)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, RecentRecord> _byCallId = new(StringComparer.Ordinal);
    private readonly Queue<RecentRecord> _oldestFirst = new();

    /// <summary>Remembers a record.</summary>
    public RecentRecord Add(RecordId id, ObservedCall call, CallTags given)
    {
        var record = new RecentRecord(id, [.. CallIdsOf(call)], call.StartedAt, clock.GetTimestamp()) { Given = given };
        lock (_turn)
        {
            foreach (var callId in record.CallIds) _byCallId[callId] = record;
            _oldestFirst.Enqueue(record);
            Forget();
        }

        return record;
    }

    /// <summary>The record of a call; null if it was written too long ago, or not yet.</summary>
    public RecentRecord? Find(string callId)
    {
        lock (_turn)
        {
            Forget();
            return _byCallId.GetValueOrDefault(callId);
        }
    }

    /// <summary>The Call-IDs of a call's legs, each once, the first leg's first.</summary>
    public static IEnumerable<string> CallIdsOf(ObservedCall call) => call.Legs.Select(leg => leg.CallId).Prepend(call.SessionId).Distinct(StringComparer.Ordinal);

    private void Forget()
    {
        while (_oldestFirst.TryPeek(out var oldest)
            && (_oldestFirst.Count > options.RememberedChannels || clock.GetElapsedTime(oldest.WrittenAt) > options.LateFor))
        {
            _oldestFirst.Dequeue();
            foreach (var callId in oldest.CallIds)
            {
                if (_byCallId.GetValueOrDefault(callId) == oldest) _byCallId.Remove(callId);
            }
        }
    }
}

using Gudok.Calls;

namespace Gudok.Ledger.Postgres;

/// <summary>A party of a call beside caller and callee, or the link of its conversation: what the table <c>stands</c> finds it by.</summary>
internal readonly record struct Standing(long Party, long Start, long KeyLow, short KeyHigh)
{
    /// <summary>Collects what a call stands under that its own columns do not tell.</summary>
    /// <param name="record">The call.</param>
    /// <param name="keys">Reused from call to call.</param>
    /// <param name="standings">Takes them.</param>
    public static void Collect(CallRecord record, List<ulong> keys, ICollection<Standing> standings)
    {
        PartyKeys.Collect(record, keys);
        foreach (var key in keys)
        {
            if (key == record.Caller.Value || key == record.Callee.Value) continue;
            standings.Add(new Standing(unchecked((long)key), record.StartedAt.Micros, (long)record.Id.Key.Low, (short)record.Id.Key.High));
        }
    }
}

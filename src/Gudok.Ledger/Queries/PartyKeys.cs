using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Under which 64-bit values a record stands in the party index: its parties, and the link of its conversation.</summary>
internal static class PartyKeys
{
    // PartyIds are random, so a link in the same space meets one by chance only, and every find is checked against the record.
    private const ulong LinkMark = 0x9e37_79b9_7f4a_7c15;

    public static ulong Link(CallKey link) => (link.Low ^ LinkMark) * 0xff51_afd7_ed55_8ccd | 1;

    /// <summary>Collects the values, each once.</summary>
    public static void Collect(CallRecord record, List<ulong> keys)
    {
        keys.Clear();
        Add(keys, record.Caller.Value);
        Add(keys, record.Callee.Value);
        Add(keys, record.Dialled.Value);
        for (var index = 0; index < record.Legs.Count; index++)
        {
            Add(keys, record.Legs[index].Caller.Value);
            Add(keys, record.Legs[index].Callee.Value);
        }

        if (record.LinkId is { } link) Add(keys, Link(link));
    }

    private static void Add(List<ulong> keys, ulong key)
    {
        if (key != 0 && !keys.Contains(key)) keys.Add(key);
    }
}

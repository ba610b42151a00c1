using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Direction and disposition of a row in one octet, kept beside the order of starts so that a filter skips rows unread.</summary>
internal static class Traits
{
    public static byte Of(CallRecord record) => Of((int)record.Direction, (int)record.Disposition);

    public static byte Of(int direction, int disposition) => (byte)(direction | disposition << 4);

    /// <summary>Which traits a query accepts; null if all.</summary>
    public static bool[]? Accepted(CallQuery query)
    {
        if (query.Directions is null && query.Dispositions is null) return null;
        var accepted = new bool[256];
        for (var traits = 0; traits < accepted.Length; traits++)
        {
            accepted[traits] = (query.Directions?.Contains((CallDirection)(traits & 15)) ?? true)
                && (query.Dispositions?.Contains((CallDisposition)(traits >> 4)) ?? true);
        }

        return accepted;
    }
}

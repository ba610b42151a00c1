using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>When a record and a probe are the same call.</summary>
internal static class KnownRule
{
    /// <summary>Same key, and starts no further apart: same call.</summary>
    public static readonly TimeSpan SameCall = TimeSpan.FromHours(1);

    /// <summary>How far back a BYE looks for its open call.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromDays(8);

    /// <summary>The ledger's day of an id: that of its first recorded start.</summary>
    public static DateOnly DayOf(RecordId id) => new Instant(id.StartMilliseconds * 1000).UtcDay;

    /// <summary>Whether a record, as it stands, waits for an end that was seen at a time.</summary>
    public static bool IsOpenBefore(CallRecord record, Instant time)
    {
        var age = time - record.StartedAt;
        return (record.EndedAt is null || record.IsEndEstimated) && age >= TimeSpan.Zero && age <= LongestCall;
    }
}

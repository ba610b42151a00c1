using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>A minute, direction and disposition.</summary>
/// <param name="Minute">Minutes since the Unix epoch, rounded down.</param>
/// <param name="Way">Direction in the lower four bits, disposition in the upper four.</param>
internal readonly record struct RollupKey(long Minute, int Way)
{
    private const long MicrosPerMinute = 60_000_000;

    public static RollupKey Of(CallRecord record) => new(MinuteOf(record.StartedAt), Traits.Of(record));

    public static long MinuteOf(Instant time)
    {
        var (minute, rest) = Math.DivRem(time.Micros, MicrosPerMinute);
        return rest < 0 ? minute - 1 : minute;
    }

    /// <summary>The minutes that begin within a span: the first, and the one after the last.</summary>
    public static (long First, long End) Within(Instant from, Instant to) =>
        (MinuteOf(from - TimeSpan.FromMicroseconds(1)) + 1, MinuteOf(to - TimeSpan.FromMicroseconds(1)) + 1);

    public Instant Beginning => new(Minute * MicrosPerMinute);
}

/// <summary>Counts and sums that are added to a rollup; negative where a correction takes away.</summary>
internal readonly record struct RollupSums(long Calls, long TalkMs, long SetupMs, long WithSetup)
{
    public static RollupSums Of(CallRecord record) =>
        new(1, record.TalkMs ?? 0, record.SetupMs ?? 0, record.SetupMs is null ? 0 : 1);

    public static RollupSums operator +(RollupSums left, RollupSums right) =>
        new(left.Calls + right.Calls, left.TalkMs + right.TalkMs, left.SetupMs + right.SetupMs, left.WithSetup + right.WithSetup);

    public static RollupSums operator -(RollupSums sums) => new(-sums.Calls, -sums.TalkMs, -sums.SetupMs, -sums.WithSetup);
}

/// <summary>What a commit, or a segment, adds to the rollups.</summary>
internal sealed class RollupDelta
{
    private readonly Dictionary<RollupKey, RollupSums> _sums = [];

    public IReadOnlyDictionary<RollupKey, RollupSums> Sums => _sums;

    public void Add(CallRecord record) => Add(RollupKey.Of(record), RollupSums.Of(record));

    public void Take(CallRecord record) => Add(RollupKey.Of(record), -RollupSums.Of(record));

    public void Add(RollupKey key, RollupSums sums) => _sums[key] = _sums.GetValueOrDefault(key) + sums;

    /// <summary>What remains after all that was added and taken away, in order.</summary>
    public IReadOnlyList<Rollup> Rollups() =>
    [
        .. _sums.Where(sum => sum.Value.Calls != 0)
            .Select(sum => new Rollup(
                sum.Key.Beginning,
                (CallDirection)(sum.Key.Way & 15),
                (CallDisposition)(sum.Key.Way >> 4),
                sum.Value.Calls,
                sum.Value.TalkMs,
                sum.Value.SetupMs,
                sum.Value.WithSetup))
            .OrderBy(rollup => rollup.Minute).ThenBy(rollup => rollup.Direction).ThenBy(rollup => rollup.Disposition),
    ];
}

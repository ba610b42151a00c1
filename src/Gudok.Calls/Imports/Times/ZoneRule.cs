using System.Diagnostics.CodeAnalysis;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Turns what a clock on a wall showed into moments.</summary>
/// <remarks>A time that the clocks passed over is refused: a switch in that zone cannot have written it. Of a time that came twice, the one is
/// taken that lies nearest to what else is known of the call, else the earlier one.</remarks>
/// <param name="zone">The zone of the system that wrote the records.</param>
internal sealed class ZoneRule(TimeZoneInfo zone)
{
    private static readonly TimeSpan Reach = TimeSpan.FromHours(26);

    /// <summary>The zone's name.</summary>
    public string Name => zone.Id;

    /// <summary>Reads an IANA name, <c>UTC</c>, or an offset such as <c>+03:00</c>.</summary>
    public static bool TryFind([NotNullWhen(true)] string? name, [NotNullWhen(true)] out ZoneRule? rule)
    {
        rule = null;
        if (string.IsNullOrWhiteSpace(name)) return false;
        if (TryReadOffset(name, out var offset)) rule = new ZoneRule(TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name));
        else if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found)) rule = new ZoneRule(found);
        return rule is not null;
    }

    /// <summary>The moment at which clocks of the zone showed a time.</summary>
    /// <param name="local">What they showed.</param>
    /// <param name="near">Decides between two moments; may be null.</param>
    /// <param name="moment">The moment.</param>
    /// <returns>False if they never did.</returns>
    public bool TryResolve(DateTime local, Instant? near, out Instant moment)
    {
        moment = default;
        if (local.Ticks < Reach.Ticks * 2 || local.Ticks > DateTime.MaxValue.Ticks - Reach.Ticks * 2) return false;
        // Offsets of a zone change for reasons of summer and of law; both are found by looking at the offsets before and behind.
        var before = OffsetAt(local - Reach);
        var after = OffsetAt(local + Reach);
        var first = local - before;
        var second = local - after;
        var isFirst = OffsetAt(first) == before;
        var isSecond = OffsetAt(second) == after;
        if (!isFirst && !isSecond) return false;
        if (isFirst && isSecond && first != second) moment = Nearest(Of(first), Of(second), near);
        else moment = Of(isFirst ? first : second);
        return true;
    }

    /// <summary>How far clocks of the zone were ahead of UTC.</summary>
    public TimeSpan OffsetAt(Instant moment) => zone.GetUtcOffset(moment.ToDateTimeOffset());

    private static Instant Nearest(Instant one, Instant other, Instant? near)
    {
        var (earlier, later) = one < other ? (one, other) : (other, one);
        return near is { } known && (known - later).Duration() < (known - earlier).Duration() ? later : earlier;
    }

    private TimeSpan OffsetAt(DateTime utc) => zone.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static Instant Of(DateTime utc) => new((utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    private static bool TryReadOffset(string text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length != 6 || text[0] is not ('+' or '-') || !TimeSpan.TryParseExact(text[1..], @"hh\:mm", null, out offset) || offset > TimeSpan.FromHours(14)) return false;
        if (text[0] == '-') offset = -offset;
        return true;
    }
}

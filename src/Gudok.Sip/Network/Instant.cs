using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gudok.Sip;

/// <summary>A moment in whole microseconds since 1970-01-01T00:00:00Z, leap seconds ignored as Unix time does.</summary>
/// <remarks>All times of the product are instants: of the packet in a capture, of <see cref="TimeProvider"/> elsewhere.</remarks>
/// <param name="Micros">Microseconds since the Unix epoch; negative before it.</param>
public readonly record struct Instant(long Micros) : IComparable<Instant>
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Whole milliseconds since the Unix epoch, rounded down.</summary>
    public long UnixMilliseconds => Math.DivRem(Micros, 1000, out var rest) - (rest < 0 ? 1 : 0);

    /// <summary>The UTC day the moment falls on.</summary>
    public DateOnly UtcDay => DateOnly.FromDateTime(ToDateTimeOffset().UtcDateTime);

    /// <summary>Takes the moment of a <see cref="DateTimeOffset"/>; ticks below a microsecond are cut off.</summary>
    public static Instant From(DateTimeOffset time) => new((time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TicksPerMicrosecond);

    /// <summary>The present moment of a clock.</summary>
    public static Instant Now(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return From(clock.GetUtcNow());
    }

    /// <summary>The same moment as a <see cref="DateTimeOffset"/> in UTC, held within the years 1 to 9999.</summary>
    public DateTimeOffset ToDateTimeOffset()
    {
        var ticks = Math.Clamp(
            Micros,
            (DateTimeOffset.MinValue.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TicksPerMicrosecond,
            (DateTimeOffset.MaxValue.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TicksPerMicrosecond);
        return DateTimeOffset.UnixEpoch.AddTicks(ticks * TicksPerMicrosecond);
    }

    /// <summary>RFC 3339 in UTC with six fractional digits, <c>2026-11-21T09:05:07.123456Z</c>.</summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads an RFC 3339 time with any offset; digits beyond the microsecond are cut off.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Instant instant)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var time);
        instant = read ? From(time) : default;
        return read;
    }

    /// <inheritdoc />
    public int CompareTo(Instant other) => Micros.CompareTo(other.Micros);

    /// <summary>The moment a span later; a span is cut to whole microseconds.</summary>
    public static Instant operator +(Instant start, TimeSpan span) => new(start.Micros + span.Ticks / TicksPerMicrosecond);

    /// <summary>The moment a span earlier; a span is cut to whole microseconds.</summary>
    public static Instant operator -(Instant end, TimeSpan span) => new(end.Micros - span.Ticks / TicksPerMicrosecond);

    /// <summary>The span from one moment to the other.</summary>
    public static TimeSpan operator -(Instant end, Instant start) => TimeSpan.FromTicks((end.Micros - start.Micros) * TicksPerMicrosecond);

    /// <summary>Whether the left moment comes first.</summary>
    public static bool operator <(Instant left, Instant right) => left.Micros < right.Micros;

    /// <summary>Whether the left moment comes last.</summary>
    public static bool operator >(Instant left, Instant right) => left.Micros > right.Micros;

    /// <summary>Whether the left moment does not come last.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Micros <= right.Micros;

    /// <summary>Whether the left moment does not come first.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Micros >= right.Micros;

    /// <summary>Same as <see cref="op_Addition"/>.</summary>
    public static Instant Add(Instant start, TimeSpan span) => start + span;

    /// <summary>Same as the minus operator over a span.</summary>
    public static Instant Subtract(Instant end, TimeSpan span) => end - span;
}

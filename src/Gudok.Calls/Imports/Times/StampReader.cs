using System.Globalization;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads the times that switches write: <c>2026-11-21 09:05:07.25</c>, also with <c>/</c>, <c>.</c>, <c>T</c>, without seconds, or with an offset;
/// and epochs in seconds, milliseconds or microseconds, told by their length.</summary>
internal static class StampReader
{
    /// <summary>Reads a time in any of these forms.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Stamp stamp)
    {
        text = text.Trim();
        return TryReadEpoch(text, out stamp) || TryReadDate(text, out stamp);
    }

    /// <summary>Reads a time in a form that a map describes.</summary>
    public static bool TryRead(string text, string format, out Stamp stamp)
    {
        stamp = default;
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.RoundtripKind, out var time)) return false;
        stamp = time.Kind switch
        {
            DateTimeKind.Utc => Stamp.Of(Instant.From(time)),
            DateTimeKind.Local => Stamp.Of(Instant.From(time.ToUniversalTime())),
            _ => new Stamp(null, time, format.Contains('s', StringComparison.Ordinal)),
        };
        return true;
    }

    /// <summary>Reads an epoch: up to 11 digits are seconds, to 14 milliseconds, to 17 microseconds; a fraction belongs to seconds.</summary>
    public static bool TryReadEpoch(ReadOnlySpan<char> text, out Stamp stamp)
    {
        stamp = default;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (whole.Length is < 9 or > 17 || whole.ContainsAnyExceptInRange('0', '9')) return false;
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (fraction.ContainsAnyExceptInRange('0', '9') || (whole.Length > 11 && fraction.Length > 0)) return false;
        var value = long.Parse(whole, CultureInfo.InvariantCulture);
        stamp = Stamp.Of(new Instant(whole.Length switch
        {
            <= 11 => value * 1_000_000 + Micros(fraction),
            <= 14 => value * 1_000,
            _ => value,
        }));
        return true;
    }

    private static bool TryReadDate(ReadOnlySpan<char> text, out Stamp stamp)
    {
        stamp = default;
        var rest = text;
        if (!TryTake(ref rest, out var year, 4) || !TryPass(ref rest, "-/.") || !TryTake(ref rest, out var month, 2) || !TryPass(ref rest, "-/.")
            || !TryTake(ref rest, out var day, 2) || !TryPass(ref rest, " Tt") || !TryTake(ref rest, out var hour, 2) || !TryPass(ref rest, ":")
            || !TryTake(ref rest, out var minute, 2)) return false;
        var second = 0;
        var hasSeconds = TryPass(ref rest, ":");
        if (hasSeconds && !TryTake(ref rest, out second, 2)) return false;
        long micros = 0;
        if (hasSeconds && TryPass(ref rest, ".,"))
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? rest[..end] : rest;
            if (digits.IsEmpty) return false;
            micros = Micros(digits);
            rest = rest[digits.Length..];
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        var local = new DateTime(year, month, day, hour, minute, second).AddTicks(micros * TimeSpan.TicksPerMicrosecond);
        if (rest.IsEmpty)
        {
            stamp = new Stamp(null, local, hasSeconds);
            return true;
        }

        if (!TryReadOffset(rest.Trim(), out var offset)) return false;
        stamp = new Stamp(new Instant((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond) - offset, default, hasSeconds);
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z") return true;
        if (text.IsEmpty || text[0] is not ('+' or '-')) return false;
        var rest = text[1..];
        if (!TryTake(ref rest, out var hours, 2)) return false;
        TryPass(ref rest, ":");
        if (!TryTake(ref rest, out var minutes, 2) || !rest.IsEmpty || hours > 14 || minutes > 59) return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-') offset = -offset;
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, out int number, int most)
    {
        number = 0;
        var length = 0;
        while (length < rest.Length && length < most && char.IsAsciiDigit(rest[length])) number = number * 10 + (rest[length++] - '0');
        rest = rest[length..];
        return length > 0;
    }

    private static bool TryPass(ref ReadOnlySpan<char> rest, string any)
    {
        if (rest.IsEmpty || !any.Contains(rest[0], StringComparison.Ordinal)) return false;
        rest = rest[1..];
        return true;
    }

    private static long Micros(ReadOnlySpan<char> fraction)
    {
        long micros = 0;
        for (var i = 0; i < 6; i++) micros = micros * 10 + (i < fraction.Length ? fraction[i] - '0' : 0);
        return micros;
    }
}

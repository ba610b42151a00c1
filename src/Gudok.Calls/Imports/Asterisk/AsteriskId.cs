using System.Globalization;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The ids that Asterisk gives to channels: <c>1706369278.2</c>, <c>mainserver-1706420300.0</c>. The seconds are those of UTC.</summary>
internal static class AsteriskId
{
    /// <summary>The moment in an id.</summary>
    public static bool TryReadMoment(ReadOnlySpan<char> id, out Instant moment)
    {
        moment = default;
        id = id[(id.LastIndexOf('-') + 1)..];
        var point = id.IndexOf('.');
        if (point is < 9 or > 11 || point == id.Length - 1 || id[(point + 1)..].ContainsAnyExceptInRange('0', '9')) return false;
        if (!long.TryParse(id[..point], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        moment = new Instant(seconds * 1_000_000);
        return true;
    }

    /// <summary>An id of a row that has none: its start and the number of its channel, which tell it as well as Asterisk's own.</summary>
    public static string Of(Instant start, string channel) =>
        string.Create(CultureInfo.InvariantCulture, $"{start.UnixMilliseconds / 1000}.{channel[(channel.LastIndexOf('-') + 1)..]}");
}

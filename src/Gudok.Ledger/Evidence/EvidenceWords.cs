using System.Globalization;

namespace Gudok.Ledger;

/// <summary>How evidence names roles, words and values. They stand in files: they never change.</summary>
internal static class EvidenceWords
{
    public static readonly string[] Directions = ["unknown", "inbound", "outbound", "internal", "transit"];
    public static readonly string[] Dispositions = ["unknown", "answered", "busy", "cancelled", "noAnswer", "rejected", "failed"];
    public static readonly string[] Ends = ["unknown", "caller", "callee", "system"];
    public static readonly string[] Transfers = ["none", "blind", "attended", "diverted"];
    public static readonly string[] MediaDirections = ["unknown", "callerToCallee", "calleeToCaller"];
    public static readonly string[] MediaOrigins = ["measured", "rtcp", "report"];
    public static readonly string[] Unheard = ["none", "callerUnheard", "calleeUnheard"];
    private const int FirstLegRole = 16;
    private const int MostRole = ushort.MaxValue;

    /// <summary><c>caller</c>, <c>callee</c>, <c>dialled</c>, <c>leg 1 caller</c> and so on.</summary>
    public static string Role(long role) => role switch
    {
        1 => "caller",
        2 => "callee",
        3 => "dialled",
        >= FirstLegRole and <= MostRole => string.Create(
            CultureInfo.InvariantCulture, $"leg {(role - FirstLegRole) / 2 + 1} {(role % 2 == 0 ? "caller" : "callee")}"),
        _ => throw new InvalidDataException("A role is none."),
    };

    public static string Word(string[] words, long value) =>
        value >= 0 && value < words.Length ? words[value] : throw new InvalidDataException("A word is none.");

    /// <summary><c>2026-11-21T10:00:00.123456Z</c>.</summary>
    public static string Time(long micros) =>
        micros is >= 0 and < 253_402_300_800_000_000 ? new Sip.Instant(micros).ToString() : throw new InvalidDataException("A time is none.");

    /// <summary>A figure with three decimals, rounded by one rule that every language has: ⌊1000 x + ½⌋.</summary>
    public static string Figure(double figure)
    {
        if (figure is not (>= 0 and < 1e12)) throw new InvalidDataException("A figure is none.");
        var thousandths = (long)Math.Floor(figure * 1000 + 0.5);
        return string.Create(CultureInfo.InvariantCulture, $"{thousandths / 1000}.{thousandths % 1000:d3}");
    }

    /// <summary>A figure that is kept in thousandths.</summary>
    public static string Thousandths(long thousandths) => thousandths is >= 0 and < 1_000_000_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{thousandths / 1000}.{thousandths % 1000:d3}")
        : throw new InvalidDataException("A figure is none.");

    public static string Hex(ReadOnlySpan<byte> octets) => Convert.ToHexStringLower(octets);

    /// <summary>The id as people write it: 8-4-4-4-12 digits.</summary>
    public static string Id(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != 16) throw new InvalidDataException("An id has not 16 octets.");
        var hex = Hex(octets);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    /// <summary><c>192.0.2.1:5060</c>, or all eight groups of an IPv6 address: <c>[2001:db8:0:0:0:0:0:1]:5060</c>.</summary>
    public static string Endpoint(ReadOnlySpan<byte> octets)
    {
        if (octets.Length is not (6 or 18)) throw new InvalidDataException("An address is none.");
        var address = octets[..^2];
        var port = octets[^2] << 8 | octets[^1];
        var parts = new List<string>();
        for (var at = 0; at < address.Length; at += address.Length == 4 ? 1 : 2)
        {
            parts.Add(address.Length == 4
                ? address[at].ToString(CultureInfo.InvariantCulture)
                : (address[at] << 8 | address[at + 1]).ToString("x", CultureInfo.InvariantCulture));
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"{(address.Length == 4 ? string.Join('.', parts) : "[" + string.Join(':', parts) + "]")}:{port}");
    }
}

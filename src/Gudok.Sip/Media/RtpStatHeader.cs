namespace Gudok.Sip;

/// <summary>The header in which telephones tell at the end of a call how its media were: <c>P-RTP-Stat</c>, parted by commas, and
/// <c>X-RTP-Stat</c>, parted by semicolons, where a field may hold a value for each direction, the one received first.</summary>
public static class RtpStatHeader
{
    /// <summary>A longer value is not read.</summary>
    public const int MostOctets = 2048;

    private const double MostMs = 60_000;

    /// <summary>Reads a value. False if it tells neither packets nor loss nor jitter nor a delay.</summary>
    /// <param name="value">The value of the header.</param>
    /// <param name="report">What it tells of the media that came to who wrote it.</param>
    public static bool TryRead(ReadOnlySpan<byte> value, out QualityReport report)
    {
        report = new QualityReport();
        if (value.Length > MostOctets) return false;
        var separator = value.Contains((byte)';') ? (byte)';' : (byte)',';
        while (!value.IsEmpty)
        {
            var end = value.IndexOf(separator);
            var field = end < 0 ? value : value[..end];
            value = end < 0 ? default : value[(end + 1)..];
            var equals = field.IndexOf((byte)'=');
            if (equals > 0) report = With(report, field[..equals].TrimLws(), field[(equals + 1)..].TrimLws());
        }

        if (report is { Packets: { } came, Lost: { } lost } && came + lost > 0) report = report with { LossPercent = 100.0 * lost / (came + lost) };
        return report is not { Packets: null, Lost: null, JitterMs: null, RoundTripMs: null };
    }

    private static QualityReport With(QualityReport report, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("PR"u8)) return report with { Packets = Count(value) };
        if (name.SequenceEqual("PL"u8)) return report with { Lost = Count(value) };
        if (name.SequenceEqual("JI"u8)) return report with { JitterMs = PlainFigure.Read(value, 0, MostMs) };
        // What comes is what is decoded.
        if (name.SequenceEqual("DE"u8)) return report with { Codec = CodecName.Read(value) };
        // Latency is that of one way, as in RFC 3435, where the letters come from; telephones that do not know it write 0.
        if (name.SequenceEqual("LA"u8) && PlainFigure.Read(value, 0, MostMs / 2) is > 0 and var latency) return report with { RoundTripMs = 2 * latency };
        return report;
    }

    private static long? Count(ReadOnlySpan<byte> value) => (long?)PlainFigure.Read(value, 0, uint.MaxValue);
}

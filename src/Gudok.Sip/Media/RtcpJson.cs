using System.Text.Json;

namespace Gudok.Sip;

/// <summary>Reads RTCP reports that an agent put into JSON (payload type 5 of HEP).</summary>
/// <remarks>Agents write 32-bit numbers with and without a sign, and some of them as strings.</remarks>
public static class RtcpJson
{
    /// <summary>A longer text is not read.</summary>
    public const int MostOctets = 16_384;

    private const double MostMs = 60_000;

    /// <summary>Reads the first report block. False if the text is malformed or has none.</summary>
    /// <param name="json">The payload.</param>
    /// <param name="clockRate">Clock of the stream's codec in hertz, by which jitter is told; 0 if not known.</param>
    /// <param name="report">What came to who sent the report.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, int clockRate, out QualityReport report)
    {
        report = new QualityReport();
        if (json.Length > MostOctets) return false;
        try
        {
            return TryWalk(json, clockRate, ref report);
        }
        catch (JsonException)
        {
            // The framework's reader says so of malformed text.
            report = new QualityReport();
            return false;
        }
    }

    private static bool TryWalk(ReadOnlySpan<byte> json, int clockRate, ref QualityReport report)
    {
        var reader = new Utf8JsonReader(json);
        var place = Place.Outside;
        var blocks = 0;
        ReadOnlySpan<byte> name = default;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.ValueSpan;
                    break;
                case JsonTokenType.StartArray when reader.CurrentDepth == 1 && name.SequenceEqual("report_blocks"u8):
                    place = Place.Blocks;
                    break;
                case JsonTokenType.StartObject when reader.CurrentDepth == 1 && name.SequenceEqual("report_blocks_xr"u8):
                    place = Place.Extended;
                    break;
                case JsonTokenType.StartObject when place == Place.Blocks && reader.CurrentDepth == 2:
                    blocks++;
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject when reader.CurrentDepth == 1:
                    place = Place.Outside;
                    break;
                case JsonTokenType.Number or JsonTokenType.String when place == Place.Blocks && blocks == 1 && reader.CurrentDepth == 3:
                    report = WithBlock(report, name, reader.ValueSpan, clockRate);
                    break;
                case JsonTokenType.Number or JsonTokenType.String when place == Place.Extended && reader.CurrentDepth == 2:
                    report = WithExtended(report, name, reader.ValueSpan);
                    break;
            }
        }

        return blocks > 0 && report.Ssrc is not null;
    }

    private static QualityReport WithBlock(QualityReport report, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int clockRate)
    {
        if (name.SequenceEqual("source_ssrc"u8)) return report with { Ssrc = Word(value) };
        if (name.SequenceEqual("fraction_lost"u8)) return report with { LossPercent = PlainFigure.Read(value, 0, 255) * 100 / 256 };
        // Below 0 where more packets were repeated than lost: then none is missing.
        if (name.SequenceEqual("packets_lost"u8)) return report with { Lost = value.StartsWith("-"u8) ? 0 : (long?)PlainFigure.Read(value, 0, 0xff_ffff) };
        if (!name.SequenceEqual("ia_jitter"u8) || clockRate <= 0) return report;
        var jitter = PlainFigure.Read(value) * 1000 / clockRate;
        return report with { JitterMs = jitter <= MostMs ? jitter : null };
    }

    // Agents write the whole block with zeros where the end sent none.
    private static QualityReport WithExtended(QualityReport report, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        name.SequenceEqual("round_trip_delay"u8) && PlainFigure.Read(value, 0, MostMs) is > 0 and var trip ? report with { RoundTripMs = trip } : report;

    private static uint? Word(ReadOnlySpan<byte> value)
    {
        var isNegative = value.StartsWith("-"u8);
        if (PlainFigure.Read(isNegative ? value[1..] : value, 0, uint.MaxValue) is not { } number) return null;
        return isNegative ? (uint)-(long)number : (uint)number;
    }

    private enum Place
    {
        Outside,
        Blocks,
        Extended,
    }
}

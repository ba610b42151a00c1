using System.Net;
using System.Text;
using System.Text.Json;

namespace Gudok.Sip;

/// <summary>Reads reports of streams that capture agents make, in JSON (payload types 34 and 35 of HEP).</summary>
/// <remarks>No document says what the members mean; read are those whose names leave no doubt. Counts are taken from the beginning of the stream on, so that
/// the last report tells of the whole.</remarks>
public static class AgentReport
{
    /// <summary>A longer text is not read.</summary>
    public const int MostOctets = 16_384;

    private const int MostCallId = 256;
    private const double MostMs = 60_000;

    /// <summary>Reads a report. False if the text is malformed, or tells neither packets nor jitter nor a score.</summary>
    /// <param name="json">The payload.</param>
    /// <param name="report">What came to the end that it names.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, out QualityReport report)
    {
        report = new QualityReport();
        if (json.Length > MostOctets) return false;
        try
        {
            return TryWalk(json, ref report);
        }
        catch (JsonException)
        {
            // The framework's reader says so of malformed text.
            report = new QualityReport();
            return false;
        }
    }

    private static bool TryWalk(ReadOnlySpan<byte> json, ref QualityReport report)
    {
        var reader = new Utf8JsonReader(json);
        var told = new Told();
        ReadOnlySpan<byte> name = default;
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1) continue;
            if (reader.TokenType == JsonTokenType.PropertyName) name = reader.ValueSpan;
            else if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String) told.Take(name, reader.ValueSpan);
        }

        report = told.Read();
        return report is not { Packets: null, Lost: null, JitterMs: null, JitterMaxMs: null, Mos: null };
    }

    private ref struct Told
    {
        private ReadOnlySpan<byte> _callId;
        private string? _codec;
        private IPAddress? _from;
        private IPAddress? _to;
        private ushort _fromPort;
        private ushort _toPort;
        private double? _came;
        private double? _expected;
        private double? _lost;
        private double? _jitter;
        private double? _meanJitter;
        private double? _mostJitter;
        private double? _mos;
        private double? _meanMos;

        public void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            if (name.SequenceEqual("RTP_SIP_CALL_ID"u8)) _callId = value;
            else if (name.SequenceEqual("CODEC_NAME"u8)) _codec = CodecName.Read(value);
            else if (name.SequenceEqual("TOTAL_PK"u8)) _came = PlainFigure.Read(value, 0, uint.MaxValue);
            else if (name.SequenceEqual("EXPECTED_PK"u8)) _expected = PlainFigure.Read(value, 0, uint.MaxValue);
            else if (name.SequenceEqual("PACKET_LOSS"u8)) _lost = PlainFigure.Read(value, 0, uint.MaxValue);
            else if (name.SequenceEqual("JITTER"u8)) _jitter = PlainFigure.Read(value, 0, MostMs);
            else if (name.SequenceEqual("MEAN_JITTER"u8)) _meanJitter = PlainFigure.Read(value, 0, MostMs);
            else if (name.SequenceEqual("MAX_JITTER"u8)) _mostJitter = PlainFigure.Read(value, 0, MostMs);
            else if (name.SequenceEqual("MOS"u8)) _mos = PlainFigure.Read(value, 1, 5);
            else if (name.SequenceEqual("MEAN_MOS"u8)) _meanMos = PlainFigure.Read(value, 1, 5);
            else TakeEnd(name, value);
        }

        public readonly QualityReport Read()
        {
            var lost = _lost ?? (_expected - _came is >= 0 and var missing ? missing : null);
            var expected = _expected ?? _came + lost;
            return new QualityReport
            {
                CallId = _callId.Length is > 0 and <= MostCallId ? Encoding.UTF8.GetString(_callId) : null,
                Sender = EndOf(_from, _fromPort),
                Receiver = EndOf(_to, _toPort),
                Codec = _codec,
                Packets = (long?)_came,
                Lost = (long?)lost,
                LossPercent = expected > 0 && lost <= expected ? 100 * lost / expected : null,
                JitterMs = _meanJitter ?? _jitter,
                JitterMaxMs = _mostJitter,
                Mos = _meanMos ?? _mos,
            };
        }

        private void TakeEnd(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            if (name.SequenceEqual("SRC_IP"u8)) _from = AddressOf(value);
            else if (name.SequenceEqual("DST_IP"u8)) _to = AddressOf(value);
            else if (name.SequenceEqual("SRC_PORT"u8)) _fromPort = PortOf(value);
            else if (name.SequenceEqual("DST_PORT"u8)) _toPort = PortOf(value);
        }

        private static IPAddress? AddressOf(ReadOnlySpan<byte> text) => IPAddress.TryParse(text, out var address) ? address : null;

        private static ushort PortOf(ReadOnlySpan<byte> text) => (ushort)(PlainFigure.Read(text, 0, ushort.MaxValue) ?? 0);

        private static NetworkEndpoint? EndOf(IPAddress? address, ushort port) => address is null ? null : NetworkEndpoint.From(new IPEndPoint(address, port));
    }
}

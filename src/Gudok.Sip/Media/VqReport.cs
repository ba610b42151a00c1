using System.Globalization;
using System.Net;
using System.Text;

namespace Gudok.Sip;

/// <summary>Reports of voice quality in the body of a PUBLISH or NOTIFY: <c>application/vq-rtcpxr</c> (RFC 6035).</summary>
public static class VqReport
{
    /// <summary>A longer body is not read.</summary>
    public const int MostOctets = 16_384;

    private const int MostCallId = 256;
    private const double MostMs = 60_000;

    /// <summary>Whether a message carries a report, by the type of its body.</summary>
    public static bool IsCarriedBy(in SipMessage message) => !message.Body.IsEmpty && Holds(message.ContentType, "application/vq-rtcpxr"u8);

    /// <summary>Reads a body. False if it is no report, or tells neither loss nor jitter nor delay nor a score.</summary>
    /// <param name="body">The body.</param>
    /// <param name="local">What came to the telephone that reports.</param>
    /// <param name="remote">What came to the other one, as far as the first knows; null if it does not say.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, out QualityReport local, out QualityReport? remote)
    {
        local = new QualityReport();
        remote = null;
        if (body.Length > MostOctets || !body.TrimLws().StartsWith("VQ"u8)) return false;
        string? callId = null;
        var (ours, theirs) = (default(End), default(End));
        var there = new QualityReport();
        var isRemote = false;
        while (!body.IsEmpty)
        {
            var line = TakeLine(ref body);
            var colon = line.IndexOf((byte)':');
            if (colon <= 0) continue;
            var name = line[..colon].TrimLws();
            var value = line[(colon + 1)..].TrimLws();
            if (name.SequenceEqual("CallID"u8)) callId = value.Length is > 0 and <= MostCallId ? Encoding.UTF8.GetString(value) : null;
            else if (name.SequenceEqual("LocalAddr"u8)) ours = EndOf(value);
            else if (name.SequenceEqual("RemoteAddr"u8)) theirs = EndOf(value);
            else if (name.SequenceEqual("LocalMetrics"u8)) isRemote = false;
            else if (name.SequenceEqual("RemoteMetrics"u8)) isRemote = true;
            else if (isRemote) there = With(there, name, value);
            else local = With(local, name, value);
        }

        // What came to the one is what the other sent.
        local = local with { CallId = callId, Sender = theirs.At, Receiver = ours.At, Ssrc = theirs.Ssrc };
        if (Tells(there)) remote = there with { CallId = callId, Sender = ours.At, Receiver = theirs.At, Ssrc = ours.Ssrc };
        return Tells(local) || remote is not null;
    }

    private static bool Holds(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> type) =>
        contentType.Length >= type.Length && Ascii.EqualsIgnoreCase(contentType[..type.Length], type);

    private static QualityReport With(QualityReport report, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("SessionDesc"u8)) return report with { Codec = CodecName.Read(Find(value, "PD"u8)) };
        if (name.SequenceEqual("PacketLoss"u8)) return report with { LossPercent = PlainFigure.Read(Find(value, "NLR"u8), 0, 100) };
        if (name.SequenceEqual("Delay"u8))
        {
            return report with { RoundTripMs = PlainFigure.Read(Find(value, "RTD"u8), 0, MostMs), JitterMs = PlainFigure.Read(Find(value, "IAJ"u8), 0, MostMs) };
        }

        // The score that counts delay is the one that is comparable with ours.
        if (name.SequenceEqual("QualityEst"u8)) return report with { Mos = Score(Find(value, "MOSCQ"u8)) ?? Score(Find(value, "MOSLQ"u8)) };
        return report;
    }

    private static bool Tells(QualityReport report) => report is not { LossPercent: null, JitterMs: null, RoundTripMs: null, Mos: null };

    private static double? Score(ReadOnlySpan<byte> text) => PlainFigure.Read(text, 1, 5);

    private static End EndOf(ReadOnlySpan<byte> address)
    {
        var text = Find(address, "SSRC"u8);
        if (text.StartsWith("0x"u8)) text = text[2..];
        uint? ssrc = uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var read) ? read : null;
        var port = (ushort)(PlainFigure.Read(Find(address, "PORT"u8), 0, ushort.MaxValue) ?? 0);
        return new End(IPAddress.TryParse(Find(address, "IP"u8), out var ip) ? NetworkEndpoint.From(new IPEndPoint(ip, port)) : null, ssrc);
    }

    /// <summary>The value of <c>NAME=value</c> among others, parted by blanks; empty if it is not there.</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> name)
    {
        while (!fields.IsEmpty)
        {
            var end = fields.IndexOfAny((byte)' ', (byte)'\t');
            var field = end < 0 ? fields : fields[..end];
            fields = end < 0 ? default : fields[(end + 1)..];
            if (field.Length > name.Length && field[name.Length] == (byte)'=' && field.StartsWith(name)) return field[(name.Length + 1)..];
        }

        return default;
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)'\n');
        var line = end < 0 ? body : body[..end];
        body = end < 0 ? default : body[(end + 1)..];
        return line.TrimLws();
    }

    private readonly record struct End(NetworkEndpoint? At, uint? Ssrc);
}

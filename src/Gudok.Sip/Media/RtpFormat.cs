namespace Gudok.Sip;

/// <summary>What a payload type stands for.</summary>
/// <param name="Name">Name of the encoding as registered, such as <c>PCMA</c>; empty if not known.</param>
/// <param name="ClockRate">Clock of its timestamps, in hertz; 0 if not known.</param>
public readonly record struct RtpFormat(string Name, int ClockRate)
{
    private const string EventsName = "telephone-event";
    private const string NoiseName = "CN";

    /// <summary>The most that is taken for a clock, in hertz: above it is a slip of whoever wrote the description.</summary>
    private const int MostClockRate = 192_000;

    // A description may write anything: only names that are registered go further than this.
    private static readonly string[] _registered =
    [
        "PCMA", "PCMU", EventsName, "G729", "G722", "opus", NoiseName, "GSM", "iLBC", "AMR", "AMR-WB", "G723", "G728", "speex", "EVS",
        "G726-32", "G726-40", "G726-24", "G726-16", "GSM-EFR", "GSM-HR-08", "G7221", "G7291", "G729D", "G729E", "L16", "DVI4", "LPC", "BV16", "BV32",
        "PCMA-WB", "PCMU-WB", "VMR-WB", "EVRC", "EVRC0", "QCELP", "red", "tone",
    ];

    /// <summary>Whether it carries telephone-events (RFC 4733) and no sound.</summary>
    public bool IsEvents => ReferenceEquals(Name, EventsName) || Name == EventsName;

    /// <summary>Whether it is comfort noise (RFC 3389), sent instead of silence.</summary>
    public bool IsComfortNoise => ReferenceEquals(Name, NoiseName) || Name == NoiseName;

    /// <summary>What a payload type means where no description says otherwise (RFC 3551 §6, audio). Of a dynamic one nothing is known.</summary>
    public static RtpFormat OfStatic(byte payloadType) => payloadType switch
    {
        0 => new("PCMU", 8000),
        3 => new("GSM", 8000),
        4 => new("G723", 8000),
        5 => new("DVI4", 8000),
        6 => new("DVI4", 16_000),
        7 => new("LPC", 8000),
        8 => new("PCMA", 8000),
        // RFC 3551 §4.5.2: the clock of G.722 is 8 kHz by mistake, and stays so.
        9 => new("G722", 8000),
        10 or 11 => new("L16", 44_100),
        12 => new("QCELP", 8000),
        // 19 was comfort noise in drafts, and old equipment still sends it.
        13 or 19 => new(NoiseName, 8000),
        15 => new("G728", 8000),
        16 => new("DVI4", 11_025),
        17 => new("DVI4", 22_050),
        18 => new("G729", 8000),
        _ => new("", 0),
    };

    /// <summary>The format of an <c>a=rtpmap</c> line, its name in the case in which it is registered; empty of one that is not.</summary>
    public static RtpFormat Of(in SdpRtpMap map) =>
        new(RegisteredName(map.Encoding), map.ClockRate is > 0 and <= MostClockRate ? map.ClockRate : 0);

    /// <summary>A name in the case in which it is registered; empty of one that is not.</summary>
    internal static string RegisteredName(ReadOnlySpan<byte> text)
    {
        foreach (var name in _registered)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(text, name)) return name;
        }

        return "";
    }
}

namespace Gudok.Sip;

/// <summary>How much a codec costs on the scale of the E-model (ITU-T G.113, Appendix I, 05/2002 and 11/2007).</summary>
/// <param name="Ie">Equipment impairment without loss.</param>
/// <param name="Bpl">Robustness against packet loss: the greater, the less a lost packet is heard.</param>
/// <param name="IsAssumed">Whether the appendix lacks one of the figures, so that it is an assumption of ours.</param>
public readonly record struct CodecImpairment(double Ie, double Bpl, bool IsAssumed)
{
    /// <summary>Taken where the appendix gives no robustness: that of GSM-EFR, the least of those it gives for codecs that conceal losses.</summary>
    private const double AssumedBpl = 10.0;

    /// <summary>The impairment of a codec by its registered name; null of one nothing is known of, which then gets no score.</summary>
    /// <remarks>Wideband codecs are rated on the narrowband scale, as no worse than G.711: figures of one call can so be compared, and none shows
    /// what wideband adds. The scale of G.107.1 is another one.</remarks>
    public static CodecImpairment? Of(string codec) => codec switch
    {
        // With the concealment of G.711 Appendix I, which every telephone of today has; without it the appendix gives 4.3.
        "PCMA" or "PCMU" => new(0, 25.1, IsAssumed: false),
        // G.729A with VAD: SDP does not tell the annexes apart.
        "G729" => new(11, 19.0, IsAssumed: false),
        // G.723.1 at 6.3 kbit/s with VAD: the rate is the sender's choice and in no description.
        "G723" => new(15, 16.1, IsAssumed: false),
        "GSM-EFR" => new(5, 10.0, IsAssumed: false),
        // AMR at 12.2 kbit/s is GSM-EFR; lower rates cost more, and no description tells which is sent.
        "AMR" => new(5, 10.0, IsAssumed: true),
        "GSM" => new(20, AssumedBpl, IsAssumed: true),
        "GSM-HR-08" => new(23, AssumedBpl, IsAssumed: true),
        "G728" => new(7, AssumedBpl, IsAssumed: true),
        "G726-40" => new(2, AssumedBpl, IsAssumed: true),
        "G726-32" => new(7, AssumedBpl, IsAssumed: true),
        "G726-24" => new(25, AssumedBpl, IsAssumed: true),
        "G726-16" => new(50, AssumedBpl, IsAssumed: true),
        // Not in the appendix at all: what other meters take.
        "iLBC" => new(11, 32.0, IsAssumed: true),
        "G722" or "opus" or "AMR-WB" or "EVS" or "G7221" or "G7291" or "PCMA-WB" or "PCMU-WB" => new(0, AssumedBpl, IsAssumed: true),
        _ => null,
    };
}

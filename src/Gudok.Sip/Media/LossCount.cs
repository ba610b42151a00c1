namespace Gudok.Sip;

/// <summary>Packets of a part of a stream.</summary>
/// <param name="Expected">Those that should have come.</param>
/// <param name="Received">Those that came, each once.</param>
/// <param name="Gaps">How often one or more in a row were missing.</param>
/// <param name="Missed">How many were missing in them at first; late ones came after all.</param>
internal readonly record struct LossCount(long Expected, long Received, long Gaps, long Missed)
{
    /// <summary>Those that did not come. In a part, a late packet may make up for one that was missed before it.</summary>
    public long Lost => Math.Max(0, Expected - Received);

    /// <summary>Share of lost packets, 0 to 100.</summary>
    public double Percent => Expected <= 0 ? 0 : Math.Min(100, 100.0 * Lost / Expected);

    /// <summary>How much longer losses in a row are than with random loss of the same share (G.107 §7.5); 1 without loss.</summary>
    public double BurstRatio => Lost == 0 || Gaps == 0 ? 1 : Math.Max(1, (double)Missed / Gaps * (1 - (Percent / 100)));

    public static LossCount operator +(LossCount one, LossCount other) =>
        new(one.Expected + other.Expected, one.Received + other.Received, one.Gaps + other.Gaps, one.Missed + other.Missed);

    public static LossCount operator -(LossCount one, LossCount other) =>
        new(one.Expected - other.Expected, one.Received - other.Received, one.Gaps - other.Gaps, one.Missed - other.Missed);
}

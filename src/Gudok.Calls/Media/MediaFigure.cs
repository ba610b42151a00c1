namespace Gudok.Calls;

/// <summary>A figure of media in whole thousandths, from 0 up: what is stored, and no more.</summary>
public static class MediaFigure
{
    private const double Most = 1e9;

    /// <summary>The figure to three decimals; null of what is none: negative, endless or absurd.</summary>
    public static double? Rounded(double? figure) => figure is >= 0 and < Most ? Of(Thousandths(figure.Value)) : null;

    /// <summary>A figure in thousandths, rounded by the one rule of the evidence: ⌊1000 x + ½⌋.</summary>
    public static long Thousandths(double figure) => (long)Math.Floor((figure * 1000) + 0.5);

    /// <summary>The figure of thousandths.</summary>
    public static double Of(long thousandths) => thousandths / 1000.0;
}

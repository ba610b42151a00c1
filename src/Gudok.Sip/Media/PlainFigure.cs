namespace Gudok.Sip;

/// <summary>Numbers as reports write them: digits, at most one point, no sign and no exponent.</summary>
internal static class PlainFigure
{
    /// <summary>A longer figure is no measurement.</summary>
    private const int MostDigits = 15;

    /// <summary>Reads the number at the start of a text, up to whatever is no part of it; null if there is none.</summary>
    public static double? Read(ReadOnlySpan<byte> text)
    {
        var (value, scale) = (0.0, 0.0);
        var digits = 0;
        foreach (var octet in text)
        {
            if (octet == (byte)'.' && scale == 0 && digits > 0)
            {
                scale = 1;
                continue;
            }

            if (!Characters.IsDigit(octet)) break;
            if (++digits > MostDigits) return null;
            value = (value * 10) + (octet - '0');
            scale *= 10;
        }

        if (digits == 0) return null;
        return scale > 1 ? value / scale : value;
    }

    /// <summary>Reads a number that lies between two others; null of any other.</summary>
    public static double? Read(ReadOnlySpan<byte> text, double least, double most) => Read(text) is { } value && value >= least && value <= most ? value : null;
}

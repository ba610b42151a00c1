namespace Gudok.Sip;

/// <summary>Loudness of G.711 (ITU-T G.711): the power of its samples, told without keeping one.</summary>
internal static class G711
{
    private const double FullScale = 32_768.0 * 32_768.0;
    private const int Quietest = 127;
    private static readonly int[] _aLaw = [.. Enumerable.Range(0, 256).Select(code => SquareOf(OfALaw(code)))];
    private static readonly int[] _muLaw = [.. Enumerable.Range(0, 256).Select(code => SquareOf(OfMuLaw(code)))];

    /// <summary>How far the power lies below the overload point (−dBov), 0 to 127.</summary>
    public static byte LevelOf(ReadOnlySpan<byte> sound, bool isALaw)
    {
        var squares = isALaw ? _aLaw : _muLaw;
        long sum = 0;
        foreach (var code in sound) sum += squares[code];
        if (sum == 0) return Quietest;
        return (byte)Math.Clamp(Math.Round(-10 * Math.Log10(sum / (sound.Length * FullScale))), 0, Quietest);
    }

    private static int SquareOf(int magnitude) => magnitude * magnitude;

    // The sign is of no account; even bits of A-law are inverted on the line.
    private static int OfALaw(int code)
    {
        var bits = code ^ 0x55;
        var (segment, step) = ((bits >> 4) & 7, bits & 0x0f);
        return segment == 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1);
    }

    private static int OfMuLaw(int code)
    {
        var bits = ~code;
        var (segment, step) = ((bits >> 4) & 7, bits & 0x0f);
        return (((step << 3) + 0x84) << segment) - 0x84;
    }
}

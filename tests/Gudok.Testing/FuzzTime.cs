using System.Diagnostics;
using System.Globalization;

namespace Gudok.Testing;

/// <summary>How long tests throw random input at the product: as long as they say, or as many seconds as <c>GUDOK_FUZZ_SECONDS</c> asks of each.</summary>
public static class FuzzTime
{
    /// <summary>The time of a test.</summary>
    /// <param name="usual">What it takes when nothing is asked for.</param>
    public static TimeSpan Of(TimeSpan usual) =>
        double.TryParse(Environment.GetEnvironmentVariable("GUDOK_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : usual;

    /// <summary>Runs a check that draws its own seeds once, or again and again for the time asked for.</summary>
    public static void Repeat(Action check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var clock = Stopwatch.StartNew();
        do check();
        while (clock.Elapsed < Of(TimeSpan.Zero));
    }
}

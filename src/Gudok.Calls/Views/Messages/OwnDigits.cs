using System.Text;

namespace Gudok.Calls;

/// <summary>The digits of a call's own parties, by their tails: a Call-ID that a switch makes of a number holds it in some spelling, with or
/// without country code, and the last digits are the same in all.</summary>
internal sealed class OwnDigits
{
    /// <summary>From this many digits on a run names somebody.</summary>
    public const int MinDigits = 7;

    /// <summary>No call has more parties; a hostile message may name thousands.</summary>
    private const int MaxParties = 64;

    private readonly HashSet<string> _tails = [];

    private OwnDigits()
    {
    }

    /// <summary>Takes those given and those of every URI in the message.</summary>
    public static OwnDigits Collect(ReadOnlySpan<byte> message, IReadOnlyCollection<string>? given)
    {
        var own = new OwnDigits();
        foreach (var digits in given ?? []) own.Add(digits);
        var text = Encoding.UTF8.GetString(message);
        var at = 0;
        while (own._tails.Count < MaxParties && UriFinder.TryFind(text, at, out var uri))
        {
            own.Add(text[uri.UserStart..uri.UserEnd]);
            at = Math.Max(uri.UserEnd, at + 1);
        }

        return own;
    }

    /// <summary>Whether a run of digits holds those of a party.</summary>
    public bool AreIn(string digits) => digits.Length >= MinDigits && _tails.Any(tail => digits.Contains(tail, StringComparison.Ordinal));

    private void Add(string text)
    {
        var digits = DigitRun.DigitsOf(text);
        if (digits.Length >= MinDigits) _tails.Add(digits[^MinDigits..]);
    }
}

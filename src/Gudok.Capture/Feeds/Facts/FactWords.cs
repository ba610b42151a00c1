using Gudok.Numbers;

namespace Gudok.Capture;

/// <summary>What may come from a PBX into a record: it stands there in plain text, so that no telephone number may come in by it.</summary>
internal static class FactWords
{
    private const int MostText = 256;
    private const int MostName = 128;
    private const int NumberDigits = 7;
    private const int NationalDigits = 10;

    /// <summary>The name of a queue; null if it is none.</summary>
    public static string? Queue(string? text) => text is { Length: > 0 and <= MostText } && !PlainWords.HoldsNumber(text) ? text : null;

    /// <summary>The id of an application; null if it is none, or reads as a telephone number.</summary>
    public static string? Application(string? text) => text is { Length: > 0 and <= MostText } && !IsNumber(text) ? text : null;

    /// <summary>Who took the call: <c>anna</c>, <c>4511</c> of <c>PJSIP/4511</c>, <c>Local/4511@agents/n</c> or <c>4511@default</c>; null if that is nobody, or a number.</summary>
    public static string? Agent(string? text)
    {
        if (text is null) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text.AsSpan() : text.AsSpan(slash + 1);
        var end = name.IndexOfAny('@', '/', ';');
        if (end >= 0) name = name[..end];
        name = name.Trim();
        return name.Length is > 0 and <= MostName && Digits(name) < NumberDigits ? name.ToString() : null;
    }

    // Ids of applications are numbers, too, and shorter: З-2026/118 is none of a telephone.
    private static bool IsNumber(string text) => Digits(text) >= NationalDigits && PlainWords.HoldsNumber("№" + text);

    private static int Digits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var letter in text) digits += char.IsDigit(letter) ? 1 : 0;
        return digits;
    }
}

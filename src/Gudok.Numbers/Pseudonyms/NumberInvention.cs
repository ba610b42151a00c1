using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>Draws a number to stand for another. With each attempt that fails more of its digits are free; a draw that is not fit gives no party.</summary>
internal static class NumberInvention
{
    // Country code and so many national digits stay at first: area code or operator's code in most plans.
    private const int AreaDigits = 3;
    private const int TriesAtOnce = 256;

    /// <summary>A number that the plan assigns to the same region for the same use.</summary>
    public static Party E164(PhoneNumber number, int attempt)
    {
        var plan = NumberingPlan.Default;
        var like = plan.Check(number);
        if (!plan.TrySplit(number, out var national)) return default;
        var free = Math.Clamp(national.Length - AreaDigits + attempt / TriesAtOnce, 1, national.Length);
        var drawn = Draw(number, free);
        var verdict = plan.Check(drawn);
        var isFit = like.IsValid ? verdict.IsValid && verdict.Region == like.Region && verdict.Type == like.Type : verdict.IsValid;
        return isFit ? Party.E164(drawn) : default;
    }

    /// <summary>A short number of the region's plan; any digits of that length once there is none, for most plans name few; then longer ones.</summary>
    public static Party Short(PhoneNumber number, string region, int attempt)
    {
        const int longest = 6;
        var plan = NumberingPlan.Default.Table.Find(region);
        var round = attempt / (4 * TriesAtOnce);
        var length = Math.Min(longest, number.Length + Math.Max(0, round - 1));
        var drawn = Draw(PhoneNumber.Pack(PartyKind.Short, number.Value, length), length);
        return round > 0 || plan?.IsShort(drawn.ToFullDigits()) == true ? Party.Short(drawn, region) : default;
    }

    /// <summary>An extension of the same length and first digit; then of any first digit, then longer by a digit.</summary>
    public static Party Internal(PhoneNumber number, string realm, int attempt)
    {
        var more = Math.Max(0, attempt / TriesAtOnce - 1);
        var length = Math.Min(PhoneNumber.MaxDigits, number.Length + more);
        var grown = PhoneNumber.Pack(PartyKind.Internal, number.Value * Power(length - number.Length), length);
        return Party.Internal(Draw(grown, attempt < TriesAtOnce ? Math.Max(1, length - 1) : length), realm);
    }

    /// <summary>The number with its last digits drawn anew.</summary>
    private static PhoneNumber Draw(PhoneNumber number, int free)
    {
        var scale = Power(free);
        ulong tail = 0;
        for (var digit = 0; digit < free; digit++) tail = tail * 10 + (ulong)RandomNumberGenerator.GetInt32(10);
        return PhoneNumber.Pack(number.Kind, number.Value / scale * scale + tail, number.Length);
    }

    private static ulong Power(int digits)
    {
        ulong power = 1;
        for (var digit = 0; digit < digits; digit++) power *= 10;
        return power;
    }
}

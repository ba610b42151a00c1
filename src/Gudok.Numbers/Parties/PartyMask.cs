namespace Gudok.Numbers;

/// <summary>Masked forms: E.164 keeps country and area code and the last two digits, an extension its first digit, a name its
/// first letter; a short number, which many share, is shown.</summary>
public static class PartyMask
{
    /// <summary>At least as many digits of a number of the public network are hidden, whatever its plan calls an area code.</summary>
    public const int MinHidden = 4;

    private const int ShownAtEnd = 2;

    /// <summary>Masks a number: <c>+7 (912) ***-**-89</c>, <c>+44 20 **** **58</c>, <c>1**</c>.</summary>
    public static string Mask(PhoneNumber number) => number.Kind switch
    {
        PartyKind.E164 => MaskE164(number),
        PartyKind.Short => number.ToFullDigits(),
        PartyKind.Internal => MaskExtension(number),
        PartyKind.None or PartyKind.Address or PartyKind.Withheld => "",
    };

    /// <summary>Masks a name or the user part of an address: its first letter and a fixed count of asterisks, so that the
    /// length tells nothing.</summary>
    public static string MaskName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 ? "" : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[0]) && name.Length > 1 ? 2 : 1), "***");
    }

    private static string MaskE164(PhoneNumber number)
    {
        var plan = NumberingPlan.Default;
        if (!plan.TrySplit(number, out var national)) return "+" + new string('*', number.Length);
        var shownAtEnd = Math.Clamp(national.Length - MinHidden, 0, ShownAtEnd);
        var shownAtStart = Math.Clamp(plan.Writer.AreaLength(national), 0, Math.Max(0, national.Length - MinHidden - shownAtEnd));
        var text = plan.Writer.Write(national, NumberForm.Display, "").ToCharArray();
        var digit = national.Length - number.Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            if (digit >= shownAtStart && digit < national.Length - shownAtEnd) text[i] = '*';
            digit++;
        }

        return new string(text);
    }

    private static string MaskExtension(PhoneNumber number)
    {
        var digits = number.ToFullDigits();
        return digits[..1] + new string('*', digits.Length - 1);
    }
}

namespace Gudok.Numbers;

/// <summary>Masked forms: E.164 keeps country and area code and the last two digits, an extension its first digit, a name its
/// first letter (requirement N4).</summary>
public static class PartyMask
{
    /// <summary>Masks a number.</summary>
    public static string Mask(PhoneNumber number)
    {
        var digits = number.ToFullDigits();
        return number.Kind switch
        {
            PartyKind.E164 when digits.Length > 6 => "+" + digits[..4] + new string('*', digits.Length - 6) + digits[^2..],
            PartyKind.Short => digits,
            _ => digits[..1] + new string('*', digits.Length - 1),
        };
    }

    /// <summary>Masks a name or the user part of an address: its first letter and a fixed count of asterisks, so that the
    /// length tells nothing.</summary>
    public static string MaskName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 ? "" : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[0]) && name.Length > 1 ? 2 : 1), "***");
    }
}
